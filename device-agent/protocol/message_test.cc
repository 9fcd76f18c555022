#include "device-agent/protocol/message.h"

#include <gmock/gmock.h>

#include <cstring>
#include <random>
#include <vector>

#include "device-agent/protocol/figures.h"
#include "device-agent/protocol/message_writer.h"

namespace assay::protocol {
namespace {

using testing::ElementsAre;

struct Buffer {
  alignas(8) uint8_t bytes[1024];
};

std::span<const uint8_t> WriteIdentity(std::span<uint8_t> buffer) {
  MessageWriter writer(buffer);
  const MessageWriter::Offset sets[] = {writer.String("portable"), writer.String("reference")};
  const auto kernel_sets = writer.Offsets(sets);
  const auto board = writer.String("mps2-an386");
  const uint8_t id[] = {1, 2, 3};
  const auto build_id = writer.Bytes(id);
  writer.StartTable();
  writer.Field(Identity::VT_NONCE, uint64_t{0x0123456789abcdef});
  writer.Reference(Identity::VT_BOARD, board);
  writer.Reference(Identity::VT_BUILD_ID, build_id);
  writer.Reference(Identity::VT_KERNEL_SETS, kernel_sets);
  writer.Field(Identity::VT_DOMAIN, uint8_t{1});
  writer.Field(Identity::VT_MODEL_BYTES, uint32_t{77});
  return writer.Finish(42, Body::Identity, writer.EndTable());
}

// The library's verifier and accessors are the judges of what the writer wrote.
TEST(MessageWriter, WritesWhatTheLibraryReads) {
  Buffer buffer;
  const Message* message = ParseMessage(WriteIdentity(buffer.bytes));
  ASSERT_NE(message, nullptr);
  EXPECT_EQ(message->id(), 42u);
  const Identity* identity = message->body_as_Identity();
  ASSERT_NE(identity, nullptr);
  EXPECT_EQ(identity->nonce(), 0x0123456789abcdefu);
  EXPECT_EQ(identity->board()->str(), "mps2-an386");
  EXPECT_EQ(identity->unit(), nullptr);
  EXPECT_THAT(*identity->build_id(), ElementsAre(1, 2, 3));
  ASSERT_EQ(identity->kernel_sets()->size(), 2u);
  EXPECT_EQ(identity->kernel_sets()->Get(0)->str(), "portable");
  EXPECT_EQ(identity->kernel_sets()->Get(1)->str(), "reference");
  EXPECT_EQ(identity->domain(), 1);
  EXPECT_EQ(identity->tick_hz(), 0u);
  EXPECT_EQ(identity->model_bytes(), 77u);
}

TEST(MessageWriter, WritesVectorsOfStructs) {
  Buffer buffer;
  for (uint32_t count : {0, 1, 2, 7, 60}) {
    MessageWriter writer(buffer.bytes);
    std::span<Layer> list;
    const auto offset = writer.Vector(count, &list);
    ASSERT_EQ(list.size(), count);
    for (uint32_t i = 0; i < count; ++i) list[i] = Layer(uint64_t{i} << 33, ~i);
    writer.StartTable();
    writer.Reference(Layers::VT_LIST, offset);
    const auto bytes = writer.Finish(1, Body::Layers, writer.EndTable());
    ASSERT_LE(bytes.size(), count * sizeof(Layer) + kDataOverhead);
    const Message* message = ParseMessage(bytes);
    ASSERT_NE(message, nullptr);
    const auto* layers = message->body_as_Layers()->list();
    ASSERT_EQ(layers->size(), count);
    for (uint32_t i = 0; i < count; ++i) {
      EXPECT_EQ(layers->Get(i)->ticks(), uint64_t{i} << 33);
      EXPECT_EQ(layers->Get(i)->crc32(), ~i);
    }
  }
}

TEST(MessageWriter, AVectorWithoutRoomIsEmpty) {
  Buffer buffer;
  MessageWriter writer(std::span(buffer.bytes).last(2 * sizeof(Layer)));
  std::span<Layer> list;
  const auto offset = writer.Vector(3, &list);
  EXPECT_TRUE(list.empty());
  writer.StartTable();
  writer.Reference(Layers::VT_LIST, offset);
  EXPECT_TRUE(writer.Finish(1, Body::Layers, writer.EndTable()).empty());
}

TEST(MessageWriter, SaysWhenTheBufferIsTooSmall) {
  Buffer buffer;
  const size_t needed = WriteIdentity(buffer.bytes).size();
  ASSERT_GT(needed, 0u);
  for (size_t size = 0; size < needed; size += 8) {
    EXPECT_TRUE(WriteIdentity(std::span(buffer.bytes).last(size)).empty()) << size;
  }
  EXPECT_EQ(WriteIdentity(std::span(buffer.bytes).last((needed + 7) / 8 * 8)).size(), needed);
}

struct Three {
  uint32_t first;
  int32_t second;
  uint32_t third;
};

TEST(Figures, TravelFieldByField) {
  Buffer buffer;
  MessageWriter writer(buffer.bytes);
  const auto offset = WriteFigures(&writer, Three{.first = 0xffffffff, .second = -2, .third = 3});
  writer.StartTable();
  writer.Reference(Loaded::VT_MEMORY, offset);
  const Message* message = ParseMessage(writer.Finish(1, Body::Loaded, writer.EndTable()));
  ASSERT_NE(message, nullptr);
  const auto* list = message->body_as_Loaded()->memory();
  EXPECT_THAT(*list, ElementsAre(0xffffffff, static_cast<uint32_t>(-2), 3));

  Three read = {};
  ASSERT_TRUE(ReadFigures(list, &read));
  EXPECT_EQ(read.first, 0xffffffff);
  EXPECT_EQ(read.second, -2);
  EXPECT_EQ(read.third, 3u);
  struct Two {
    uint32_t first, second;
  } two = {};
  EXPECT_FALSE(ReadFigures(list, &two)) << "of another version";
  EXPECT_FALSE(ReadFigures(static_cast<decltype(list)>(nullptr), &two));
}

TEST(Message, DataOverheadHoldsForBothBuilders) {
  Buffer buffer;
  const std::vector<uint8_t> data(sizeof(buffer.bytes) - kDataOverhead, 9);
  for (size_t length : {size_t{0}, size_t{1}, size_t{5}, data.size()}) {
    MessageWriter writer(buffer.bytes);
    const auto offset = writer.Bytes(std::span(data).first(length));
    writer.StartTable();
    writer.Reference(Output::VT_DATA, offset);
    const auto written = writer.Finish(~0u, Body::Output, writer.EndTable());
    ASSERT_NE(ParseMessage(written), nullptr);
    EXPECT_LE(written.size(), length + kDataOverhead);

    flatbuffers::FlatBufferBuilder builder;
    const auto chunk = CreateModelChunk(builder, 0xffffffff, builder.CreateVector(data.data(), length));
    builder.Finish(CreateMessage(builder, ~0u, Body::ModelChunk, chunk.Union()));
    EXPECT_LE(builder.GetSize(), length + kDataOverhead);
  }
}

TEST(Message, RefusesWhatIsNone) {
  EXPECT_EQ(ParseMessage({}), nullptr);
  flatbuffers::FlatBufferBuilder no_body;
  no_body.Finish(CreateMessage(no_body, 1));
  EXPECT_EQ(ParseMessage({no_body.GetBufferPointer(), no_body.GetSize()}), nullptr);
  flatbuffers::FlatBufferBuilder type_without_body;
  type_without_body.Finish(CreateMessage(type_without_body, 1, Body::Hello, 0));
  EXPECT_EQ(ParseMessage({type_without_body.GetBufferPointer(), type_without_body.GetSize()}), nullptr);
  flatbuffers::FlatBufferBuilder unknown;
  unknown.Finish(CreateMessage(unknown, 1, static_cast<Body>(200), CreateDone(unknown).Union()));
  EXPECT_EQ(ParseMessage({unknown.GetBufferPointer(), unknown.GetSize()}), nullptr);
}

// Whatever the damage, what parses can be read to its end (the sanitizers are the judges).
TEST(Message, DamagedMessagesAreRefusedOrReadable) {
  Buffer buffer;
  std::mt19937 random(1);
  int parsed = 0;
  for (int round = 0; round < 20000; ++round) {
    const auto whole = WriteIdentity(buffer.bytes);
    Buffer copy;
    std::memcpy(copy.bytes, whole.data(), whole.size());
    for (auto flips = random() % 4 + 1; flips > 0; --flips) {
      copy.bytes[random() % whole.size()] ^= static_cast<uint8_t>(1 << random() % 8);
    }
    const Message* message =
        ParseMessage({copy.bytes, random() % 4 == 0 ? random() % whole.size() : whole.size()});
    if (message == nullptr || message->body_type() != Body::Identity) continue;
    const Identity* identity = message->body_as_Identity();
    size_t sum = identity->nonce() & 1;
    if (identity->board() != nullptr) sum += std::strlen(identity->board()->c_str());
    if (identity->kernel_sets() != nullptr) {
      for (const auto* name : *identity->kernel_sets()) sum += std::strlen(name->c_str());
    }
    parsed += sum > 0;
  }
  EXPECT_GT(parsed, 0);
}

}  // namespace
}  // namespace assay::protocol

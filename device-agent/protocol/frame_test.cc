#include "device-agent/protocol/frame.h"

#include <gmock/gmock.h>

#include <vector>

namespace assay::protocol {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes Encode(const FrameHeader& header, const Bytes& payload) {
  Bytes wire(MaxWireBytes(payload.size()));
  wire.resize(EncodeFrame(header, payload, wire));
  return wire;
}

constexpr FrameHeader kHeader = {
    .kind = FrameKind::kData, .sequence = 5, .acknowledge = 3, .credits = 2, .session = 0x1234};

// The worked example of docs/link.md.
TEST(Frame, ExampleOfTheSpecification) {
  EXPECT_EQ(
      Encode({.kind = FrameKind::kOpen, .sequence = 0, .acknowledge = 0, .credits = 8, .session = 0x1234},
             {0x01, 0x08, 0x00, 0x04}),
      (Bytes{0x02, 0x01, 0x01, 0x06, 0x08, 0x34, 0x12, 0x01, 0x08, 0x06, 0x04, 0xb2, 0x3e, 0xae, 0x0b,
             0x00}));
  EXPECT_EQ(Encode(kHeader, {0xaa, 0x00, 0xbb}), (Bytes{0x08, 0x03, 0x05, 0x03, 0x02, 0x34, 0x12, 0xaa, 0x06,
                                                        0xbb, 0x79, 0xae, 0xa9, 0xcd, 0x00}));
}

TEST(Frame, RoundTrip) {
  for (size_t length : {0, 1, 243, 244, 245, 1024}) {
    Bytes payload(length);
    for (size_t i = 0; i < length; ++i) payload[i] = static_cast<uint8_t>(i * 7);
    Bytes wire = Encode(kHeader, payload);
    EXPECT_EQ(wire.back(), 0);
    wire.pop_back();
    FrameHeader header;
    std::span<const uint8_t> decoded;
    ASSERT_TRUE(DecodeFrame(wire, &header, &decoded));
    EXPECT_EQ(header.kind, kHeader.kind);
    EXPECT_EQ(header.sequence, kHeader.sequence);
    EXPECT_EQ(header.acknowledge, kHeader.acknowledge);
    EXPECT_EQ(header.credits, kHeader.credits);
    EXPECT_EQ(header.session, kHeader.session);
    EXPECT_EQ(Bytes(decoded.begin(), decoded.end()), payload);
  }
}

TEST(Frame, EveryFlippedBitAndEveryCutIsNoticed) {
  Bytes wire = Encode(kHeader, {1, 0, 2, 0, 3});
  wire.pop_back();
  FrameHeader header;
  std::span<const uint8_t> payload;
  for (size_t bit = 0; bit < wire.size() * 8; ++bit) {
    Bytes damaged = wire;
    damaged[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    EXPECT_FALSE(DecodeFrame(damaged, &header, &payload)) << bit;
  }
  for (size_t length = 0; length < wire.size(); ++length) {
    Bytes cut(wire.begin(), wire.begin() + static_cast<ptrdiff_t>(length));
    EXPECT_FALSE(DecodeFrame(cut, &header, &payload)) << length;
  }
}

TEST(Frame, UnknownKindIsNoFrame) {
  FrameHeader header = kHeader;
  std::span<const uint8_t> payload;
  for (const int kind : {0, 6, 255}) {
    header.kind = static_cast<FrameKind>(kind);
    Bytes wire = Encode(header, {});
    wire.pop_back();
    EXPECT_FALSE(DecodeFrame(wire, &header, &payload));
  }
}

}  // namespace
}  // namespace assay::protocol

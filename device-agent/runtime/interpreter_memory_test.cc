// What an interpreter says of its memory, whether it keeps to it, and where tensors lie that share it.
#include <gmock/gmock.h>

#include <algorithm>

#include "device-agent/runtime/testing/aligned_bytes.h"
#include "device-agent/runtime/testing/interpreter_fixture.h"
#include "device-agent/runtime/testing/specs.h"
#include "kernels/status_info.h"

namespace assay::runtime {
namespace {

using testing::Activation;
using testing::Add;
using testing::AlignedBytes;
using ::testing::Each;
using ::testing::ElementsAre;
using testing::InterpreterTest;
using testing::ModelSpec;
using testing::Reshape;
using testing::SmallModel;

TEST_F(InterpreterTest, TheArenaIsWhatItSays) {
  Interpreter* interpreter = Load(SmallModel());
  ASSERT_NE(interpreter, nullptr);
  const MemoryReport memory = interpreter->memory();
  EXPECT_EQ(memory.persistent,
            memory.interpreter + memory.tensors + memory.operators + memory.params + memory.state);
  EXPECT_GE(memory.interpreter, 72U);  // with one subgraph
  EXPECT_LT(memory.interpreter, 72U + 16U);
  EXPECT_EQ(memory.tensors, 5U * 16U);                         // all but the three constants
  EXPECT_EQ(memory.operators, 4U * 8U + 16U + 8U + 16U + 8U);  // 4, 2, 4 and 2 operands
  EXPECT_EQ(memory.state, 0U);
  EXPECT_EQ(memory.fragmentation, 0U);
  EXPECT_EQ(memory.arena, memory.persistent + 64U);
  EXPECT_EQ(memory.lower_bound, 64U);
  // Five activations, of which RESHAPE's output (tensor 4) lies where its input does.
  ASSERT_EQ(interpreter->allocation_count(), 4);
  for (int32_t i = 0; i < 4; ++i) {
    const Allocation allocation = interpreter->allocation(i);
    EXPECT_EQ(allocation.kind, AllocationKind::kActivation);
    EXPECT_GE(allocation.offset, memory.persistent);
    EXPECT_LE(allocation.offset + allocation.bytes, memory.arena);
    EXPECT_NE(allocation.tensor, 4);
  }
  EXPECT_EQ(interpreter->allocation(1).tensor, 3);
  EXPECT_EQ(interpreter->allocation(1).first_operator, 0);
  EXPECT_EQ(interpreter->allocation(1).last_operator, 2);
}

TEST_F(InterpreterTest, EveryArenaSizeBelowTheReportedIsRefusedWithWhatIsNeeded) {
  Interpreter* interpreter = Load(SmallModel());
  ASSERT_NE(interpreter, nullptr);
  const uint32_t needed = interpreter->memory().arena;
  const uint32_t to_plan = needed / 2;  // far more than the table of blocks takes
  for (uint32_t size = 0; size < needed; ++size) {
    AlignedBytes arena(size);
    ASSERT_EQ(LoadInto(arena.span()), nullptr) << size;
    ASSERT_EQ(fault_.status, Status::kArenaTooSmall);
    ASSERT_EQ(fault_.available, size);
    ASSERT_GT(fault_.needed, size);
    ASSERT_LE(fault_.needed, needed);
    if (size >= to_plan) {
      ASSERT_EQ(fault_.needed, needed);
    }
  }
  AlignedBytes exact(needed);
  EXPECT_NE(LoadInto(exact.span()), nullptr);
}

TEST_F(InterpreterTest, AMisalignedArenaCostsOnlyTheBytesSkipped) {
  ASSERT_NE(Load(SmallModel()), nullptr);
  const uint32_t aligned = LoadInto(arena_.span())->memory().arena;
  Interpreter* interpreter = LoadInto(arena_.span().subspan(3));
  ASSERT_NE(interpreter, nullptr);
  EXPECT_EQ(interpreter->memory().arena, aligned + 13);
  EXPECT_NE(LoadInto(arena_.span().subspan(3, aligned + 13)), nullptr);
  EXPECT_EQ(LoadInto(arena_.span().subspan(3, aligned + 12)), nullptr);
  EXPECT_EQ(fault_.needed, aligned + 13);
}

TEST_F(InterpreterTest, TouchedGrowsWithWhatIsWritten) {
  Interpreter* interpreter = Load(SmallModel());
  ASSERT_NE(interpreter, nullptr);
  const MemoryReport memory = interpreter->memory();
  EXPECT_EQ(interpreter->touched(), memory.persistent);
  interpreter->input(0)[5] = 1;
  const uint32_t offset = interpreter->allocation(0).offset;
  EXPECT_EQ(interpreter->touched(), offset + 6);
  std::ranges::fill(interpreter->input(0), 7);
  interpreter->Invoke(nullptr);
  EXPECT_EQ(interpreter->touched(), memory.arena);
}

TEST_F(InterpreterTest, AnArenaThatIsTrimmedIsAsOneOfThatSize) {
  Interpreter* interpreter = Load(SmallModel());
  ASSERT_NE(interpreter, nullptr);
  const MemoryReport memory = interpreter->memory();
  interpreter->Trim();
  // What lies behind is someone else's now, and not taken for touched.
  std::ranges::fill(arena_.span().subspan(memory.arena), 1);
  EXPECT_EQ(interpreter->touched(), memory.persistent);
  EXPECT_EQ(interpreter->memory().arena, memory.arena);
  EXPECT_EQ(interpreter->Invoke(nullptr), Status::kOk);
  EXPECT_THAT(arena_.span().subspan(memory.arena), Each(1));
}

TEST_F(InterpreterTest, AModelWithoutOperatorsPassesItsInputThrough) {
  ModelSpec spec;
  spec.tensors = {Activation({4})};
  spec.inputs = {0};
  spec.outputs = {0};
  Interpreter* interpreter = Load(spec);
  ASSERT_NE(interpreter, nullptr);
  interpreter->input(0)[2] = 42;
  interpreter->Invoke(nullptr);
  EXPECT_EQ(interpreter->output(0)[2], 42);
  const MemoryReport memory = interpreter->memory();
  EXPECT_EQ(memory.arena, memory.persistent + 4U);  // the last bytes are not rounded up
  EXPECT_EQ(interpreter->memory().lower_bound, 4U);
}

TEST_F(InterpreterTest, AnEmptyModelLoads) {
  Interpreter* interpreter = Load({});
  ASSERT_NE(interpreter, nullptr);
  interpreter->Invoke(nullptr);
  EXPECT_EQ(interpreter->memory().arena, interpreter->memory().persistent);
  EXPECT_EQ(interpreter->allocation_count(), 0);
}

TEST_F(InterpreterTest, AConstantMayBeAnOutput) {
  ModelSpec spec;
  spec.tensors = {Activation({4})};
  spec.tensors[0].data = {1, 2, 3, 4};
  spec.outputs = {0};
  Interpreter* interpreter = Load(spec);
  ASSERT_NE(interpreter, nullptr);
  EXPECT_THAT(interpreter->output(0), ElementsAre(1, 2, 3, 4));
}

TEST_F(InterpreterTest, AReshapedConstantIsCopied) {
  ModelSpec spec;
  spec.tensors = {Activation({4}), Activation({2, 2})};
  spec.tensors[0].data = {1, 2, 3, 4};
  spec.operators = {Reshape(0, 1)};
  spec.outputs = {1};
  Interpreter* interpreter = Load(spec);
  ASSERT_NE(interpreter, nullptr);
  interpreter->Invoke(nullptr);
  EXPECT_THAT(interpreter->output(0), ElementsAre(1, 2, 3, 4));
}

TEST_F(InterpreterTest, ViewsOfViewsKeepTheBytesAlive) {
  // The input is seen through two RESHAPEs only after another sum has been computed, which must not overwrite
  // it.
  ModelSpec spec;
  spec.tensors = {Activation({1, 2}), Activation({2}), Activation({2, 1}), Activation({2, 1}),
                  Activation({2, 1})};
  spec.operators = {Reshape(0, 1), Reshape(1, 2), Add(0, 0, 3), Add(3, 2, 4)};
  spec.operators[2] = Add(2, 2, 3);
  spec.inputs = {0};
  spec.outputs = {4};
  Interpreter* interpreter = Load(spec);
  ASSERT_NE(interpreter, nullptr) << StatusName(fault_.status);
  interpreter->input(0)[0] = 5;
  interpreter->input(0)[1] = static_cast<uint8_t>(-7);
  interpreter->Invoke(nullptr);
  EXPECT_THAT(interpreter->output(0), ElementsAre(15, static_cast<uint8_t>(-21)));
  EXPECT_EQ(interpreter->allocation_count(), 3);
  EXPECT_EQ(interpreter->allocation(0).last_operator, 3);
}

TEST_F(InterpreterTest, AnInputThatIsAlsoAnOutputSurvivesTheRun) {
  ModelSpec spec;
  spec.tensors = {Activation({2}), Activation({2}), Activation({2})};
  spec.operators = {Add(0, 0, 1), Add(1, 1, 2)};
  spec.inputs = {0};
  spec.outputs = {2, 0};
  Interpreter* interpreter = Load(spec);
  ASSERT_NE(interpreter, nullptr);
  std::ranges::fill(interpreter->input(0), 3);
  interpreter->Invoke(nullptr);
  EXPECT_THAT(interpreter->output(0), Each(12));
  EXPECT_THAT(interpreter->output(1), Each(3));
}

}  // namespace
}  // namespace assay::runtime

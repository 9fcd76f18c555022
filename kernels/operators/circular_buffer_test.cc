#include "kernels/operators/circular_buffer.h"

#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int8;
using testing::PreparedKernel;
using testing::Value;

constexpr uint8_t kEveryThird[] = {'c', 'y', 'c', 'l', 'e', 's', '_', 'm', 'a', 'x', 0,
                                   1,   12,  1,   1,   1,   3,   4,   2,   36,  1};

PreparedKernel Prepare(const Value& input, const std::vector<Value>& outputs,
                       ModelBytes options = {kEveryThird, sizeof(kEveryThird)}) {
  return PreparedKernel(kReference, Opcode::kCircularBuffer, CustomOptions{options}, {input}, outputs);
}

const Value kInput = Int8({1, 1, 1, 2}, 1.0f, 0, {1, 2});
const Value kDue = {.dims = {1}, .scales = {}, .type = Type::kBool};

TEST(CircularBufferTest, CollectsRowsAndEndsTheInferenceUntilItIsDue) {
  for (const bool variable : {false, true}) {
    Value output = Int8({1, 2, 1, 2}, 1.0f, -5);
    output.variable = variable;
    PreparedKernel kernel = Prepare(kInput, {output});
    testing::Outcome outcome = kernel.Run();
    EXPECT_EQ(outcome.status, Status::kEndedEarly);
    EXPECT_THAT(outcome.output, ElementsAre(-5, -5, 1, 2));
    kernel.inputs()[0].int8 = {3, 4};
    EXPECT_EQ(kernel.Run().status, Status::kEndedEarly);
    kernel.inputs()[0].int8 = {5, 6};
    // Only a variable keeps its bytes.
    if (!variable) std::ranges::fill(kernel.output(0), int8_t{99});
    outcome = kernel.Run();
    EXPECT_EQ(outcome.status, Status::kOk);
    EXPECT_THAT(outcome.output, ElementsAre(3, 4, 5, 6));
    EXPECT_EQ(kernel.Run().status, Status::kEndedEarly);
  }
}

TEST(CircularBufferTest, SaysInASecondOutputWhetherItIsDue) {
  PreparedKernel kernel = Prepare(kInput, {Int8({1, 2, 1, 2}, 1.0f, 0), kDue});
  for (const int due : {0, 0, 1, 0, 0, 1}) {
    EXPECT_EQ(kernel.Run().status, Status::kOk);
    EXPECT_THAT(kernel.output(1), ElementsAre(due));
  }
}

TEST(CircularBufferTest, GuessesHowOftenWithoutOptions) {
  const auto runs = [](int32_t rows) {
    PreparedKernel kernel = Prepare(kInput, {Int8({1, rows, 1, 2}, 1.0f, 0)}, {});
    int count = 1;
    while (kernel.Run().status == Status::kEndedEarly) ++count;
    return count;
  };
  EXPECT_EQ(runs(4), 2);
  EXPECT_EQ(runs(5), 1);
  EXPECT_EQ(runs(13), 1);
  EXPECT_EQ(runs(25), 1);
  const Value ambiguous = Int8({1, 1, 2, 96}, 1.0f, 0, std::vector<int8_t>(192));
  EXPECT_EQ(Prepare(ambiguous, {Int8({1, 3, 2, 96}, 1.0f, 0)}, {}).status(), Status::kUnsupportedOption);
  EXPECT_EQ(Prepare(ambiguous, {Int8({1, 3, 2, 96}, 1.0f, 0)}).status(), Status::kOk);
}

TEST(CircularBufferTest, RefusesWhatDoesNotFit) {
  const Value output = Int8({1, 2, 1, 2}, 1.0f, 0);
  EXPECT_EQ(Prepare(kInput, {Int8({1, 2, 1, 3}, 1.0f, 0)}).status(), Status::kBadShape);
  EXPECT_EQ(Prepare(kInput, {Int8({1, 2, 2}, 1.0f, 0)}).status(), Status::kBadShape);
  EXPECT_EQ(Prepare(Int8({1, 2, 1, 2}, 1.0f, 0), {output}).status(), Status::kBadShape);
  EXPECT_EQ(Prepare(Int8({2, 1, 1, 2}, 1.0f, 0), {Int8({2, 2, 1, 2}, 1.0f, 0)}).status(),
            Status::kUnsupportedShape);
  EXPECT_EQ(Prepare(kInput, {output, output}).status(), Status::kUnsupportedType);
  EXPECT_EQ(Prepare(kInput, {output, kDue, kDue}).status(), Status::kOperandCount);
  EXPECT_EQ(Prepare(kInput, {output}, {kEveryThird, 5}).status(), Status::kBrokenCustomOptions);
}

}  // namespace
}  // namespace assay::kernels

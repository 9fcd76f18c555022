#include "kernels/operators/svdf.h"

#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Float;
using testing::Int16;
using testing::Int8;
using testing::PreparedKernel;
using testing::Value;

Value AsVariable(Value value) {
  value.variable = true;
  return value;
}

// Two units of rank 1 with a memory of 2: this input's sum and twice the one before; its first element alone.
std::vector<Value> Inputs() {
  return {Int8({1, 2}, 1.0f, 0, {3, 4}), Int8({2, 2}, 1.0f, 0, {1, 1, 1, 0}),
          Int16({2, 2}, 1.0f, {2, 1, 0, 1}), testing::Bias({10, 0}, {1.0f}),
          AsVariable(Int16({1, 4}, 1.0f, {0, 0, 0, 0}))};
}
const Value kOutput = Int8({1, 2}, 1.0f, 0);

PreparedKernel Prepare(const std::vector<Value>& inputs, const Value& output = kOutput, int32_t rank = 1) {
  return PreparedKernel(kReference, Opcode::kSvdf, SvdfOptions{rank, Activation::kNone}, inputs, {output});
}

TEST(SvdfTest, RemembersEarlierInputs) {
  PreparedKernel kernel = Prepare(Inputs());
  EXPECT_THAT(kernel.Run().output, ElementsAre(17, 3));
  kernel.inputs()[0].int8 = {-1, 0};
  EXPECT_THAT(kernel.Run().output, ElementsAre(10 + 14 - 1, -1));
  EXPECT_THAT(kernel.inputs()[kSvdfState].int16, ElementsAre(7, -1, 3, -1));
}

TEST(SvdfTest, SumsTheFiltersOfAUnit) {
  std::vector<Value> inputs = Inputs();
  inputs[kSvdfBias] = testing::Bias({10}, {1.0f});
  EXPECT_THAT(Prepare(inputs, Int8({1, 1}, 1.0f, 0), 2).Run().output, ElementsAre(20));
}

TEST(SvdfTest, FloatAppliesItsActivation) {
  const std::vector<Value> inputs = {Float({1, 1}, {2}), Float({2, 1}, {4, -4}), Float({2, 1}, {1, 1}),
                                     Float({2}, {0.5, 0}), AsVariable(Float({1, 2}, {0, 0}))};
  const auto run = [&](Activation activation) {
    return PreparedKernel(kReference, Opcode::kSvdf, SvdfOptions{1, activation}, inputs, {Float({1, 2})})
        .Run();
  };
  EXPECT_THAT(run(Activation::kNone).output_as<float>(), ElementsAre(8.5, -8));
  EXPECT_THAT(run(Activation::kRelu).output_as<float>(), ElementsAre(8.5, 0));
  EXPECT_THAT(run(Activation::kRelu6).output_as<float>(), ElementsAre(6, 0));
  EXPECT_THAT(run(Activation::kReluN1To1).output_as<float>(), ElementsAre(1, -1));
  EXPECT_THAT(run(Activation::kSignBit).output_as<float>(), ElementsAre(0, 1));
  EXPECT_EQ(run(Activation::kTanh).status, Status::kUnsupportedOption);
}

TEST(SvdfTest, RefusesWhatDoesNotFit) {
  const auto status = [](int32_t changed, Value value) {
    std::vector<Value> inputs = Inputs();
    inputs[static_cast<size_t>(changed)] = std::move(value);
    return Prepare(inputs).status();
  };
  EXPECT_EQ(Prepare(Inputs(), kOutput, 0).status(), Status::kUnsupportedOption);
  EXPECT_EQ(Prepare(Inputs(), kOutput, 3).status(), Status::kBadShape);
  EXPECT_EQ(Prepare(Inputs(), Int8({1, 3}, 1.0f, 0)).status(), Status::kBadShape);
  EXPECT_EQ(status(kSvdfFeatures, Int8({2, 3}, 1.0f, 0)), Status::kBadShape);
  EXPECT_EQ(status(kSvdfTimes, Int16({3, 2}, 1.0f)), Status::kBadShape);
  EXPECT_EQ(status(kSvdfBias, testing::Bias({10}, {1.0f})), Status::kBadShape);
  EXPECT_EQ(status(kSvdfBias, testing::Bias({10, 0}, {1.1f})), Status::kBadQuantization);
  EXPECT_EQ(status(kSvdfBias, {.dims = {}, .type = Type::kNone}), Status::kAbsentOperand);
  EXPECT_EQ(status(kSvdfState, Int16({1, 4}, 1.0f)), Status::kNotVariable);
  EXPECT_EQ(status(kSvdfState, AsVariable(Int16({1, 3}, 1.0f))), Status::kBadShape);
  EXPECT_EQ(status(kSvdfState, AsVariable(Int8({1, 4}, 1.0f, 0))), Status::kUnsupportedType);
  EXPECT_EQ(status(kSvdfInput, Int8({1, 2}, 0.0f, 0)), Status::kBadQuantization);
  Value in_model = AsVariable(Int16({1, 4}, 1.0f, {0, 0, 0, 0}));
  in_model.constant = true;
  EXPECT_EQ(status(kSvdfState, in_model), Status::kNotVariable);
}

}  // namespace
}  // namespace assay::kernels

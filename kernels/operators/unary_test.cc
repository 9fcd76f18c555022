#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using testing::Float;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(Opcode opcode, const Value& input, const Value& output) {
  return testing::RunKernel(kReference, opcode, testing::NoOptions{}, {input}, output);
}

float Of(Opcode opcode, float x) {
  return Compute(opcode, Float({1}, {x}), Float({1})).output_as<float>()[0];
}

TEST(UnaryTest, ComputesTheFunction) {
  EXPECT_EQ(Of(Opcode::kAbs, -2.5f), 2.5f);
  EXPECT_EQ(Of(Opcode::kCeil, -2.5f), -2.0f);
  EXPECT_FLOAT_EQ(Of(Opcode::kCos, 1.0f), 0.5403023f);
  EXPECT_FLOAT_EQ(Of(Opcode::kElu, -1.0f), -0.6321206f);
  EXPECT_EQ(Of(Opcode::kElu, 1.5f), 1.5f);
  EXPECT_FLOAT_EQ(Of(Opcode::kExp, 1.0f), 2.7182817f);
  EXPECT_EQ(Of(Opcode::kFloor, -2.5f), -3.0f);
  EXPECT_EQ(Of(Opcode::kHardSwish, -4.0f), 0.0f);
  EXPECT_FLOAT_EQ(Of(Opcode::kHardSwish, 1.0f), 4.0f / 6);
  EXPECT_FLOAT_EQ(Of(Opcode::kLog, 2.0f), 0.6931472f);
  EXPECT_FLOAT_EQ(Of(Opcode::kLogistic, 1.0f), 0.7310586f);
  EXPECT_FLOAT_EQ(Of(Opcode::kLogistic, -20.0f), 2.0611537e-9f);
  EXPECT_EQ(Of(Opcode::kLogistic, 20.0f), 1.0f);
  EXPECT_EQ(Of(Opcode::kNeg, 2.5f), -2.5f);
  EXPECT_EQ(Of(Opcode::kRelu, -2.5f), 0.0f);
  EXPECT_EQ(Of(Opcode::kRelu6, 7.0f), 6.0f);
  EXPECT_FLOAT_EQ(Of(Opcode::kRsqrt, 4.0f), 0.5f);
  EXPECT_FLOAT_EQ(Of(Opcode::kSin, 1.0f), 0.84147098f);
  EXPECT_EQ(Of(Opcode::kSqrt, 9.0f), 3.0f);
  EXPECT_EQ(Of(Opcode::kSquare, -3.0f), 9.0f);
  EXPECT_FLOAT_EQ(Of(Opcode::kTanh, 1.0f), 0.7615942f);
}

TEST(UnaryTest, RoundsHalvesToEven) {
  EXPECT_EQ(Of(Opcode::kRound, 0.5f), 0.0f);
  EXPECT_EQ(Of(Opcode::kRound, 1.5f), 2.0f);
  EXPECT_EQ(Of(Opcode::kRound, -1.5f), -2.0f);
  EXPECT_EQ(Of(Opcode::kRound, 1e20f), 1e20f);
}

TEST(UnaryTest, RefusesWhatIsNotDefined) {
  EXPECT_EQ(Compute(Opcode::kExp, Float({1}), Int8({1}, 1.0f, 0)).status, Status::kUnsupportedType);
  EXPECT_EQ(Compute(Opcode::kExp, Float({1}), Float({2})).status, Status::kBadShape);
  EXPECT_EQ(Compute(Opcode::kExp, Float({4}), Float({2, 2})).status, Status::kBadShape);
  EXPECT_EQ(Compute(Opcode::kSin, Float({4}, {1, 2, 3, 4}), Float({2, 2})).status, Status::kOk);
}

}  // namespace
}  // namespace assay::kernels

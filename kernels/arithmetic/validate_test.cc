#include "kernels/arithmetic/validate.h"

#include <gmock/gmock.h>

#include <limits>

namespace assay::kernels {
namespace {

struct Operands {
  Tensor tensors[3];
  Operation operation = {Opcode::kAdd, nullptr, nullptr, tensors, 2, tensors + 2, 1};

  Operands() {
    for (Tensor& tensor : tensors) tensor.type = Type::kInt8;
  }
  // The tensor at fault; -1 if there is none.
  int Blamed() const {
    for (int i = 0; i < 3; ++i) {
      if (tensors[i].at_fault) return i;
    }
    return -1;
  }
};

TEST(ValidateTest, CountsOperands) {
  Operands operands;
  EXPECT_EQ(CheckOperands(operands.operation, 2, 2), Status::kOk);
  EXPECT_EQ(CheckOperands(operands.operation, 1, 1), Status::kOperandCount);
  EXPECT_EQ(CheckOperands(operands.operation, 3, 3), Status::kOperandCount);
  operands.operation.output_count = 0;
  EXPECT_EQ(CheckOperands(operands.operation, 2, 2), Status::kOperandCount);
  EXPECT_EQ(operands.Blamed(), -1);
}

TEST(ValidateTest, MarksTheAbsentOperand) {
  Operands operands;
  operands.tensors[1].type = Type::kNone;
  EXPECT_EQ(CheckOperands(operands.operation, 1, 2), Status::kOk);
  EXPECT_EQ(operands.Blamed(), -1);
  EXPECT_EQ(CheckOperands(operands.operation, 2, 2), Status::kAbsentOperand);
  EXPECT_EQ(operands.Blamed(), 1);
}

TEST(ValidateTest, MarksTheTensorOfABadScale) {
  constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
  constexpr float kInfinite = std::numeric_limits<float>::infinity();
  for (const float bad : {0.0f, -1.0f, kNone, kInfinite}) {
    for (const int at : {0, 1, 2}) {
      float scales[] = {1.0f, 2.0f, 3.0f};
      Tensor tensor;
      tensor.quantization = {scales, 3, 0, 0};
      EXPECT_EQ(CheckScales(tensor), Status::kOk);
      scales[at] = bad;
      EXPECT_FALSE(tensor.at_fault);
      EXPECT_EQ(CheckScales(tensor), Status::kBadQuantization) << bad << " at " << at;
      EXPECT_TRUE(tensor.at_fault);
    }
  }
}

TEST(ValidateTest, AQuantizedTensorHasOneScale) {
  const float scales[] = {1.0f, 2.0f};
  Tensor tensor;
  tensor.type = Type::kInt8;
  tensor.quantization = {scales, 1, 0, 0};
  EXPECT_EQ(CheckInt8(tensor), Status::kOk);
  EXPECT_FALSE(tensor.at_fault);
  tensor.quantization.scale_count = 2;
  EXPECT_EQ(CheckInt8(tensor), Status::kBadQuantization);
  tensor.quantization.scale_count = 0;
  EXPECT_EQ(CheckInt8(tensor), Status::kBadQuantization);
  tensor.type = Type::kInt16;
  EXPECT_EQ(CheckInt8(tensor), Status::kUnsupportedType);
  EXPECT_TRUE(tensor.at_fault);
}

}  // namespace
}  // namespace assay::kernels

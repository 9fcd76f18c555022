// Checks that several operators' `prepare` share.
#ifndef ASSAY_KERNELS_ARITHMETIC_VALIDATE_H_
#define ASSAY_KERNELS_ARITHMETIC_VALIDATE_H_

#include "kernels/kernel.h"
#include "kernels/return_if_error.h"

namespace assay::kernels {

// `status`, which refuses the operation because of this one of its tensors.
inline Status Blame(const Tensor& tensor, Status status) {
  tensor.at_fault = true;
  return status;
}

// The operation has between `min_inputs` and `max_inputs` inputs, of which the first `min_inputs` are
// present, and exactly one output. Else kOperandCount or kAbsentOperand.
Status CheckOperands(const Operation& operation, int32_t min_inputs, int32_t max_inputs);

// The first `count` inputs are present. Else kAbsentOperand.
Status CheckPresent(const Operation& operation, int32_t count);

// At least one scale, all of them positive and finite. Else kBadQuantization.
Status CheckScales(const Tensor& tensor);

// A tensor with one positive, finite scale. Else kBadQuantization.
Status CheckQuantized(const Tensor& tensor);

// An int8 tensor with one positive, finite scale. Else kUnsupportedType or kBadQuantization.
Status CheckInt8(const Tensor& tensor);

// For Needs::operations.
constexpr uint64_t Product(int32_t a, int32_t b) {
  return static_cast<uint64_t>(static_cast<uint32_t>(a)) * static_cast<uint32_t>(b);
}

bool SameShape(const Shape& a, const Shape& b);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_VALIDATE_H_

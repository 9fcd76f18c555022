// Checks that several operators' `prepare` share.
#ifndef ASSAY_KERNELS_VALIDATE_H_
#define ASSAY_KERNELS_VALIDATE_H_

#include "kernels/kernel.h"

namespace assay::kernels {

// Leaves the function with the status of `expression` unless that is kOk.
#define ASSAY_RETURN_IF_ERROR(expression)                                                \
  do {                                                                                   \
    if (const ::assay::Status status_ = (expression); status_ != ::assay::Status::kOk) { \
      return status_;                                                                    \
    }                                                                                    \
  } while (false)

// The operation has between `min_inputs` and `max_inputs` inputs, of which the first `min_inputs` are
// present, and exactly one output. Else kMalformedModel.
Status CheckOperands(const Operation& operation, int32_t min_inputs, int32_t max_inputs);

// An int8 tensor with one positive, finite scale. Else kUnsupportedType or kBadQuantization.
Status CheckInt8(const Tensor& tensor);

// int8 weights with zero point 0 and one scale in all, or one for each of the `channels` along `axis`.
Status CheckInt8Weights(const Tensor& tensor, int32_t axis, int32_t channels);

// Whether the operation has a bias, an optional input at inputs[2].
bool HasBias(const Operation& operation);

// The optional bias at inputs[2]: absent, or `channels` values of int32.
Status CheckInt32Bias(const Operation& operation, int32_t channels);

// Whether every channel's accumulator can be requantised: no multiplier shifts further left than
// kMaxLeftShift. Else kBadQuantization.
Status CheckChannelMultipliers(const Tensor& input, const Tensor& weights, const Tensor& output);

bool SameShape(const Shape& a, const Shape& b);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_VALIDATE_H_

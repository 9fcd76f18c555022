#include "kernels/operators/l2_normalization.h"

#include <limits>

#include "kernels/arithmetic/elementwise.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {

Status PrepareL2Normalization(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckElementwiseOfOneType(operation));
  const Tensor& input = operation.inputs[0];
  if (input.shape.rank < 1 || !SameShape(input.shape, operation.outputs[0].shape)) return Status::kBadShape;
  if (input.shape.rank > 4) return Status::kUnsupportedShape;
  if (static_cast<const ActivationOptions*>(operation.options)->activation != Activation::kNone) {
    return Status::kUnsupportedOption;
  }
  auto& l2 = *static_cast<L2NormalizationParams*>(params);
  l2.depth = input.shape.dims[input.shape.rank - 1];
  l2.rows = input.shape.elements() / l2.depth;
  l2.input_zero_point = 0;
  if (input.type == Type::kInt8) {
    ASSAY_RETURN_IF_ERROR(CheckQuantized(input));
    l2.input_zero_point = input.quantization.zero_point;
    // The sum of squares must fit.
    const int32_t above = 127 - l2.input_zero_point;
    const int32_t below = l2.input_zero_point + 128;
    const int32_t largest = above > below ? above : below;
    if (l2.depth > std::numeric_limits<int32_t>::max() / (largest * largest))
      return Status::kUnsupportedShape;
  }
  return Status::kOk;
}

}  // namespace assay::kernels

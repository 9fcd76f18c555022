#include "kernels/arithmetic/elementwise.h"

#include <initializer_list>
#include <limits>

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status CheckElementwise(const Operation& operation) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 1, 1));
  const bool equal = operation.inputs[0].shape.elements() == operation.outputs[0].shape.elements();
  return equal ? Status::kOk : Status::kBadShape;
}

Status CheckElementwiseOfOneType(const Operation& operation) {
  ASSAY_RETURN_IF_ERROR(CheckElementwise(operation));
  return operation.inputs[0].type == operation.outputs[0].type ? Status::kOk : Status::kUnsupportedType;
}

Status CheckElementwiseQuantized(const Operation& operation) {
  ASSAY_RETURN_IF_ERROR(CheckElementwiseOfOneType(operation));
  for (const Tensor* tensor : {&operation.inputs[0], &operation.outputs[0]}) {
    ASSAY_RETURN_IF_ERROR(CheckQuantized(*tensor));
    if (tensor->type == Type::kInt16 && tensor->quantization.zero_point != 0) return Status::kBadQuantization;
  }
  return Status::kOk;
}

Status MakeMultiplier(double real, Multiplier* multiplier) {
  const double magnitude = real < 0 ? -real : real;
  if (!(magnitude <= std::numeric_limits<double>::max())) return Status::kBadQuantization;
  *multiplier = QuantizeMultiplier(magnitude);
  if (multiplier->shift > kMaxLeftShift) return Status::kBadQuantization;
  if (real < 0) multiplier->value = -multiplier->value;
  return Status::kOk;
}

}  // namespace assay::kernels

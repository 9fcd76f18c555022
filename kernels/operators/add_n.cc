#include "kernels/operators/add_n.h"

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareAddN(const Operation& operation, void* params, Needs*) {
  if (operation.input_count < 2) return Status::kOperandCount;
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, operation.input_count, operation.input_count));
  const Tensor& first = operation.inputs[0];
  const Tensor& output = operation.outputs[0];
  if (output.type != first.type) return Status::kUnsupportedType;
  if (!SameShape(output.shape, first.shape)) return Status::kBadShape;
  auto& p = *static_cast<AddNParams*>(params);
  p = {first.shape.elements(), operation.input_count, {}};
  const bool int8 = first.type == Type::kInt8;
  if (int8) ASSAY_RETURN_IF_ERROR(PrepareInt8Sum(first, output, &p.sum));
  for (int32_t i = 1; i < operation.input_count; ++i) {
    const Tensor& input = operation.inputs[i];
    if (input.type != first.type) return Blame(input, Status::kUnsupportedType);
    if (!SameShape(input.shape, first.shape)) return Blame(input, Status::kBadShape);
    if (!int8) continue;
    ASSAY_RETURN_IF_ERROR(CheckInt8(input));
    if (input.quantization.zero_point != first.quantization.zero_point ||
        input.quantization.scales[0] != first.quantization.scales[0]) {
      return Blame(input, Status::kBadQuantization);
    }
  }
  return Status::kOk;
}

}  // namespace assay::kernels

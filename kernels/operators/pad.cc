#include "kernels/operators/pad.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {
namespace {

Status CheckValue(const Tensor& value, const Tensor& output) {
  ASSAY_RETURN_IF_ERROR(CheckMovable(output, value));
  if (value.shape.elements() != 1) return Status::kBadShape;
  const bool same =
      value.type != Type::kInt8 ||
      (value.quantization.zero_point == output.quantization.zero_point && ScaleOf(value) == ScaleOf(output));
  return same ? Status::kOk : Status::kBadQuantization;
}

}  // namespace

Status PreparePad(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 3));
  const Tensor& input = operation.inputs[0];
  const Tensor& paddings = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckMovable(input, output, kActivationOrIndexTypes));
  const int32_t rank = input.shape.rank;
  if (rank > kMaxPadRank) return Status::kUnsupportedShape;
  if (paddings.type != Type::kInt32) return Status::kUnsupportedType;
  if (paddings.data == nullptr) return Status::kUnsupportedShape;
  if (output.shape.rank != rank || paddings.shape.elements() != 2 * rank) return Status::kBadShape;

  const auto* padding = static_cast<const int32_t*>(paddings.data);
  auto& pad = *static_cast<PadParams*>(params);
  pad = {};
  for (int32_t d = 0; d < rank; ++d) {
    const int64_t dim = static_cast<int64_t>(input.shape.dims[d]) + padding[2 * d] + padding[2 * d + 1];
    if (output.shape.dims[d] != dim) return Status::kBadShape;
    pad.dims[d] = output.shape.dims[d];
  }
  pad.paddings = ModelOffset<int32_t>(operation.model, padding);
  pad.rank = static_cast<int8_t>(rank);
  pad.element_bytes = static_cast<uint8_t>(TypeBytes(input.type));
  pad.has_value = operation.input_count > 2 && operation.inputs[2].type != Type::kNone;
  pad.zero_byte = ZeroByte(output);
  return pad.has_value ? CheckValue(operation.inputs[2], output) : Status::kOk;
}

}  // namespace assay::kernels

#include "kernels/operators/mirror_pad.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {

Status PrepareMirrorPad(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const auto& options = *static_cast<const MirrorPadOptions*>(operation.options);
  const Tensor& input = operation.inputs[0];
  const Tensor& paddings = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckMovable(input, output));
  if (options.mode != 0 && options.mode != 1) return Status::kUnsupportedOption;
  if (paddings.type != Type::kInt32 && paddings.type != Type::kInt64) return Status::kUnsupportedType;
  const int32_t rank = input.shape.rank;
  if (paddings.shape.rank != 2 || paddings.shape.dims[0] != rank || paddings.shape.dims[1] != 2 ||
      output.shape.rank != rank) {
    return Status::kBadShape;
  }
  auto& pad = *static_cast<MirrorPadParams*>(params);
  pad = {};
  for (int32_t d = 0; d < rank; ++d) {
    pad.input[d] = input.shape.dims[d];
    pad.output[d] = output.shape.dims[d];
  }
  pad.rank = static_cast<int8_t>(rank);
  pad.left_out = options.mode == 0 ? 1 : 0;
  pad.element_bytes = static_cast<uint8_t>(TypeBytes(input.type));
  pad.type = paddings.type;
  return paddings.data == nullptr ? Status::kOk : CheckMirrorPaddings(pad, paddings.data);
}

Status CheckMirrorPaddings(const MirrorPadParams& params, const void* paddings) {
  for (int32_t d = 0; d < params.rank; ++d) {
    const int64_t before = IntegerAt(paddings, params.type, 2 * d);
    const int64_t after = IntegerAt(paddings, params.type, 2 * d + 1);
    if (before < 0 || before > params.input[d] - params.left_out) return Status::kIndexOutOfRange;
    if (after < 0 || after != params.output[d] - params.input[d] - before) return Status::kIndexOutOfRange;
  }
  return Status::kOk;
}

}  // namespace assay::kernels

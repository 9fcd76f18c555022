#include "kernels/operators/split.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

constexpr int32_t kMaxSplitOutputs = 16;

// Exactly `inputs` operands, all present, and at least one output.
Status CheckSplitOperands(const Operation& operation, int32_t inputs) {
  if (operation.input_count != inputs || operation.output_count < 1) return Status::kOperandCount;
  return CheckPresent(operation, inputs);
}

}  // namespace

Status PrepareSplit(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckSplitOperands(operation, 2));
  const Tensor& input = operation.inputs[1];
  const int32_t count = operation.output_count;
  int32_t axis;
  ASSAY_RETURN_IF_ERROR(ResolveConstantAxis(operation.inputs[0], input.shape.rank, &axis));
  auto& parts = *static_cast<SplitParams*>(params);
  parts = {.rows = Product(input.shape, 0, axis), .count = count, .bytes = {}};
  for (int32_t i = 0; i < count; ++i) {
    if (!SameShape(operation.outputs[i].shape, operation.outputs[0].shape)) return Status::kBadShape;
    ASSAY_RETURN_IF_ERROR(CheckMovable(input, operation.outputs[i], kActivationOrIndexTypes));
  }
  // All parts are like the first, so that only its size along the axis is left to check.
  Tensor first = input;
  first.shape.dims[axis] = input.shape.dims[axis] / count;
  if (input.shape.dims[axis] % count != 0) return Status::kBadShape;
  return DivideAlong(kActivationOrIndexTypes, axis, first, operation.outputs, 1, parts.bytes);
}

Status PrepareSplitV(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckSplitOperands(operation, 3));
  const Tensor& input = operation.inputs[0];
  const int32_t count = operation.output_count;
  if (count > kMaxSplitOutputs) return Status::kUnsupportedShape;
  int32_t axis;
  ASSAY_RETURN_IF_ERROR(ResolveConstantAxis(operation.inputs[2], input.shape.rank, &axis));
  auto& parts = *static_cast<SplitVParams*>(params);
  parts = {.rows = Product(input.shape, 0, axis), .count = count, .bytes = {}};
  return DivideAlong(kActivationOrIndexTypes, axis, input, operation.outputs, count, parts.bytes);
}

Status PrepareUnpack(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckSplitOperands(operation, 1));
  const auto& options = *static_cast<const UnpackOptions*>(operation.options);
  if (options.values != operation.output_count) return Status::kOptionCount;
  return StackAlong(kActivationOrIndexTypes, options.axis, operation.inputs[0], operation.outputs,
                    options.values, static_cast<UnpackParams*>(params));
}

}  // namespace assay::kernels

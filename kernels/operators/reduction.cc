#include "kernels/operators/reduction.h"

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {
namespace {

// 0 if the tensor is not quantised.
float Scale(const Tensor& tensor) {
  return tensor.quantization.scales != nullptr ? tensor.quantization.scales[0] : 0.0f;
}

// What is the same for all types.
Status PrepareAxes(const Operation& operation, Reduction* reduction) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const Tensor& input = operation.inputs[0];
  const Tensor& axes = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  if (axes.type != Type::kInt32 || output.type != input.type) return Status::kUnsupportedType;
  *reduction = {};
  reduction->input = input.shape;
  reduction->outputs = output.shape.elements();
  reduction->axis_count = axes.shape.elements();
  if (axes.data == nullptr) return Status::kOk;
  reduction->axes_known = true;
  return reduction->Resolve(static_cast<const int32_t*>(axes.data));
}

}  // namespace

Status Reduction::Resolve(const int32_t* axes) {
  reduced = 0;
  for (int32_t i = 0; i < axis_count && input.rank > 0; ++i) {
    const int32_t axis = axes[i] < 0 ? axes[i] + input.rank : axes[i];
    if (axis < 0 || axis >= input.rank) return Status::kIndexOutOfRange;
    reduced = static_cast<uint8_t>(reduced | 1U << axis);
  }
  count = 1;
  for (int32_t d = 0; d < input.rank; ++d) {
    if ((reduced >> d & 1) != 0) count *= input.dims[d];
  }
  return outputs == input.elements() / count ? Status::kOk : Status::kBadShape;
}

int32_t Reduction::Offset(int32_t index, bool over_reduced) const {
  int32_t offset = 0;
  int32_t stride = 1;
  for (int32_t d = input.rank - 1; d >= 0; --d) {
    if (((reduced >> d & 1) != 0) == over_reduced) {
      offset += index % input.dims[d] * stride;
      index /= input.dims[d];
    }
    stride *= input.dims[d];
  }
  return offset;
}

Status PrepareReduction(const Operation& operation, void* params, Needs* /*needs*/) {
  ASSAY_RETURN_IF_ERROR(PrepareAxes(operation, static_cast<Reduction*>(params)));
  const Tensor& input = operation.inputs[0];
  const Tensor& output = operation.outputs[0];
  if (input.type != Type::kInt8) return Status::kOk;
  const bool same = Scale(input) == Scale(output) &&
                    input.quantization.zero_point == output.quantization.zero_point &&
                    input.quantization.scale_count < 2 && output.quantization.scale_count < 2;
  return same ? Status::kOk : Status::kBadQuantization;
}

Status PrepareQuantizedReduction(const Operation& operation, void* params, Needs* /*needs*/) {
  auto& p = *static_cast<QuantizedReductionParams*>(params);
  ASSAY_RETURN_IF_ERROR(PrepareAxes(operation, &p.reduction));
  const Tensor& input = operation.inputs[0];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckQuantized(input));
  ASSAY_RETURN_IF_ERROR(CheckQuantized(output));
  p.input_zero_point = input.quantization.zero_point;
  p.output_zero_point = output.quantization.zero_point;
  return CheckedMultiplier(static_cast<double>(Scale(input)) / static_cast<double>(Scale(output)),
                           &p.multiplier);
}

}  // namespace assay::kernels

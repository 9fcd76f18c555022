#include "kernels/add.h"

#include "kernels/validate.h"

namespace assay::kernels {
namespace {

// The length of dimension d, counted in the output's rank: missing leading dimensions are 1.
int32_t DimOf(const Shape& shape, int32_t rank, int32_t d) {
  const int32_t missing = rank - shape.rank;
  return d < missing ? 1 : shape.dims[d - missing];
}

Status MergeShapes(const Operation& operation, AddParams* params) {
  const Shape& out = operation.outputs[0].shape;
  if (operation.inputs[0].shape.rank > out.rank || operation.inputs[1].shape.rank > out.rank) {
    return Status::kBadShape;
  }
  int32_t rank = 0;
  uint32_t previous = 0;
  for (int32_t d = 0; d < out.rank; ++d) {
    const int32_t a = DimOf(operation.inputs[0].shape, out.rank, d);
    const int32_t b = DimOf(operation.inputs[1].shape, out.rank, d);
    if (out.dims[d] != (a == 1 ? b : a) || (b != 1 && b != out.dims[d])) return Status::kBadShape;
    if (out.dims[d] == 1) continue;
    const uint32_t repeats = (a == 1 ? 1U : 0U) | (b == 1 ? 2U : 0U);
    if (rank > 0 && repeats == previous) {
      params->dims[rank - 1] *= out.dims[d];
      continue;
    }
    params->dims[rank] = out.dims[d];
    params->repeated[0] = static_cast<uint8_t>(params->repeated[0] | (repeats & 1) << rank);
    params->repeated[1] = static_cast<uint8_t>(params->repeated[1] | (repeats >> 1) << rank);
    previous = repeats;
    ++rank;
  }
  if (rank == 0) params->dims[rank++] = 1;
  params->rank = static_cast<int8_t>(rank);
  return Status::kOk;
}

}  // namespace

Status PrepareAdd(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const auto& options = *static_cast<const AddOptions*>(operation.options);
  const Tensor& a = operation.inputs[0];
  const Tensor& b = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckInt8(a));
  ASSAY_RETURN_IF_ERROR(CheckInt8(b));
  ASSAY_RETURN_IF_ERROR(CheckInt8(output));
  auto& add = *static_cast<AddParams*>(params);
  add = {};
  ASSAY_RETURN_IF_ERROR(MergeShapes(operation, &add));

  const auto scale_a = static_cast<double>(a.quantization.scales[0]);
  const auto scale_b = static_cast<double>(b.quantization.scales[0]);
  const double twice_largest = 2 * (scale_a > scale_b ? scale_a : scale_b);
  add.multipliers[0] = QuantizeMultiplier(scale_a / twice_largest);
  add.multipliers[1] = QuantizeMultiplier(scale_b / twice_largest);
  add.output_multiplier = QuantizeMultiplier(
      twice_largest / ((1 << kAddLeftShift) * static_cast<double>(output.quantization.scales[0])));
  // The reference defines only output multipliers below one.
  if (add.output_multiplier.shift > 0) return Status::kBadQuantization;

  Range range;
  ASSAY_RETURN_IF_ERROR(ActivationRange(options.activation, output.type, output.quantization, &range));
  add.zero_points[0] = static_cast<int8_t>(a.quantization.zero_point);
  add.zero_points[1] = static_cast<int8_t>(b.quantization.zero_point);
  add.output_zero_point = static_cast<int8_t>(output.quantization.zero_point);
  add.output_min = static_cast<int8_t>(range.min);
  add.output_max = static_cast<int8_t>(range.max);
  return Status::kOk;
}

}  // namespace assay::kernels

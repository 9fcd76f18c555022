#include "kernels/operators/resize.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

constexpr int32_t kMaxResizeLength = 1 << 20;  // keeps everything below within int32 and exact in float

Status PrepareResize(const Operation& operation, ResizeParams* params) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const auto& options = *static_cast<const ResizeOptions*>(operation.options);
  const Tensor& input = operation.inputs[0];
  const Tensor& size = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckMovable(input, output, kActivationTypes));
  if (size.type != Type::kInt32) return Status::kUnsupportedType;
  if (size.data == nullptr) return Status::kUnsupportedShape;
  ASSAY_RETURN_IF_ERROR(CheckIntegers(size, 2));
  if (input.shape.rank != 4) return Status::kBadShape;
  const auto* length = static_cast<const int32_t*>(size.data);
  Shape expected = input.shape;
  expected.dims[1] = length[0];
  expected.dims[2] = length[1];
  if (!SameShape(output.shape, expected)) return Status::kBadShape;
  *params = {.batches = input.shape.dims[0],
             .input = {input.shape.dims[1], input.shape.dims[2]},
             .output = {length[0], length[1]},
             .depth = input.shape.dims[3],
             .align_corners = options.align_corners,
             .half_pixel_centers = options.half_pixel_centers};
  for (int32_t side = 0; side < 2; ++side) {
    if (params->input[side] > kMaxResizeLength || params->output[side] > kMaxResizeLength) {
      return Status::kUnsupportedShape;
    }
  }
  return Status::kOk;
}

// The lower bound grows with the position, so it is inside if the last one is.
template <typename T>
bool StaysInside(const ResizeParams& params) {
  for (int32_t side = 0; side < 2; ++side) {
    if (Interpolate<T>(params, side, params.output[side] - 1).lower >= params.input[side]) return false;
  }
  return true;
}

// How far apart two neighbours of the output lie in the input.
float Spacing(const ResizeParams& params, int32_t side) {
  const int32_t gap = params.align_corners && params.output[side] > 1 ? 1 : 0;
  return static_cast<float>(params.input[side] - gap) / static_cast<float>(params.output[side] - gap);
}

}  // namespace

Status PrepareResizeNearestNeighbor(const Operation& operation, void* params, Needs*) {
  auto& resize = *static_cast<ResizeParams*>(params);
  ASSAY_RETURN_IF_ERROR(PrepareResize(operation, &resize));
  resize.depth *= static_cast<int32_t>(TypeBytes(operation.inputs[0].type));
  return Status::kOk;
}

Status PrepareResizeBilinear(const Operation& operation, void* params, Needs*) {
  auto& resize = *static_cast<ResizeParams*>(params);
  ASSAY_RETURN_IF_ERROR(PrepareResize(operation, &resize));
  if (resize.align_corners && resize.half_pixel_centers) return Status::kUnsupportedOption;
  const bool is_float = operation.inputs[0].type == Type::kFloat32;
  if (!is_float && operation.inputs[0].type != Type::kInt8) return Status::kUnsupportedType;
  const bool inside = is_float ? StaysInside<float>(resize) : StaysInside<int32_t>(resize);
  return inside ? Status::kOk : Status::kUnsupportedShape;
}

int32_t NearestNeighbor(const ResizeParams& params, int32_t side, int32_t position) {
  const float offset = params.half_pixel_centers ? 0.5f : 0.0f;
  const float exact = (static_cast<float>(position) + offset) * Spacing(params, side);
  auto nearest = static_cast<int32_t>(exact);  // rounds down: nothing here is negative
  if (params.align_corners && exact - static_cast<float>(nearest) >= 0.5f) ++nearest;
  const int32_t last = params.input[side] - 1;
  return nearest < last ? nearest : last;
}

template <>
Between<float> Interpolate<float>(const ResizeParams& params, int32_t side, int32_t position) {
  const float scale = Spacing(params, side);
  const auto at = static_cast<float>(position);
  const float exact = params.half_pixel_centers ? (at + 0.5f) * scale - 0.5f : at * scale;
  const auto truncated = static_cast<int32_t>(exact);
  const auto whole = static_cast<float>(truncated);
  const int32_t floor = whole > exact ? truncated - 1 : truncated;
  const int32_t ceiling = whole < exact ? truncated + 1 : truncated;
  const int32_t last = params.input[side] - 1;
  const int32_t lower = floor > 0 ? floor : 0;
  return {lower, ceiling < last ? ceiling : last, exact - static_cast<float>(lower)};
}

template <>
Between<int32_t> Interpolate<int32_t>(const ResizeParams& params, int32_t side, int32_t position) {
  constexpr int32_t kOne = 1 << 10;
  const int32_t gap = params.align_corners && params.output[side] > 1 ? 1 : 0;
  const int32_t from = params.input[side] - gap;
  const int32_t to = params.output[side] - gap;
  const int32_t scale = (kOne * from + to / 2) / to;
  const int32_t exact = position * scale + (params.half_pixel_centers ? scale / 2 - kOne / 2 : 0);
  const int32_t ceiling = (exact + kOne - 1) / kOne;
  const int32_t last = params.input[side] - 1;
  const int32_t lower = exact > 0 ? exact / kOne : 0;
  return {lower, ceiling < last ? ceiling : last, exact - kOne * lower};
}

}  // namespace assay::kernels

#include "kernels/operators/gather_nd.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareGatherNd(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const Tensor& input = operation.inputs[0];
  const Tensor& indices = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckMovable(input, output));
  if (indices.type != Type::kInt32) return Status::kUnsupportedType;
  const Shape& in = input.shape;
  const Shape& at = indices.shape;
  if (in.rank < 1 || at.rank < 1) return Status::kBadShape;
  const int32_t tuple = at.dims[at.rank - 1];
  if (tuple > in.rank) return Status::kBadShape;
  if (tuple > kMaxGatherNdTuple) return Status::kUnsupportedShape;
  if (output.shape.rank != at.rank - 1 + in.rank - tuple) return Status::kBadShape;
  int32_t out = 0;
  bool fits = true;
  for (int32_t d = 0; d < at.rank - 1; ++d) fits = fits && output.shape.dims[out++] == at.dims[d];
  for (int32_t d = tuple; d < in.rank; ++d) fits = fits && output.shape.dims[out++] == in.dims[d];
  if (!fits) return Status::kBadShape;

  auto& gather = *static_cast<GatherNdParams*>(params);
  gather = {.slices = Product(at, 0, at.rank - 1),
            .slice_bytes = Product(in, tuple, in.rank) * static_cast<int32_t>(TypeBytes(input.type)),
            .tuple = tuple,
            .dims = {}};
  for (int32_t d = 0; d < tuple; ++d) gather.dims[d] = in.dims[d];
  if (indices.data == nullptr) return Status::kOk;
  const auto* tuples = static_cast<const int32_t*>(indices.data);
  for (int32_t i = 0; i < gather.slices; ++i) {
    int32_t slice;
    ASSAY_RETURN_IF_ERROR(ResolveTuple(gather, tuples + i * tuple, &slice));
  }
  return Status::kOk;
}

Status ResolveTuple(const GatherNdParams& params, const int32_t* tuple, int32_t* slice) {
  int64_t place = 0;
  int32_t slices = 1;
  for (int32_t d = 0; d < params.tuple; ++d) {
    place = place * params.dims[d] + tuple[d];
    slices *= params.dims[d];
  }
  if (place < 0 || place >= slices) return Status::kIndexOutOfRange;
  *slice = static_cast<int32_t>(place);
  return Status::kOk;
}

}  // namespace assay::kernels

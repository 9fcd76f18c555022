#include "kernels/operators/strided_slice.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

constexpr int32_t kMaxSlicedRank = 4;

// The elements start, start + stride, ... of a dimension, `count` in all.
struct Selection {
  int32_t start;
  int32_t count;
};

// `position` counts from the end if negative. Going forwards it may be anything from the first element to
// behind the last one, going backwards anything from before the first to the last.
int32_t ToEdge(int32_t position, int32_t length, bool forwards) {
  const int64_t from_start = position < 0 ? static_cast<int64_t>(position) + length : position;
  const int32_t low = forwards ? 0 : -1;
  const int32_t high = forwards ? length : length - 1;
  return from_start < low ? low : (from_start > high ? high : static_cast<int32_t>(from_start));
}

Selection Select(const StridedSliceOptions& options, int32_t d, int32_t length, int32_t begin, int32_t end,
                 int32_t stride) {
  const bool forwards = stride > 0;
  const bool from_first = (options.begin_mask >> d & 1) != 0;
  const bool to_last = (options.end_mask >> d & 1) != 0;
  const int32_t start = from_first ? (forwards ? 0 : length - 1) : ToEdge(begin, length, forwards);
  const int32_t stop = to_last ? (forwards ? length : -1) : ToEdge(end, length, forwards);
  const int64_t distance = forwards ? stop - start : start - stop;
  const int64_t step = forwards ? stride : -static_cast<int64_t>(stride);
  return {start, distance <= 0 ? 0 : static_cast<int32_t>((distance + step - 1) / step)};
}

}  // namespace

Status PrepareStridedSlice(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 4, 4));
  const auto& options = *static_cast<const StridedSliceOptions*>(operation.options);
  const Tensor& input = operation.inputs[0];
  const Tensor& output = operation.outputs[0];
  ASSAY_RETURN_IF_ERROR(CheckMovable(input, output, kSlicedTypes));
  const int32_t rank = input.shape.rank;
  if (rank > kMaxSlicedRank) return Status::kUnsupportedShape;
  for (int32_t i = 1; i < 4; ++i) {
    const Tensor& positions = operation.inputs[i];
    if (positions.type != Type::kInt32) return Status::kUnsupportedType;
    if (positions.data == nullptr) return Status::kUnsupportedShape;
    if (positions.shape.elements() < rank) return Status::kBadShape;
  }
  const auto* begin = static_cast<const int32_t*>(operation.inputs[1].data);
  const auto* end = static_cast<const int32_t*>(operation.inputs[2].data);
  const auto* stride = static_cast<const int32_t*>(operation.inputs[3].data);

  int32_t strides[kMaxRank];
  Strides(input.shape, strides);
  int32_t out = 0;
  StridedCopyBuilder copy;
  for (int32_t d = 0; d < rank; ++d) {
    if (stride[d] == 0) return Status::kUnsupportedOption;
    const int32_t length = input.shape.dims[d];
    Selection selection = Select(options, d, length, begin[d], end[d], stride[d]);
    if ((options.shrink_axis_mask >> d & 1) != 0) {
      if (stride[d] < 0) return Status::kUnsupportedOption;
      if (selection.start == length) return Status::kIndexOutOfRange;
      selection.count = 1;
    } else {
      if (out >= output.shape.rank || output.shape.dims[out] != selection.count) return Status::kBadShape;
      ++out;
    }
    copy.Skip(selection.start * strides[d]);
    // With one element, a stride may be anything; with more it is less than the dimension.
    copy.Append(selection.count, selection.count == 1 ? 0 : stride[d] * strides[d]);
  }
  if (out != output.shape.rank) return Status::kBadShape;
  *static_cast<StridedCopyParams*>(params) = copy.Build(TypeBytes(input.type));
  return Status::kOk;
}

}  // namespace assay::kernels

#include "kernels/arithmetic/window.h"

#include <limits>

namespace assay::kernels {

Status MakeWindow(Padding padding, int32_t input, int32_t output, int32_t size, int32_t stride,
                  int32_t dilation, Window* window) {
  constexpr int32_t kLargest = std::numeric_limits<int16_t>::max();
  if (stride < 1 || stride > kLargest || dilation < 1 || dilation > kLargest || size < 1) {
    return Status::kUnsupportedOption;
  }
  const int64_t wide_extent = static_cast<int64_t>(size - 1) * dilation + 1;
  if (wide_extent > std::numeric_limits<int32_t>::max() / 2) return Status::kUnsupportedOption;
  const auto extent = static_cast<int32_t>(wide_extent);
  int32_t positions = 0;
  switch (padding) {
    case Padding::kSame:
      positions = input;
      break;
    case Padding::kValid:
      positions = input - extent + 1;
      break;
    default:
      return Status::kUnsupportedOption;
  }
  // Counted in 32 bits, because the library's division of 64 is large, and most models need it for nothing
  // else.
  if (positions < 1 || output != (positions - 1) / stride + 1) return Status::kBadShape;
  // VALID never reaches beyond the input, so `missing` is positive only with SAME; an odd one is put at the
  // end.
  const int64_t missing = static_cast<int64_t>(output - 1) * stride + extent - input;
  *window = {.input = input,
             .output = output,
             .size = size,
             .padding = missing > 0 ? static_cast<int32_t>(missing / 2) : 0,
             .stride = static_cast<int16_t>(stride),
             .dilation = static_cast<int16_t>(dilation)};
  return Status::kOk;
}

}  // namespace assay::kernels

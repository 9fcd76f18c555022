#include "platform/cortex_m/image.h"
#include "platform/platform.h"

namespace assay::platform {
namespace {

constexpr uint32_t kPaint = 0xA55A5AA5;

uint32_t* painted_end = nullptr;

}  // namespace

void PaintStack() {
  // Paints with nothing but registers: the words right below the frame are its own to use.
  uint32_t* end = static_cast<uint32_t*>(__builtin_frame_address(0)) - 16;
  for (volatile uint32_t* word = assay_stack_start; word < end; ++word) *word = kPaint;
  painted_end = end;
}

uint32_t StackUsed() {
  if (painted_end == nullptr) return 0;
  const uint32_t* word = assay_stack_start;
  while (word < painted_end && *word == kPaint) ++word;
  return static_cast<uint32_t>(painted_end - word) * sizeof(uint32_t);
}

}  // namespace assay::platform

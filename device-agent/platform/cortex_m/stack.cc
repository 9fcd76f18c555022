#include "device-agent/platform/cortex_m/image.h"
#include "device-agent/platform/platform.h"

namespace assay::platform {
namespace {

constexpr uint32_t kPaint = 0xA55A5AA5;

uint32_t* painted_end = nullptr;
uint32_t* caller_end = nullptr;  // where the caller's frame ends, and that of anything it calls begins

}  // namespace

void PaintStack() {
  // Paints with nothing but registers: the words right below the frame are its own to use.
  uint32_t* end = static_cast<uint32_t*>(__builtin_frame_address(0)) - 16;
  for (volatile uint32_t* word = assay_stack_start; word < end; ++word) *word = kPaint;
  painted_end = end;
  caller_end = static_cast<uint32_t*>(__builtin_dwarf_cfa());
}

uint32_t StackUsed() {
  if (painted_end == nullptr) return 0;
  const uint32_t* word = assay_stack_start;
  while (word < painted_end && *word == kPaint) ++word;
  // What PaintStack itself stood on could not be painted; whatever is measured calls at least as deep.
  return static_cast<uint32_t>(caller_end - word) * sizeof(uint32_t);
}

}  // namespace assay::platform

#include <gtest/gtest.h>

#include "device-agent/platform/platform.h"

namespace assay::platform {
namespace {

// Uses `bytes` of stack and a little.
[[gnu::noinline]] void UseStack(size_t bytes) {
  auto* area = static_cast<volatile uint8_t*>(__builtin_alloca(bytes));
  for (size_t i = 0; i < bytes; ++i) area[i] = 1;
}

TEST(HostPlatform, TheStackIsMeasuredFromTheCallersFrame) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "not measured under AddressSanitizer";
#endif
  for (const size_t bytes : {1000, 10000, 100000}) {
    PaintStack();
    UseStack(bytes);
    const uint32_t used = StackUsed();
    EXPECT_GE(used, bytes);
    EXPECT_LE(used, bytes + 256);
  }
}

}  // namespace
}  // namespace assay::platform

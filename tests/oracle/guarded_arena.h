// An arena of exactly the size asked for, between guards that tell whether anything wrote beyond it.
#ifndef ASSAY_TESTS_ORACLE_GUARDED_ARENA_H_
#define ASSAY_TESTS_ORACLE_GUARDED_ARENA_H_

#include <cstdint>
#include <span>

#include "device-agent/runtime/testing/aligned_bytes.h"

namespace assay::oracle {

class GuardedArena {
 public:
  explicit GuardedArena(size_t size);

  std::span<uint8_t> span() { return memory_.span().subspan(kGuard, size_); }
  bool intact();

 private:
  static constexpr size_t kGuard = 4096;  // a multiple of the arena's alignment

  size_t size_;
  runtime::testing::AlignedBytes memory_;
};

}  // namespace assay::oracle

#endif  // ASSAY_TESTS_ORACLE_GUARDED_ARENA_H_

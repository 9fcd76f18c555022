// A queue of bytes between one interrupt handler, which puts, and the program, which takes. When it is full,
// new bytes are dropped: the link notices and asks again.
#ifndef ASSAY_PLATFORM_CORTEX_M_RING_H_
#define ASSAY_PLATFORM_CORTEX_M_RING_H_

#include <cstddef>
#include <cstdint>
#include <span>

namespace assay::platform {

template <uint32_t kSize>
class Ring {
 public:
  bool empty() const { return Load(put_) == Load(taken_); }

  void Put(uint8_t byte) {
    const uint32_t put = Load(put_);
    const uint32_t next = Next(put);
    if (next == Load(taken_)) return;
    bytes_[put] = byte;
    Store(put_, next);
  }

  size_t Take(std::span<uint8_t> bytes) {
    const uint32_t put = Load(put_);
    uint32_t taken = Load(taken_);
    size_t count = 0;
    for (; count < bytes.size() && taken != put; ++count) {
      bytes[count] = bytes_[taken];
      taken = Next(taken);
    }
    Store(taken_, taken);
    return count;
  }

 private:
  static uint32_t Next(uint32_t position) { return position == kSize ? 0 : position + 1; }

  // Each position is written by one side only.
  static uint32_t Load(const uint32_t& position) { return __atomic_load_n(&position, __ATOMIC_ACQUIRE); }
  static void Store(uint32_t& position, uint32_t value) {
    __atomic_store_n(&position, value, __ATOMIC_RELEASE);
  }

  uint8_t bytes_[kSize + 1] = {};  // one stays free: equal positions mean that nothing is there
  uint32_t put_ = 0;
  uint32_t taken_ = 0;
};

}  // namespace assay::platform

#endif  // ASSAY_PLATFORM_CORTEX_M_RING_H_

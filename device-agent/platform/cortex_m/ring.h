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
  static_assert((kSize & (kSize - 1)) == 0, "positions wrap with a mask");

 public:
  bool empty() const { return Load(put_) == Load(taken_); }

  void Put(uint8_t byte) {
    const uint32_t put = Load(put_);
    if (put - Load(taken_) == kSize) return;
    bytes_[put & (kSize - 1)] = byte;
    Store(put_, put + 1);
  }

  size_t Take(std::span<uint8_t> bytes) {
    const uint32_t taken = Load(taken_);
    const uint32_t available = Load(put_) - taken;
    const uint32_t count = bytes.size() < available ? static_cast<uint32_t>(bytes.size()) : available;
    for (uint32_t i = 0; i < count; ++i) bytes[i] = bytes_[(taken + i) & (kSize - 1)];
    Store(taken_, taken + count);
    return count;
  }

 private:
  // Both positions count bytes since the start, modulo 2^32; each is written by one side only.
  static uint32_t Load(const uint32_t& position) { return __atomic_load_n(&position, __ATOMIC_ACQUIRE); }
  static void Store(uint32_t& position, uint32_t value) {
    __atomic_store_n(&position, value, __ATOMIC_RELEASE);
  }

  uint8_t bytes_[kSize] = {};
  uint32_t put_ = 0;
  uint32_t taken_ = 0;
};

}  // namespace assay::platform

#endif  // ASSAY_PLATFORM_CORTEX_M_RING_H_

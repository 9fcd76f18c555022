// Memory aligned as the interpreter wants models and arenas. Host only.
#ifndef ASSAY_RUNTIME_TESTING_ALIGNED_BYTES_H_
#define ASSAY_RUNTIME_TESTING_ALIGNED_BYTES_H_

#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>

namespace assay::runtime::testing {

// Exactly as large as it says, so that AddressSanitizer sees every access beyond.
class AlignedBytes {
 public:
  explicit AlignedBytes(size_t size)
      : bytes_(static_cast<uint8_t*>(::operator new(size, kAlignment))), size_(size) {
    std::memset(bytes_.get(), 0, size);
  }
  explicit AlignedBytes(std::span<const uint8_t> content) : AlignedBytes(content.size()) {
    if (!content.empty()) std::memcpy(bytes_.get(), content.data(), content.size());
  }

  std::span<uint8_t> span() { return {bytes_.get(), size_}; }

 private:
  static constexpr std::align_val_t kAlignment{16};
  struct Delete {
    void operator()(uint8_t* bytes) const { ::operator delete(bytes, kAlignment); }
  };

  std::unique_ptr<uint8_t, Delete> bytes_;
  size_t size_;
};

}  // namespace assay::runtime::testing

#endif  // ASSAY_RUNTIME_TESTING_ALIGNED_BYTES_H_

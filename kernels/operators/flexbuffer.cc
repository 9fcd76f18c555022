#include "kernels/operators/flexbuffer.h"

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {
namespace {

// Types of values, as numbered in the format. A packed type is type << 2 | log2 of a width.
constexpr uint8_t kInteger = 1;
constexpr uint8_t kMap = 9;

class Reader {
 public:
  explicit Reader(const ModelBytes& bytes) : bytes_(bytes) {}

  uint64_t size() const { return bytes_.size; }

  // `width` little-endian bytes at `at`; width 1, 2, 4 or 8.
  Status Unsigned(uint64_t at, uint64_t width, uint64_t* value) const {
    if (width > size() || at > size() - width) return Status::kBrokenCustomOptions;
    *value = 0;
    for (uint64_t i = 0; i < width; ++i) *value |= static_cast<uint64_t>(bytes_.data[at + i]) << (8 * i);
    return Status::kOk;
  }

  // What the offset at `at` points to; offsets count backwards from where they are.
  Status Follow(uint64_t at, uint64_t width, uint64_t* target) const {
    uint64_t offset;
    ASSAY_RETURN_IF_ERROR(Unsigned(at, width, &offset));
    if (offset > at) return Status::kBrokenCustomOptions;
    *target = at - offset;
    return Status::kOk;
  }

  // Whether the text at `at`, which ends with a 0, is `key`.
  Status Matches(uint64_t at, const char* key, bool* matches) const {
    *matches = true;
    for (;; ++at, ++key) {
      uint64_t letter;
      ASSAY_RETURN_IF_ERROR(Unsigned(at, 1, &letter));
      if (letter != static_cast<uint8_t>(*key)) *matches = false;
      if (!*matches || letter == 0) return Status::kOk;
    }
  }

 private:
  ModelBytes bytes_;
};

}  // namespace

// The last byte is the width of the root value, the one before it the root's packed type, and before that is
// the root: for a map the offset of its values. In front of the values lie, each as wide as a value, the
// offset of the keys, the keys' width and the number of values; after them the packed types.
Status ReadFlexInteger(const ModelBytes& bytes, const char* key, int64_t* value) {
  const Reader reader(bytes);
  if (bytes.data == nullptr || bytes.size < 3) return Status::kBrokenCustomOptions;
  const uint64_t root_width = bytes.data[bytes.size - 1];
  const uint8_t root_type = bytes.data[bytes.size - 2];
  if (root_width != 1 && root_width != 2 && root_width != 4 && root_width != 8)
    return Status::kBrokenCustomOptions;
  if (root_type >> 2 != kMap) return Status::kUnsupportedOption;
  if (root_width > bytes.size - 2) return Status::kBrokenCustomOptions;
  uint64_t values;
  ASSAY_RETURN_IF_ERROR(reader.Follow(bytes.size - 2 - root_width, root_width, &values));

  const uint64_t width = uint64_t{1} << (root_type & 3);
  if (values < 3 * width) return Status::kBrokenCustomOptions;
  uint64_t count;
  ASSAY_RETURN_IF_ERROR(reader.Unsigned(values - width, width, &count));
  if (count != 1) return Status::kUnsupportedOption;

  uint64_t keys;
  uint64_t keys_width;
  uint64_t name;
  bool matches;
  ASSAY_RETURN_IF_ERROR(reader.Follow(values - 3 * width, width, &keys));
  ASSAY_RETURN_IF_ERROR(reader.Unsigned(values - 2 * width, width, &keys_width));
  if (keys_width != 1 && keys_width != 2 && keys_width != 4 && keys_width != 8)
    return Status::kBrokenCustomOptions;
  ASSAY_RETURN_IF_ERROR(reader.Follow(keys, keys_width, &name));
  ASSAY_RETURN_IF_ERROR(reader.Matches(name, key, &matches));
  if (!matches) return Status::kUnsupportedOption;

  uint64_t type;
  uint64_t raw;
  ASSAY_RETURN_IF_ERROR(reader.Unsigned(values + width, 1, &type));
  if (type >> 2 != kInteger) return Status::kUnsupportedOption;
  ASSAY_RETURN_IF_ERROR(reader.Unsigned(values, width, &raw));
  const uint64_t unused_bits = 64 - 8 * width;
  *value = static_cast<int64_t>(raw << unused_bits) >> unused_bits;
  return Status::kOk;
}

}  // namespace assay::kernels

// What an ELF image says about itself: its identity, and what the runtime in it costs.
#ifndef ASSAY_HARNESS_UNIT_IMAGE_H_
#define ASSAY_HARNESS_UNIT_IMAGE_H_

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace assay {

// Bytes of code and constants of a part of the image, by the namespace of the symbols: those of functions and
// objects in sections that are loaded and not writable. Alignment and literal data without a symbol are not
// counted.
struct ImageSize {
  uint64_t runtime = 0;  // assay::runtime
  uint64_t kernels = 0;  // assay::kernels, all sets
};

struct Image {
  std::string build_id;  // GNU build ID in lower-case hex; "" if the image has none
  ImageSize size;
  bool has_symbols = false;  // false: stripped, so that `size` says nothing
};

// ELF of either class and byte order. Every offset is checked: a truncated or hostile file throws
// UsageError.
Image ParseImage(std::span<const uint8_t> file);
Image ReadImage(const std::filesystem::path& file);  // the messages name the file

}  // namespace assay

#endif  // ASSAY_HARNESS_UNIT_IMAGE_H_

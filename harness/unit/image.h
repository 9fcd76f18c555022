// What an ELF image says about itself: its identity, and what its code refers to.
#ifndef ASSAY_HARNESS_UNIT_IMAGE_H_
#define ASSAY_HARNESS_UNIT_IMAGE_H_

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "harness/unit/code_size.h"

namespace assay {

struct Image {
  std::string build_id;  // GNU build ID in lower-case hex; "" if the image has none
  CodeMap code;          // by which a model's share of the code is measured
};

// ELF of either class and byte order. Every offset is checked: a truncated or hostile file throws
// UsageError.
Image ParseImage(std::span<const uint8_t> file);
Image ReadImage(const std::filesystem::path& file);  // the messages name the file

}  // namespace assay

#endif  // ASSAY_HARNESS_UNIT_IMAGE_H_

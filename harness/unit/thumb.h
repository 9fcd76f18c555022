// Branches in the code of a Cortex-M. Assemblers resolve those within one section themselves and leave no
// relocation, so that only the instructions tell of them.
#ifndef ASSAY_HARNESS_UNIT_THUMB_H_
#define ASSAY_HARNESS_UNIT_THUMB_H_

#include <cstdint>
#include <optional>

namespace assay {

struct ThumbInstruction {
  uint64_t bytes;
  std::optional<int64_t> branch;  // of a direct branch or call: where it goes, from its own address
};

// By the instruction's first half-word and the one after that, which counts only if the first says so.
ThumbInstruction DecodeThumb(uint16_t first, uint16_t second);

}  // namespace assay

#endif  // ASSAY_HARNESS_UNIT_THUMB_H_

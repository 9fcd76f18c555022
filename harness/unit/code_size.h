// What the runtime costs in code and constants for one model, found in the image that has the kernels of all
// operators: from the runtime's entry points and the model's kernels, everything is followed that one piece
// of code or data refers to. The linker leaves its relocations in the image for that (--emit-relocs).
#ifndef ASSAY_HARNESS_UNIT_CODE_SIZE_H_
#define ASSAY_HARNESS_UNIT_CODE_SIZE_H_

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "harness/unit/elf.h"

namespace assay {

// A kernel by its place: row `row` of the table of kernel set `set`.
struct KernelRow {
  std::string set;
  size_t row = 0;
  auto operator<=>(const KernelRow&) const = default;
};

// Bytes of code and constants; alignment between functions is not counted.
struct CodeSize {
  uint64_t runtime = 0;  // reached from the runtime's functions alone, library functions included
  uint64_t kernels = 0;  // what the kernels need beside that
};

class CodeMap {
 public:
  // Keeps nothing of `image` but addresses and sizes.
  explicit CodeMap(const Elf& image);

  // Null if the image was stripped or linked without --emit-relocs, has no runtime, or lacks one of the rows.
  std::optional<CodeSize> Measure(std::span<const KernelRow> kernels) const;

 private:
  struct Piece {
    uint64_t begin, end;
    std::vector<uint64_t> targets;  // addresses it refers to, in the order of the references
  };
  struct Reached {
    std::set<size_t> pieces;
    std::map<uint64_t, uint64_t> texts;  // constants without a symbol: address and size
    uint64_t bytes = 0;
  };

  const Piece* FindPiece(uint64_t address) const;
  void AddPieces(const Elf& image, const std::vector<ElfSymbol>& symbols);
  void AddReferences(const Elf& image, const std::vector<ElfSymbol>& symbols);
  void FindKernelSets(const Elf& image, const std::vector<ElfSymbol>& symbols);
  void Follow(uint64_t address, Reached* reached) const;

  std::vector<Piece> pieces_;                             // sorted, not overlapping
  std::map<uint64_t, uint64_t> texts_;                    // size of what begins there and has no symbol
  std::vector<uint64_t> runtime_;                         // the runtime's entry points
  std::map<std::string, std::vector<uint64_t>> kernels_;  // of each set: prepare and eval of every row
};

}  // namespace assay

#endif  // ASSAY_HARNESS_UNIT_CODE_SIZE_H_

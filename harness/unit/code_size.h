// What the runtime costs in code and constants for one model, found in the image that has the kernels of all
// operators: from the runtime's entry points and the model's kernels, everything is followed that one piece
// of code or data refers to or branches to. The linker leaves its relocations in the image for that
// (--emit-relocs); branches that need none are read from the instructions.
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
#include "kernels/kernel.h"

namespace assay {

// A kernel by its place: row `row` of the list of kernel set `set`.
struct KernelRow {
  std::string set;
  size_t row = 0;
  // NOLINTNEXTLINE(modernize-use-nullptr): the comparison with 0 behind it is not of pointers
  auto operator<=>(const KernelRow&) const = default;
};

// Bytes of code and constants; alignment between functions is not counted.
struct CodeSize {
  uint64_t runtime = 0;  // reached from the runtime's functions alone, library functions included
  uint64_t kernels = 0;  // what the kernels need beside that, with their rows and places in the sets' lists
};

class CodeMap {
 public:
  // Keeps nothing of `image` but addresses, sizes and what the kernels' rows say.
  explicit CodeMap(const Elf& image);

  // Whether the image has what can be measured: it has neither if it was stripped or linked without
  // --emit-relocs.
  bool complete() const { return !runtime_.empty() && !sets_.empty(); }

  // Whether the image's lists of kernels are these, row for row: only then do rows mean the same in both.
  bool HasKernelSets(std::span<const kernels::KernelSet* const> sets) const;

  // Null if the image has no runtime or lacks one of the rows.
  // Throws UsageError if something is called that the image does not say the extent of.
  std::optional<CodeSize> Measure(std::span<const KernelRow> kernels) const;

 private:
  struct Piece {
    uint64_t begin, end;
    std::vector<uint64_t> targets = {};  // addresses it refers to, in the order of the references
    std::vector<uint64_t> branches = {};
    bool begins_with_target = false;
  };
  struct Row {
    kernels::Opcode opcode;
    Type type, weights;
    uint64_t prepare, eval;
  };
  struct Set {
    std::vector<Row> rows;
    uint64_t bytes;  // of the set itself, without its list
    uint64_t row_bytes;
  };
  struct Reached {
    std::set<size_t> pieces;
    std::map<uint64_t, uint64_t> unnamed;  // constants without a symbol: address and size
    uint64_t bytes = 0;
  };

  const Piece* FindPiece(uint64_t address) const;
  void AddPieces(const Elf& image, const std::vector<ElfSymbol>& symbols);
  void AddReferences(const Elf& image, const std::vector<ElfSymbol>& symbols);
  void AddBranches(const Elf& image, const std::vector<ElfSymbol>& symbols);
  void MeasureUnnamed(const Elf& image);
  void FindKernelSets(const Elf& image, const std::vector<ElfSymbol>& symbols);
  void Follow(uint64_t address, Reached* reached) const;

  std::vector<Piece> pieces_;             // sorted, not overlapping
  std::map<uint64_t, uint64_t> unnamed_;  // size of what begins there and has no symbol
  std::vector<uint64_t> runtime_;         // the runtime's entry points
  std::map<std::string, Set> sets_;
};

}  // namespace assay

#endif  // ASSAY_HARNESS_UNIT_CODE_SIZE_H_

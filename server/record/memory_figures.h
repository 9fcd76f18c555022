// The memory figures of a case as a list, for whoever shows all of them: what they are is declared in
// fields/memory.h alone.
#ifndef ASSAY_SERVER_RECORD_MEMORY_FIGURES_H_
#define ASSAY_SERVER_RECORD_MEMORY_FIGURES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/record/fields/memory.h"

namespace assay::record {

struct MemoryFigure {
  std::string_view name;  // of the field
  std::string label;      // for people: "flash runtime"
  std::string_view meaning;
  bool in_lists;                  // shown in lists too, where a case has one line
  std::optional<uint64_t> bytes;  // null: not measured
};

// In the order of their declaration; without the parts that `persistent` is the sum of.
std::vector<MemoryFigure> MemoryFigures(const Memory& memory);

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_MEMORY_FIGURES_H_

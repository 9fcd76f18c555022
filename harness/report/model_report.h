// What `assay model` says.
#ifndef ASSAY_HARNESS_REPORT_MODEL_REPORT_H_
#define ASSAY_HARNESS_REPORT_MODEL_REPORT_H_

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "harness/model/profile.h"
#include "harness/unit/code_size.h"

namespace assay {

// Whether the model fits a board. What is missing is in bytes.
struct BoardFit {
  std::string board, title;
  bool has_memory_map = true;  // else its agent is a program of the PC: nothing can be said of its memory
  uint64_t arena_there = 0, arena_missing = 0;
  uint64_t store_there = 0, store_missing = 0;
  std::optional<CodeSize> code;  // null if the board's image is not built, or the model is refused

  bool fits() const { return arena_missing == 0 && store_missing == 0; }
};

// Operators with shapes, MACs and weights, of the model and of the subgraphs that it calls.
std::string OperatorTables(const ModelProfile& profile);

// Everything the arena holds, summed up to the arena; with `every_placement` one by one.
std::string MemoryText(const ModelProfile& profile, bool every_placement);

std::string FitTable(const ModelProfile& profile, const std::vector<BoardFit>& fits);

nlohmann::json ModelJson(const ModelProfile& profile, const std::vector<BoardFit>& fits);

}  // namespace assay

#endif  // ASSAY_HARNESS_REPORT_MODEL_REPORT_H_

#include "server/record/memory_figures.h"

#include <algorithm>

namespace assay::record {
namespace {

class Lister {
 public:
  void operator()(std::string_view key, uint64_t bytes, const CountRule& rule, std::string_view meaning) {
    (*this)(key, std::optional(bytes), rule, meaning);
  }
  void operator()(std::string_view key, const std::optional<uint64_t>& bytes, const CountRule& rule,
                  std::string_view meaning) {
    std::string label(key);
    std::replace(label.begin(), label.end(), '_', ' ');
    figures_.push_back({key, std::move(label), meaning, rule.in_lists, bytes});
  }
  void operator()(std::string_view /*key*/, const std::optional<PersistentParts>& /*parts*/,
                  std::string_view /*meaning*/) {}
  void MaybeAbsent(std::string_view /*key*/, const std::vector<Allocation>& /*plan*/,
                   std::string_view /*meaning*/) {}

  std::vector<MemoryFigure> Take() { return std::move(figures_); }

 private:
  std::vector<MemoryFigure> figures_;
};

}  // namespace

std::vector<MemoryFigure> MemoryFigures(const Memory& memory) {
  Lister lister;
  Memory::Describe(lister, memory);
  return lister.Take();
}

}  // namespace assay::record

// Which registered kernels the cases really ran, and the table that docs/operators.md shows.
#ifndef ASSAY_TESTS_ORACLE_COVERAGE_H_
#define ASSAY_TESTS_ORACLE_COVERAGE_H_

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "kernels/kernel.h"

namespace assay::oracle {

// Kernel sets that behave like others and notice which of their kernels are evaluated. At most one object of
// this class at a time: a kernel's functions know nothing but their arguments, so the counters are global.
class Coverage {
 public:
  explicit Coverage(std::span<const kernels::KernelSet* const> sets);

  // The watched sets, in the given order and under their names.
  std::span<const kernels::KernelSet* const> sets() const { return set_pointers_; }

  // Before a case; and after it, if its outputs were right.
  static void Begin();
  void Count();

  // Every registered kernel that no counted case has run, one a line. A kernel for any type must have run on
  // int8 and on int16, unless its operator has no operands of such types.
  std::vector<std::string> Missing() const;

  // Markdown: operators and kernel sets by types, each cell with its number of cases.
  std::string Table() const;

 private:
  // The type of the activations; and that of the weights if it is int4, else kNone.
  using Key = std::pair<Type, Type>;

  std::vector<std::vector<kernels::Kernel>> kernels_;
  std::vector<kernels::KernelSet> sets_;
  std::vector<const kernels::KernelSet*> set_pointers_;
  std::vector<std::map<Key, int>> cases_;  // of every kernel of every set, in order
};

}  // namespace assay::oracle

#endif  // ASSAY_TESTS_ORACLE_COVERAGE_H_

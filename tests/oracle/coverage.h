// Which registered kernels the cases really ran, and the table that docs/operators.md shows.
#ifndef ASSAY_TESTS_ORACLE_COVERAGE_H_
#define ASSAY_TESTS_ORACLE_COVERAGE_H_

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/watched_kernels.h"

namespace assay::oracle {

class Coverage : private testing::KernelWatcher {
 public:
  explicit Coverage(std::span<const kernels::KernelSet* const> sets);

  // To be used in place of the given ones.
  std::span<const kernels::KernelSet* const> sets() const { return kernels_.sets(); }

  // Before a case; and after it, if its outputs were right.
  void Begin();
  void Count();

  // Every registered kernel that no counted case has run, one a line. A kernel for any type must have run on
  // int8 and on int16, unless its operator has no operands of such types.
  std::vector<std::string> Missing() const;

  // Markdown: operators and kernel sets by types, each cell with its number of cases.
  std::string Table() const;

 private:
  // What a kernel's cases are counted by: the type of the activations; and that of the weights if it is int4,
  // else kNone.
  using Types = std::pair<Type, Type>;

  struct Kernel {
    std::map<Types, int> cases;
    // In the present case:
    bool evaluated = false;
    std::set<Types> prepared;
  };

  void AfterPrepare(size_t kernel, const kernels::Operation& operation) override;
  Status BeforeEvaluate(size_t kernel) override;

  testing::WatchedKernels kernels_;
  std::vector<Kernel> counts_;
};

}  // namespace assay::oracle

#endif  // ASSAY_TESTS_ORACLE_COVERAGE_H_

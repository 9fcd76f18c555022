// Which registered kernels the cases really ran, and the table that docs/operators.md shows.
#ifndef ASSAY_TESTS_ORACLE_COVERAGE_H_
#define ASSAY_TESTS_ORACLE_COVERAGE_H_

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/oracle/case.h"
#include "tests/oracle/run_case.h"
#include "tests/support/watched_kernels.h"

namespace assay::oracle {

class Coverage : private testing::KernelWatcher {
 public:
  explicit Coverage(std::span<const kernels::KernelSet* const> sets);

  // To be used in place of the given ones.
  std::span<const kernels::KernelSet* const> sets() const { return kernels_.sets(); }

  // Before a run of a case; and after it. A case that ran a kernel several times, under several choices of
  // sets, counts once.
  void Begin(const Case& test);
  void End(Verdict verdict);

  // Every registered kernel that no counted case has run, one a line. A kernel for any type must have run on
  // int8 and on int16, unless its operator has no operands of such types.
  std::vector<std::string> Missing() const;

  // Markdown: operators and kernel sets by types, each cell with its number of cases, and the types that were
  // refused in all cases of the operator.
  std::string Table() const;

 private:
  // What a kernel's cases are counted by: the type of the activations; and that of the weights if it is int4,
  // else kNone.
  using Types = std::pair<Type, Type>;

  struct Kernel {
    std::map<Types, int> cases;
    std::string last_case;  // that was counted
    // In the present run:
    bool evaluated = false;
    std::set<Types> prepared;
  };

  // Types of an operator of which no case was computed.
  std::string Refused(const std::string& operator_name) const;

  void AfterPrepare(size_t kernel, const kernels::Operation& operation) override;
  Status BeforeEvaluate(size_t kernel) override;

  // The operator's types, as the cases name them, and whether a case of theirs was computed.
  std::map<std::string, std::map<std::string, bool>> computed_;
  const Case* test_ = nullptr;
  testing::WatchedKernels kernels_;
  std::vector<Kernel> counts_;
};

}  // namespace assay::oracle

#endif  // ASSAY_TESTS_ORACLE_COVERAGE_H_

// Kernel sets that behave like others and tell a watcher what is done with them. Host only.
#ifndef ASSAY_TESTS_SUPPORT_WATCHED_KERNELS_H_
#define ASSAY_TESTS_SUPPORT_WATCHED_KERNELS_H_

#include <span>
#include <vector>

#include "kernels/kernel.h"

namespace assay::testing {

// Kernels are numbered through all sets.
class KernelWatcher {
 public:
  // A kernel has accepted an operation.
  virtual void AfterPrepare(size_t kernel, const kernels::Operation& operation) = 0;
  // Anything but kOk is returned in place of the evaluation.
  virtual Status BeforeEvaluate(size_t kernel) = 0;

 protected:
  ~KernelWatcher() = default;
};

// At most one object of this class at a time: a kernel's functions know nothing but their arguments, so what
// they find the watcher by is global.
class WatchedKernels {
 public:
  WatchedKernels(std::span<const kernels::KernelSet* const> sets, KernelWatcher* watcher);
  ~WatchedKernels();
  WatchedKernels(const WatchedKernels&) = delete;
  WatchedKernels& operator=(const WatchedKernels&) = delete;

  // In the given order and under their names.
  std::span<const kernels::KernelSet* const> sets() const { return pointers_; }
  std::span<const kernels::Kernel> kernels() const { return copies_; }

 private:
  std::vector<kernels::Kernel> copies_;
  std::vector<std::vector<const kernels::Kernel*>> rows_;  // of each set
  std::vector<kernels::KernelSet> sets_;
  std::vector<const kernels::KernelSet*> pointers_;
};

}  // namespace assay::testing

#endif  // ASSAY_TESTS_SUPPORT_WATCHED_KERNELS_H_

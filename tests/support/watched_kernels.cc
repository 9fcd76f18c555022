#include "tests/support/watched_kernels.h"

#include <array>
#include <stdexcept>
#include <utility>

namespace assay::testing {
namespace {

using kernels::Kernel;

constexpr size_t kMaxKernels = 1024;  // of all sets together

std::array<const Kernel*, kMaxKernels> watched;
KernelWatcher* present = nullptr;

// Functions of the shape a kernel wants, one pair for each of the watched.
template <size_t kIndex>
struct Watch {
  static Status Prepare(const kernels::Operation& operation, void* params, kernels::Needs* needs) {
    const Status status = watched[kIndex]->prepare(operation, params, needs);
    if (status == Status::kOk) present->AfterPrepare(kIndex, operation);
    return status;
  }
  static Status Evaluate(const void* params, const kernels::Buffers& buffers) {
    const Status status = present->BeforeEvaluate(kIndex);
    return status == Status::kOk ? watched[kIndex]->eval(params, buffers) : status;
  }
};

struct Functions {
  decltype(Kernel::prepare) prepare;
  decltype(Kernel::eval) eval;
};

template <size_t... kIndices>
constexpr std::array<Functions, sizeof...(kIndices)> MakeFunctions(
    std::index_sequence<kIndices...> /*indices*/) {
  return {{{Watch<kIndices>::Prepare, Watch<kIndices>::Evaluate}...}};
}
constexpr auto kFunctions = MakeFunctions(std::make_index_sequence<kMaxKernels>());

}  // namespace

WatchedKernels::WatchedKernels(std::span<const kernels::KernelSet* const> sets, KernelWatcher* watcher) {
  if (present != nullptr) throw std::logic_error("kernels are watched already");
  kernels_.reserve(sets.size());
  sets_.reserve(sets.size());
  for (const kernels::KernelSet* set : sets) {
    std::vector<Kernel>& copies = kernels_.emplace_back(set->kernels, set->kernels + set->kernel_count);
    for (size_t i = 0; i < copies.size(); ++i, ++count_) {
      if (count_ >= kMaxKernels) throw std::logic_error("more kernels than can be watched");
      watched[count_] = &set->kernels[i];
      copies[i].prepare = kFunctions[count_].prepare;
      copies[i].eval = kFunctions[count_].eval;
    }
    sets_.push_back({set->name, copies.data(), set->kernel_count});
    pointers_.push_back(&sets_.back());
  }
  present = watcher;
}

WatchedKernels::~WatchedKernels() { present = nullptr; }

}  // namespace assay::testing

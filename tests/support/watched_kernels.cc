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
  copies_.reserve(kMaxKernels);
  rows_.reserve(sets.size());
  sets_.reserve(sets.size());
  for (const kernels::KernelSet* set : sets) {
    std::vector<const Kernel*>& rows = rows_.emplace_back();
    for (const Kernel* kernel : set->kernels) {
      const size_t number = copies_.size();
      if (number == kMaxKernels) throw std::logic_error("more kernels than can be watched");
      watched[number] = kernel;
      Kernel& copy = copies_.emplace_back(*kernel);
      copy.prepare = kFunctions[number].prepare;
      copy.eval = kFunctions[number].eval;
      rows.push_back(&copy);
    }
    sets_.push_back({set->name, {rows.data(), rows.size()}});
    pointers_.push_back(&sets_.back());
  }
  present = watcher;
}

WatchedKernels::~WatchedKernels() { present = nullptr; }

}  // namespace assay::testing

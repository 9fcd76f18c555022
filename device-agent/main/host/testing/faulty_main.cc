// The host agent with more kernel sets: those that end it, and `faulty`: the reference set, except that two
// of its operators, of which one is found early and one late in the usual models, get the first byte of their
// output wrong by one.
#include <algorithm>
#include <vector>

#include "device-agent/main/host/run_host_agent.h"
#include "device-agent/main/testing/crashing_kernels.h"
#include "kernels/reference/reference.h"

namespace {

namespace rows = assay::kernels::reference::rows;

using assay::kernels::Buffers;
using assay::kernels::Kernel;
using assay::kernels::KernelSet;
using assay::kernels::kReference;

template <const Kernel& right>
assay::Status OffByOne(const void* params, const Buffers& buffers) {
  const assay::Status status = right.eval(params, buffers);
  *static_cast<uint8_t*>(buffers.outputs[0]) ^= 1;
  return status;
}

template <const Kernel& right>
Kernel Faulty() {
  Kernel row = right;
  row.eval = OffByOne<right>;
  return row;
}

}  // namespace

int main(int argc, char** argv) {
  const Kernel average_pool = Faulty<rows::kAveragePool2DInt8>();
  const Kernel softmax = Faulty<rows::kSoftmaxInt8>();
  std::vector<const Kernel*> list(kReference.kernels.begin(), kReference.kernels.end());
  std::replace(list.begin(), list.end(), &rows::kAveragePool2DInt8, &average_pool);
  std::replace(list.begin(), list.end(), &rows::kSoftmaxInt8, &softmax);
  const KernelSet faulty = {.name = "faulty", .kernels = {list.data(), list.size()}};
  const KernelSet* const kernel_sets[] = {&faulty, assay::testing::TrapKernels(),
                                          assay::testing::OverflowKernels(), &kReference};
  return assay::agent::RunHostAgent(argc, argv, kernel_sets);
}

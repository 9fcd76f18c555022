// The host agent with more kernel sets: those that end it, and `faulty`: the reference set, except that two
// of its operators, of which one is found early and one late in the usual models, get the first byte of their
// output wrong by one.
#include <vector>

#include "device-agent/main/host/run_host_agent.h"
#include "device-agent/main/testing/crashing_kernels.h"
#include "kernels/reference/reference.h"

namespace {

using assay::kernels::Buffers;
using assay::kernels::Kernel;
using assay::kernels::KernelSet;
using assay::kernels::kReference;
using assay::kernels::Opcode;

using Eval = decltype(Kernel::eval);

// The right kernels.
Eval average_pool = nullptr;
Eval softmax = nullptr;

template <Eval& right>
assay::Status OffByOne(const void* params, const Buffers& buffers) {
  const assay::Status status = right(params, buffers);
  *static_cast<uint8_t*>(buffers.outputs[0]) ^= 1;
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Kernel> kernels(kReference.kernels, kReference.kernels + kReference.kernel_count);
  for (Kernel& kernel : kernels) {
    if (kernel.type != assay::Type::kInt8) continue;
    if (kernel.opcode == Opcode::kAveragePool2D) {
      average_pool = kernel.eval;
      kernel.eval = OffByOne<average_pool>;
    } else if (kernel.opcode == Opcode::kSoftmax) {
      softmax = kernel.eval;
      kernel.eval = OffByOne<softmax>;
    }
  }
  const KernelSet faulty = {
      .name = "faulty", .kernels = kernels.data(), .kernel_count = static_cast<int32_t>(kernels.size())};
  const KernelSet* const kernel_sets[] = {&faulty, assay::testing::TrapKernels(),
                                          assay::testing::OverflowKernels(), &kReference};
  return assay::agent::RunHostAgent(argc, argv, kernel_sets);
}

// The host agent with one more kernel set, `faulty`: the reference set, except that two of its operators, of
// which one is found early and one late in the usual models, get the first byte of their output wrong by one.
#include <algorithm>
#include <iterator>

#include "kernels/reference/reference.h"
#include "platform/host/host_main.h"

namespace {

using assay::kernels::Buffers;
using assay::kernels::Kernel;
using assay::kernels::KernelSet;
using assay::kernels::kReference;
using assay::kernels::Opcode;

template <void (*eval)(const void*, const Buffers&)>
void OffByOne(const void* params, const Buffers& buffers) {
  eval(params, buffers);
  *static_cast<uint8_t*>(buffers.outputs[0]) ^= 1;
}

}  // namespace

int main(int argc, char** argv) {
  Kernel kernels[64];
  const int32_t count = std::min<int32_t>(kReference.kernel_count, std::size(kernels));
  for (int32_t i = 0; i < count; ++i) {
    kernels[i] = kReference.kernels[i];
    if (kernels[i].opcode == Opcode::kAveragePool2D) {
      kernels[i].eval = OffByOne<assay::kernels::reference::AveragePool2D>;
    } else if (kernels[i].opcode == Opcode::kSoftmax) {
      kernels[i].eval = OffByOne<assay::kernels::reference::Softmax>;
    }
  }
  const KernelSet faulty = {.name = "faulty", .kernels = kernels, .kernel_count = count};
  const KernelSet* const kernel_sets[] = {&faulty, &kReference};
  return assay::platform::RunHostAgent(argc, argv, kernel_sets);
}

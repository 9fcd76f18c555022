// Google Benchmark: every operator of every linked kernel set, at shapes of the MLPerf Tiny models. `MACs` is
// the rate of multiply-accumulates (elements for operators without any).
#include <benchmark/benchmark.h>

#include <cstring>
#include <string>
#include <vector>

#include "kernels/options.h"
#include "kernels/reference/reference.h"

namespace assay::kernels {
namespace {

constexpr const KernelSet* kSets[] = {&kReference};

struct Workload {
  const char* name;
  Opcode opcode;
  const void* options;
  std::vector<Shape> inputs;
  Shape output;
  int64_t macs;
};

Shape Dims(std::initializer_list<int32_t> dims) {
  Shape shape;
  for (const int32_t dim : dims) shape.dims[shape.rank++] = dim;
  return shape;
}

constexpr Conv2DOptions kConvSame1 = {Padding::kSame, Activation::kRelu, 1, 1, 1, 1};
constexpr Conv2DOptions kConvSame2 = {Padding::kSame, Activation::kRelu, 2, 2, 1, 1};
constexpr DepthwiseConv2DOptions kDepthwise1 = {Padding::kSame, Activation::kRelu, 1, 1, 1, 1, 1};
constexpr DepthwiseConv2DOptions kDepthwise2 = {Padding::kSame, Activation::kRelu6, 2, 2, 1, 1, 1};
constexpr FullyConnectedOptions kDense = {Activation::kRelu, 0, false};
constexpr Pool2DOptions kPoolKws = {Padding::kValid, Activation::kNone, 5, 25, 5, 25};
constexpr Pool2DOptions kPoolIc = {Padding::kValid, Activation::kNone, 8, 8, 8, 8};
constexpr AddOptions kAdd = {Activation::kRelu, true};
constexpr SoftmaxOptions kSoftmax = {1.0f};

std::vector<Workload> Workloads() {
  return {
      {"kws_first",
       Opcode::kConv2D,
       &kConvSame2,
       {Dims({1, 49, 10, 1}), Dims({64, 10, 4, 1}), Dims({64})},
       Dims({1, 25, 5, 64}),
       25 * 5 * 64 * 40},
      {"kws_pointwise",
       Opcode::kConv2D,
       &kConvSame1,
       {Dims({1, 25, 5, 64}), Dims({64, 1, 1, 64}), Dims({64})},
       Dims({1, 25, 5, 64}),
       25 * 5 * 64 * 64},
      {"kws_depthwise",
       Opcode::kDepthwiseConv2D,
       &kDepthwise1,
       {Dims({1, 25, 5, 64}), Dims({1, 3, 3, 64}), Dims({64})},
       Dims({1, 25, 5, 64}),
       25 * 5 * 64 * 9},
      {"vww_depthwise",
       Opcode::kDepthwiseConv2D,
       &kDepthwise2,
       {Dims({1, 48, 48, 16}), Dims({1, 3, 3, 16}), Dims({16})},
       Dims({1, 24, 24, 16}),
       24 * 24 * 16 * 9},
      {"vww_pointwise",
       Opcode::kConv2D,
       &kConvSame1,
       {Dims({1, 6, 6, 128}), Dims({128, 1, 1, 128}), Dims({128})},
       Dims({1, 6, 6, 128}),
       6 * 6 * 128 * 128},
      {"ic_conv",
       Opcode::kConv2D,
       &kConvSame1,
       {Dims({1, 32, 32, 16}), Dims({16, 3, 3, 16}), Dims({16})},
       Dims({1, 32, 32, 16}),
       32 * 32 * 16 * 16 * 9},
      {"ic_add",
       Opcode::kAdd,
       &kAdd,
       {Dims({1, 32, 32, 16}), Dims({1, 32, 32, 16})},
       Dims({1, 32, 32, 16}),
       32 * 32 * 16},
      {"ic_pool", Opcode::kAveragePool2D, &kPoolIc, {Dims({1, 8, 8, 64})}, Dims({1, 1, 1, 64}), 64 * 64},
      {"kws_pool",
       Opcode::kAveragePool2D,
       &kPoolKws,
       {Dims({1, 25, 5, 64})},
       Dims({1, 1, 1, 64}),
       25 * 5 * 64},
      {"ad_dense",
       Opcode::kFullyConnected,
       &kDense,
       {Dims({1, 640}), Dims({128, 640}), Dims({128})},
       Dims({1, 128}),
       640 * 128},
      {"kws_softmax", Opcode::kSoftmax, &kSoftmax, {Dims({1, 12})}, Dims({1, 12}), 12},
      {"kws_reshape", Opcode::kReshape, nullptr, {Dims({1, 1, 1, 64})}, Dims({1, 64}), 64},
  };
}

void Run(benchmark::State& state, const Kernel& kernel, const Workload& workload) {
  const float scale = 0.05f;
  const float softmax_scale = 1.0f / 256;
  std::vector<Tensor> inputs;
  std::vector<std::vector<uint8_t>> data;
  std::vector<const void*> pointers;
  for (size_t i = 0; i < workload.inputs.size(); ++i) {
    Tensor tensor;
    tensor.type = i == 2 ? Type::kInt32 : Type::kInt8;
    tensor.shape = workload.inputs[i];
    tensor.quantization = {&scale, 1, 0, 0};
    tensor.bytes = static_cast<uint32_t>(tensor.shape.elements()) * TypeBytes(tensor.type);
    std::vector<uint8_t>& bytes = data.emplace_back(tensor.bytes);
    // Biases are kept small, so that outputs are not all saturated.
    for (size_t j = 0; j < bytes.size(); ++j) bytes[j] = static_cast<uint8_t>(i == 2 ? 0 : j * 73 + i);
    inputs.push_back(tensor);
    pointers.push_back(bytes.data());
  }
  Tensor output;
  output.type = Type::kInt8;
  output.shape = workload.output;
  output.bytes = static_cast<uint32_t>(output.shape.elements());
  const bool softmax = workload.opcode == Opcode::kSoftmax;
  output.quantization = {softmax ? &softmax_scale : &scale, 1, softmax ? -128 : 0, 0};
  std::vector<uint8_t> result(output.bytes);
  void* out = result.data();

  alignas(kParamsAlignment) uint8_t params[kMaxParamsBytes];
  Needs needs;
  const Operation operation = {workload.opcode,
                               workload.options,
                               &scale,
                               inputs.data(),
                               static_cast<int32_t>(inputs.size()),
                               &output,
                               1};
  const Status status = kernel.prepare(operation, params, &needs);
  if (status != Status::kOk) {
    state.SkipWithError(StatusName(status));
    return;
  }
  std::vector<uint8_t> scratch(needs.scratch_bytes);
  std::vector<uint8_t> persistent(needs.persistent_bytes);
  const Buffers buffers = {pointers.data(), &out, scratch.data(), persistent.data(), &scale};
  for (auto _ : state) {
    (void)kernel.eval(params, buffers);
    benchmark::DoNotOptimize(result.data());
    benchmark::ClobberMemory();
  }
  state.counters["MACs"] =
      benchmark::Counter(static_cast<double>(workload.macs) * static_cast<double>(state.iterations()),
                         benchmark::Counter::kIsRate);
}

void RegisterAll() {
  for (const KernelSet* set : kSets) {
    for (int32_t i = 0; i < set->kernel_count; ++i) {
      const Kernel& kernel = set->kernels[i];
      bool covered = false;
      for (const Workload& workload : Workloads()) {
        if (workload.opcode != kernel.opcode) continue;
        covered = true;
        const std::string name =
            std::string(set->name) + "/" + OpcodeName(kernel.opcode) + "/" + workload.name;
        benchmark::RegisterBenchmark(
            name.c_str(), [&kernel, workload](benchmark::State& state) { Run(state, kernel, workload); });
      }
      if (!covered) {
        const std::string name = std::string(set->name) + "/" + OpcodeName(kernel.opcode);
        benchmark::RegisterBenchmark(name.c_str(), [](benchmark::State& state) {
          state.SkipWithError("no workload for this operator");
        });
      }
    }
  }
}

}  // namespace
}  // namespace assay::kernels

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  assay::kernels::RegisterAll();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}

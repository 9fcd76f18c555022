// Google Benchmark of every kernel of every set. Where time is spent in practice, that is, for the int8
// operators of the MLPerf Tiny models, at those models' shapes; `MACs` is the rate of multiply-accumulates
// (elements for operators without any). Every other kernel at the largest of the oracle's golden cases that
// it computes, as a whole inference. A kernel with neither is named, and the program fails.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "device-agent/runtime/interpreter.h"
#include "device-agent/runtime/testing/aligned_bytes.h"
#include "kernels/operator_name.h"
#include "kernels/operators/options.h"
#include "kernels/sets.h"
#include "kernels/status_info.h"
#include "tests/oracle/case.h"

namespace assay::kernels {
namespace {

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

// A workload on one kernel.
class WorkloadRun {
 public:
  WorkloadRun(const Workload& workload, const Kernel& kernel) : kernel_(kernel) {
    std::vector<Tensor> inputs;
    for (size_t i = 0; i < workload.inputs.size(); ++i) {
      const bool bias = i == 2;
      Tensor tensor;
      tensor.type = bias ? Type::kInt32 : Type::kInt8;
      tensor.shape = workload.inputs[i];
      tensor.quantization = {bias ? &kBiasScale : &kScale, 1, 0, 0};
      tensor.bytes = static_cast<uint32_t>(tensor.shape.elements()) * TypeBytes(tensor.type);
      // Biases are zero, so that outputs are not all saturated.
      std::vector<uint8_t>& bytes = data_.emplace_back(tensor.bytes);
      for (size_t j = 0; j < bytes.size(); ++j) bytes[j] = static_cast<uint8_t>(bias ? 0 : j * 73 + i);
      inputs.push_back(tensor);
      pointers_.push_back(bytes.data());
    }
    Tensor output;
    output.type = Type::kInt8;
    output.shape = workload.output;
    output.bytes = static_cast<uint32_t>(output.shape.elements());
    const bool softmax = workload.opcode == Opcode::kSoftmax;
    output.quantization = {softmax ? &kSoftmaxScale : &kScale, 1, softmax ? -128 : 0, 0};
    result_.resize(output.bytes);
    const Operation operation = {.opcode = workload.opcode,
                                 .options = workload.options,
                                 .model = &kScale,
                                 .inputs = inputs.data(),
                                 .input_count = static_cast<int32_t>(inputs.size()),
                                 .outputs = &output,
                                 .output_count = 1};
    Needs needs;
    status_ = kernel.prepare(operation, params_, &needs);
    scratch_.resize(needs.scratch_bytes);
    persistent_.resize(needs.persistent_bytes);
  }

  Status status() const { return status_; }

  void Evaluate() {
    void* out = result_.data();
    (void)kernel_.eval(params_, {pointers_.data(), &out, scratch_.data(), persistent_.data(), &kScale});
    benchmark::DoNotOptimize(result_.data());
    benchmark::ClobberMemory();
  }

 private:
  static constexpr float kScale = 0.05f;
  static constexpr float kBiasScale = kScale * kScale;
  static constexpr float kSoftmaxScale = 1.0f / 256;

  const Kernel& kernel_;
  std::vector<std::vector<uint8_t>> data_;
  std::vector<const void*> pointers_;
  std::vector<uint8_t> result_;
  std::vector<uint8_t> scratch_;
  std::vector<uint8_t> persistent_;
  alignas(kParamsAlignment) uint8_t params_[kMaxParamsBytes];
  Status status_;
};

void Run(benchmark::State& state, const Kernel& kernel, const Workload& workload) {
  WorkloadRun run(workload, kernel);
  for (auto _ : state) run.Evaluate();
  state.counters["MACs"] =
      benchmark::Counter(static_cast<double>(workload.macs) * static_cast<double>(state.iterations()),
                         benchmark::Counter::kIsRate);
}

bool Takes(const Kernel& kernel, const Workload& workload) {
  const bool int8 = kernel.type == Type::kInt8 || kernel.type == Type::kNone;
  return kernel.opcode == workload.opcode && int8 && kernel.weights != Type::kInt4;
}

// A golden case, loaded such that one kernel computes what it can and `reference` the rest.
class GoldenRun {
 public:
  GoldenRun(const oracle::Case& golden, const Kernel& kernel)
      : golden_(golden),
        rows_{&kernel},
        set_{"measured", rows_},
        sets_{&set_, &kReference},
        model_(golden.model),
        arena_(1 << 20) {
    runtime::Fault fault;
    interpreter_ = runtime::Interpreter::Load(model_.span(), arena_.span(), {sets_, ""}, &fault);
  }
  GoldenRun(const GoldenRun&) = delete;

  // Whether the kernel has anything to compute, and the inference ends well.
  bool works() {
    if (interpreter_ == nullptr) return false;
    bool used = false;
    for (int32_t i = 0; i < interpreter_->operator_count(); ++i) {
      used = used || interpreter_->operator_info(i).kernel_set == set_.name;
    }
    return used && Infer();
  }

  bool Infer() {
    const std::vector<oracle::Bytes>& inputs = golden_.steps.front().inputs;
    for (size_t i = 0; i < inputs.size(); ++i) {
      std::copy(inputs[i].begin(), inputs[i].end(), interpreter_->input(static_cast<int32_t>(i)).begin());
    }
    runtime::Fault fault;
    const Status status = interpreter_->Invoke(nullptr, &fault);
    return status == Status::kOk || status == Status::kEndedEarly;
  }

 private:
  const oracle::Case& golden_;
  const Kernel* const rows_[1];
  const KernelSet set_;
  const KernelSet* const sets_[2];
  runtime::testing::AlignedBytes model_;
  runtime::testing::AlignedBytes arena_;
  runtime::Interpreter* interpreter_;
};

// All golden cases, largest model first.
std::vector<oracle::Case> GoldenCases() {
  std::vector<oracle::Case> cases;
  for (const auto& file : std::filesystem::directory_iterator(ASSAY_GOLDEN)) {
    oracle::ReadCases(file.path(), [&cases](const oracle::Case& golden) {
      if (!golden.refused && !golden.steps.empty()) cases.push_back(golden);
    });
  }
  std::ranges::sort(cases, [](const oracle::Case& a, const oracle::Case& b) {
    const auto size = [](const oracle::Case& golden) {
      size_t bytes = golden.model.size();
      for (const oracle::Bytes& input : golden.steps.front().inputs) bytes += input.size();
      return bytes;
    };
    return size(a) != size(b) ? size(a) > size(b) : a.name < b.name;
  });
  return cases;
}

const oracle::Case* FindCase(const std::vector<oracle::Case>& cases, const Kernel& kernel) {
  // First among the operator's own cases, then in whole graphs.
  for (const bool own : {true, false}) {
    for (const oracle::Case& golden : cases) {
      if ((golden.operator_name == OperatorName(kernel.opcode)) != own) continue;
      if (GoldenRun(golden, kernel).works()) return &golden;
    }
  }
  return nullptr;
}

void Register(const std::string& name, std::function<void(benchmark::State&)> run) {
  benchmark::RegisterBenchmark(name.c_str(), std::move(run));
}

// The number of kernels that there is nothing to measure with.
int RegisterAll(const std::vector<oracle::Case>& cases) {
  int missing = 0;
  for (const KernelSet* set : kKernelSets) {
    for (const Kernel* row : set->kernels) {
      const Kernel& kernel = *row;
      const std::string name = std::string(set->name) + "/" + OperatorName(kernel.opcode) + "/";
      bool covered = false;
      for (const Workload& workload : Workloads()) {
        if (!Takes(kernel, workload)) continue;
        covered = true;
        if (const Status status = WorkloadRun(workload, kernel).status(); status != Status::kOk) {
          std::fprintf(stderr, "%s%s: %s\n", name.c_str(), workload.name, StatusName(status));
          ++missing;
          continue;
        }
        Register(name + workload.name,
                 [&kernel, workload](benchmark::State& state) { Run(state, kernel, workload); });
      }
      if (covered) continue;
      const oracle::Case* golden = FindCase(cases, kernel);
      if (golden == nullptr) {
        std::fprintf(stderr, "nothing to measure a kernel with: %s%s\n", name.c_str(), TypeName(kernel.type));
        ++missing;
        continue;
      }
      Register(name + golden->type, [golden, &kernel](benchmark::State& state) {
        GoldenRun run(*golden, kernel);
        for (auto _ : state) {
          if (!run.Infer()) state.SkipWithError("the inference failed");
        }
      });
    }
  }
  return missing;
}

}  // namespace
}  // namespace assay::kernels

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  const std::vector<assay::oracle::Case> cases = assay::kernels::GoldenCases();
  const int missing = assay::kernels::RegisterAll(cases);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return missing == 0 ? 0 : 1;
}

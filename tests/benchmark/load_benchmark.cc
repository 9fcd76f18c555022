// Google Benchmark of loading, over three sizes of each thing that a model may have many of. Loading takes
// hardly more than time in proportion to them: each row should take about twice as long as the one before.
// What lives together is the exception: tensors of which half are needed at any time take four times as long.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "device-agent/runtime/interpreter.h"
#include "device-agent/runtime/testing/aligned_bytes.h"
#include "device-agent/runtime/testing/model_builder.h"
#include "kernels/sets.h"
#include "kernels/status_info.h"

namespace assay {
namespace {

using kernels::Opcode;
using runtime::testing::ModelSpec;
using runtime::testing::OperatorSpec;
using runtime::testing::TensorSpec;

TensorSpec Activation() { return {.shape = {4}, .scales = {1.0f}, .zero_points = {0}}; }

OperatorSpec Add(int32_t a, int32_t b, int32_t output) {
  return {static_cast<int32_t>(Opcode::kAdd),
          {a, b},
          {output},
          kernels::AddOptions{kernels::Activation::kNone, true}};
}

// A chain of as many operators.
ModelSpec Operators(int32_t count) {
  ModelSpec spec;
  spec.tensors.assign(static_cast<size_t>(count) + 1, Activation());
  for (int32_t i = 0; i < count; ++i) spec.operators.push_back(Add(i, i, i + 1));
  spec.inputs = {0};
  spec.outputs = {count};
  return spec;
}

// About as many tensors: branches that meet again, one pair after the other, and an input that is needed
// until the end.
ModelSpec Tensors(int32_t count) {
  ModelSpec spec;
  const int32_t last = count / 3 * 3;
  spec.tensors.assign(static_cast<size_t>(last) + 2, Activation());
  for (int32_t i = 0; i < last; i += 3) {
    spec.operators.push_back(Add(i, i, i + 1));
    spec.operators.push_back(Add(i, i, i + 2));
    spec.operators.push_back(Add(i + 1, i + 2, i + 3));
  }
  spec.operators.push_back(Add(0, last, last + 1));
  spec.inputs = {0};
  spec.outputs = {last + 1};
  return spec;
}

// As many inputs, of each of which one operator makes an output: half of the tensors live together, always.
ModelSpec Together(int32_t count) {
  ModelSpec spec;
  spec.tensors.assign(static_cast<size_t>(count), Activation());
  for (int32_t i = 0; i + 1 < count; i += 2) {
    spec.operators.push_back(Add(i, i, i + 1));
    spec.inputs.push_back(i);
    spec.outputs.push_back(i + 1);
  }
  return spec;
}

// As many variables, with names that differ only at their ends, each named by as many operators.
ModelSpec Names(int32_t count) {
  ModelSpec spec;
  static std::vector<std::string> names;
  names.clear();
  for (int32_t i = 0; i < count; ++i) names.push_back(std::string(250, 'v') + std::to_string(1000 + i));
  for (int32_t i = 0; i < 8 * count; ++i) {
    const std::string& name = names[static_cast<size_t>(i % count)];
    spec.tensors.push_back({.shape = {1}, .type = Type::kResource});
    const kernels::ModelBytes bytes = {reinterpret_cast<const uint8_t*>(name.data()),
                                       static_cast<uint32_t>(name.size())};
    spec.operators.push_back(
        {static_cast<int32_t>(Opcode::kVarHandle), {}, {i}, kernels::VarHandleOptions{{}, bytes}});
  }
  return spec;
}

void Load(benchmark::State& state, ModelSpec (*make)(int32_t)) {
  const std::vector<uint8_t> bytes = runtime::testing::BuildModel(make(static_cast<int32_t>(state.range(0))));
  runtime::testing::AlignedBytes model(bytes);
  runtime::testing::AlignedBytes arena(size_t{1} << 20U);
  for (auto _ : state) {
    runtime::Fault fault;
    if (runtime::Interpreter::Load(model.span(), arena.span(), {kernels::kKernelSets, "reference"}, &fault) ==
        nullptr) {
      state.SkipWithError(StatusName(fault.status));
    }
  }
  state.SetComplexityN(state.range(0));
}

BENCHMARK_CAPTURE(Load, operators, Operators)->Arg(1000)->Arg(2000)->Arg(4000)->Complexity();
BENCHMARK_CAPTURE(Load, tensors, Tensors)->Arg(1000)->Arg(2000)->Arg(4000)->Complexity();
BENCHMARK_CAPTURE(Load, names, Names)->Arg(64)->Arg(128)->Arg(256)->Complexity();
BENCHMARK_CAPTURE(Load, together, Together)->Arg(2000)->Arg(4000)->Arg(8000)->Complexity();

}  // namespace
}  // namespace assay

BENCHMARK_MAIN();

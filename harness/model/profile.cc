#include "harness/model/profile.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <set>

#include "harness/base/error.h"
#include "harness/model/kernel_rows.h"
#include "harness/model/macs.h"
#include "kernels/operator_name.h"

namespace assay {
namespace {

std::string Shape(const kernels::Tensor& tensor) {
  return fmt::format("{}[{}]", TypeName(tensor.type),
                     fmt::join(tensor.shape.dims, tensor.shape.dims + tensor.shape.rank, ","));
}

std::string Shapes(const runtime::ModelReader& model, std::span<const int32_t> tensors) {
  std::vector<std::string> texts;
  for (const int32_t index : tensors) {
    kernels::Tensor tensor;
    if (index < 0) continue;
    texts.push_back(model.ReadTensor(index, &tensor) == Status::kOk ? Shape(tensor) : "?");
  }
  return fmt::format("{}", fmt::join(texts, ", "));
}

OperatorProfile DescribeOperator(const runtime::ModelReader& model, int index, const std::string& kernels,
                                 std::set<int32_t>* constants) {
  OperatorProfile profile;
  int32_t opcode = -1;
  profile.name = model.ReadOpcode(index, &opcode) == Status::kOk ? OperatorName(opcode) : "?";
  profile.kernel_set = KernelSetOf(model, index, kernels);
  std::vector<int32_t> activations;
  for (const int32_t tensor_index : model.operator_inputs(index)) {
    kernels::Tensor tensor;
    if (tensor_index < 0 || model.ReadTensor(tensor_index, &tensor) != Status::kOk) continue;
    if (tensor.data == nullptr) {
      activations.push_back(tensor_index);
    } else {
      profile.weights += tensor.bytes;
      constants->insert(tensor_index);
    }
  }
  profile.inputs = Shapes(model, activations);
  profile.output = Shapes(model, model.operator_outputs(index));
  profile.macs = OperatorMacs(model, index);
  return profile;
}

SubgraphProfile DescribeSubgraph(const runtime::ModelReader& reader, const std::string& kernels) {
  SubgraphProfile profile;
  profile.inputs = Shapes(reader, reader.inputs());
  profile.outputs = Shapes(reader, reader.outputs());
  std::set<int32_t> constants;
  for (int i = 0; i < reader.operator_count(); ++i) {
    profile.operators.push_back(DescribeOperator(reader, i, kernels, &constants));
    profile.macs += profile.operators.back().macs;
  }
  for (const int32_t index : constants) {
    kernels::Tensor tensor;
    if (reader.ReadTensor(index, &tensor) == Status::kOk) profile.weights += tensor.bytes;
  }
  return profile;
}

// Adds operator `index` of subgraph `graph` to the callers of those that it calls.
void AddCalls(const runtime::ModelReader& reader, int graph, int index, ModelProfile* profile) {
  using kernels::Opcode;
  int32_t number = -1;
  runtime::OperatorOptions options;
  if (reader.ReadOpcode(index, &number) != Status::kOk) return;
  const auto opcode = static_cast<Opcode>(number);
  if (!kernels::CallsSubgraphs(opcode)) return;
  if (reader.ReadOptions(index, opcode, &options) != Status::kOk) return;
  const auto add = [&](int32_t called, const char* role) {
    if (called < 0 || static_cast<size_t>(called) >= profile->subgraphs.size()) return;
    profile->subgraphs[static_cast<size_t>(called)].callers.push_back(
        {graph, index, OperatorName(number), role});
  };
  if (opcode == Opcode::kIf) {
    const auto* branches = reinterpret_cast<const kernels::IfOptions*>(options.bytes);
    add(branches->then_subgraph, "then");
    add(branches->else_subgraph, "else");
  } else if (opcode == Opcode::kWhile) {
    const auto* loop = reinterpret_cast<const kernels::WhileOptions*>(options.bytes);
    add(loop->condition_subgraph, "condition");
    add(loop->body_subgraph, "body");
  } else {
    add(reinterpret_cast<const kernels::CallOnceOptions*>(options.bytes)->subgraph, "initialisation");
  }
}

std::vector<View> FindViews(const runtime::ModelReader& reader, std::span<const Allocation> plan,
                            const std::string& kernels) {
  std::map<int32_t, int32_t> bytes_of;  // every tensor in the plan, to the one that is placed
  for (const Allocation& item : plan) {
    if (item.kind == AllocationKind::kActivation) bytes_of[item.tensor] = item.tensor;
  }
  std::vector<View> views;
  for (int i = 0; i < reader.operator_count(); ++i) {
    const std::span<const int32_t> inputs = reader.operator_inputs(i), outputs = reader.operator_outputs(i);
    if (inputs.empty() || outputs.empty() || !IsView(reader, i, kernels)) continue;
    const auto viewed = bytes_of.find(inputs[0]);
    if (viewed == bytes_of.end() || !bytes_of.emplace(outputs[0], viewed->second).second) continue;
    views.push_back({.tensor = outputs[0], .of = viewed->second, .operator_index = i});
  }
  return views;
}

}  // namespace

ModelProfile DescribeModel(const HostModel& model, const std::string& kernels) {
  if (!model.readable()) throw UsageError(model.DescribeRefusal());
  const runtime::ModelReader& reader = model.reader();
  ModelProfile profile;
  for (int32_t i = 0; i < reader.subgraph_count(); ++i) {
    profile.subgraphs.push_back(DescribeSubgraph(reader.Subgraph(i), kernels));
  }
  for (int32_t i = 0; i < reader.subgraph_count(); ++i) {
    const runtime::ModelReader subgraph = reader.Subgraph(i);
    for (int32_t j = 0; j < subgraph.operator_count(); ++j) AddCalls(subgraph, i, j, &profile);
  }
  const runtime::Interpreter* interpreter = model.interpreter();
  if (interpreter == nullptr) {
    profile.fault = model.DescribeRefusal();
    return profile;
  }
  profile.memory = interpreter->memory();
  for (int i = 0; i < interpreter->allocation_count(); ++i)
    profile.plan.push_back(interpreter->allocation(i));
  profile.views = FindViews(reader, profile.plan, kernels);
  profile.peak = FindPeak(profile.plan);
  return profile;
}

}  // namespace assay

#include "harness/model/kernel_rows.h"

#include "device-agent/runtime/kernel_choice.h"
#include "harness/base/error.h"
#include "kernels/operator_name.h"
#include "kernels/sets.h"

namespace assay {
namespace {

// As the loader does. kUnsupportedOperator, kUnsupportedType, or why the operator cannot be read.
Status Choose(const runtime::ModelReader& model, int index, const runtime::KernelChoice& choice,
              runtime::ChosenKernel* chosen) {
  int32_t opcode = 0;
  const Status status = model.ReadOpcode(index, &opcode);
  if (status != Status::kOk) return status;
  std::vector<kernels::Tensor> tensors;
  bool complete = true;  // whether there is all that `prepare` reads
  for (const std::span<const int32_t> operands :
       {model.operator_inputs(index), model.operator_outputs(index)}) {
    for (const int32_t tensor : operands) {
      kernels::Tensor& read = tensors.emplace_back();
      if (tensor >= 0 && model.ReadTensor(tensor, &read) != Status::kOk) {
        complete = false;
        read = {};
      }
    }
  }
  runtime::OperatorOptions options;
  const kernels::Operation operation = {
      .opcode = static_cast<kernels::Opcode>(opcode),
      .options = &options,
      .model = model.bytes().data(),
      .inputs = tensors.data(),
      .input_count = static_cast<int32_t>(model.operator_inputs(index).size()),
      .outputs = tensors.data() + model.operator_inputs(index).size(),
      .output_count = static_cast<int32_t>(model.operator_outputs(index).size())};
  const Status choosable = runtime::ChooseKernel(choice, operation, chosen);
  if (choosable != Status::kOk) return choosable;
  if (!complete || model.ReadOptions(index, operation.opcode, &options) != Status::kOk) return Status::kOk;
  alignas(kernels::kParamsAlignment) uint8_t params[kernels::kMaxParamsBytes];
  kernels::Needs needs;
  // Why it may be refused matters to the loader.
  (void)runtime::PrepareKernel(choice, operation, chosen, params, &needs);
  return Status::kOk;
}

bool Choose(const runtime::ModelReader& model, int index, const std::string& kernels,
            runtime::ChosenKernel* chosen) {
  const std::string numbered = WithOperatorNumbers(kernels);
  const runtime::KernelChoice choice = {kernels::kKernelSets, numbered.c_str()};
  return runtime::CheckKernelChoice(choice) == Status::kOk &&
         Choose(model, index, choice, chosen) == Status::kOk;
}

}  // namespace

std::optional<std::vector<KernelRow>> KernelRows(const runtime::ModelReader& model,
                                                 const std::string& kernels) {
  const std::string numbered = WithOperatorNumbers(kernels);
  const runtime::KernelChoice choice = {kernels::kKernelSets, numbered.c_str()};
  if (runtime::CheckKernelChoice(choice) != Status::kOk) return std::nullopt;
  std::vector<KernelRow> rows;
  for (int32_t graph = 0; graph < model.subgraph_count(); ++graph) {
    const runtime::ModelReader subgraph = model.Subgraph(graph);
    for (int32_t i = 0; i < subgraph.operator_count(); ++i) {
      runtime::ChosenKernel chosen;
      if (Choose(subgraph, i, choice, &chosen) != Status::kOk) continue;
      rows.push_back({kernels::kKernelSets[chosen.set]->name, chosen.row});
    }
  }
  return rows;
}

std::string KernelSetOf(const runtime::ModelReader& model, int index, const std::string& kernels) {
  runtime::ChosenKernel chosen;
  return Choose(model, index, kernels, &chosen) ? kernels::kKernelSets[chosen.set]->name : "";
}

bool IsView(const runtime::ModelReader& model, int index, const std::string& kernels) {
  runtime::ChosenKernel chosen;
  return Choose(model, index, kernels, &chosen) && chosen.kernel->view;
}

std::optional<CodeSize> MeasureCode(const Image& image, const runtime::ModelReader& model,
                                    const std::string& kernels) {
  if (!image.code.complete()) return std::nullopt;
  if (!image.code.HasKernelSets(kernels::kKernelSets)) {
    throw UsageError(
        "what a model costs in code cannot be measured: the image is of another version, with other kernels "
        "than this program; build it again");
  }
  const std::optional<std::vector<KernelRow>> rows = KernelRows(model, kernels);
  return rows ? image.code.Measure(*rows) : std::nullopt;
}

}  // namespace assay

#include "harness/model/kernel_rows.h"

#include "device-agent/runtime/kernel_choice.h"
#include "harness/base/error.h"
#include "harness/model/operator_name.h"
#include "kernels/sets.h"

namespace assay {
namespace {

Type TypeOf(const runtime::ModelReader& model, std::span<const int32_t> operands, size_t index) {
  kernels::Tensor tensor;
  if (index >= operands.size() || operands[index] < 0) return Type::kNone;
  return model.ReadTensor(operands[index], &tensor) == Status::kOk ? tensor.type : Type::kNone;
}

// kUnsupportedOperator, kUnsupportedType, or why the opcode cannot be read.
Status Choose(const runtime::ModelReader& model, int index, const runtime::KernelChoice& choice,
              runtime::ChosenKernel* chosen) {
  int32_t number = 0;
  const Status status = model.ReadOpcode(index, &number);
  if (status != Status::kOk) return status;
  const auto opcode = static_cast<kernels::Opcode>(number);
  const std::span<const int32_t> inputs = model.operator_inputs(index);
  return runtime::ChooseKernel(
      choice, opcode, TypeOf(model, inputs, static_cast<size_t>(kernels::ActivationsOperand(opcode))),
      TypeOf(model, inputs, 1), chosen);
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
      rows.push_back({chosen.set->name, static_cast<size_t>(chosen.kernel - chosen.set->kernels)});
    }
  }
  return rows;
}

std::string KernelSetOf(const runtime::ModelReader& model, int index, const std::string& kernels) {
  runtime::ChosenKernel chosen;
  return Choose(model, index, kernels, &chosen) ? chosen.set->name : "";
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

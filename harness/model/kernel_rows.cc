#include "harness/model/kernel_rows.h"

#include "kernels/sets.h"
#include "runtime/kernel_choice.h"

namespace assay {
namespace {

Type TypeOf(const runtime::ModelReader& model, std::span<const int32_t> operands, size_t index) {
  kernels::Tensor tensor;
  if (index >= operands.size() || operands[index] < 0) return Type::kNone;
  return model.ReadTensor(operands[index], &tensor) == Status::kOk ? tensor.type : Type::kNone;
}

}  // namespace

std::optional<std::vector<KernelRow>> KernelRows(const runtime::ModelReader& model,
                                                 const std::string& kernels) {
  const runtime::KernelChoice choice = {kernels::kKernelSets, kernels.c_str()};
  if (runtime::CheckKernelChoice(choice) != Status::kOk) return std::nullopt;
  std::vector<KernelRow> rows;
  for (int32_t i = 0; i < model.operator_count(); ++i) {
    int32_t number = 0;
    if (model.ReadOpcode(i, &number) != Status::kOk) continue;
    const auto opcode = static_cast<kernels::Opcode>(number);
    const kernels::OpcodeNameEntry* entry = kernels::FindOpcode(opcode);
    if (entry == nullptr) continue;
    const std::span<const int32_t> inputs = model.operator_inputs(i);
    runtime::ChosenKernel chosen;
    const Status status =
        runtime::ChooseKernel(choice, opcode, TypeOf(model, inputs, static_cast<size_t>(entry->activations)),
                              TypeOf(model, inputs, 1), &chosen);
    if (status != Status::kOk) continue;
    rows.push_back({chosen.set->name, static_cast<size_t>(chosen.kernel - chosen.set->kernels)});
  }
  return rows;
}

std::optional<CodeSize> MeasureCode(const Image& image, const runtime::ModelReader& model,
                                    const std::string& kernels) {
  const std::optional<std::vector<KernelRow>> rows = KernelRows(model, kernels);
  return rows ? image.code.Measure(*rows) : std::nullopt;
}

}  // namespace assay

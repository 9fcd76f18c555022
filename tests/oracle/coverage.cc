#include "tests/oracle/coverage.h"

#include <fmt/format.h>

#include "kernels/operator_name.h"

namespace assay::oracle {
namespace {

using kernels::Opcode;

std::string KernelName(const kernels::Kernel& kernel, const char* set) {
  const char* type = kernel.type == Type::kNone ? "any type" : TypeName(kernel.type);
  std::string name = fmt::format("{} {} [{}]", OperatorName(kernel.opcode), type, set);
  if (kernel.weights != Type::kNone) name += fmt::format(", weights {}", TypeName(kernel.weights));
  return name;
}

void Append(const std::string& item, std::string* list) {
  if (!list->empty()) *list += ", ";
  *list += item;
}

std::string OrDash(const std::string& text) { return text.empty() ? "–" : text; }

// Of types that such an operator's operands cannot have.
bool HasNoData(Opcode opcode) { return opcode == Opcode::kVarHandle || opcode == Opcode::kCallOnce; }

}  // namespace

Coverage::Coverage(std::span<const kernels::KernelSet* const> sets)
    : kernels_(sets, this), counts_(kernels_.kernels().size()) {}

void Coverage::Begin(const Case& test) {
  test_ = &test;
  for (Kernel& kernel : counts_) {
    kernel.evaluated = false;
    kernel.prepared.clear();
  }
}

void Coverage::End(Verdict verdict) {
  computed_[test_->operator_name][test_->type] |= verdict == Verdict::kEqual;
  if (verdict != Verdict::kEqual) return;
  for (Kernel& kernel : counts_) {
    if (!kernel.evaluated || kernel.last_case == test_->name) continue;
    kernel.last_case = test_->name;
    // If a case has several types, it is not known which of them ran.
    for (const Types& types : kernel.prepared) ++kernel.cases[types];
  }
}

void Coverage::AfterPrepare(size_t kernel, const kernels::Operation& operation) {
  const auto type = [](const kernels::Tensor* tensors, int32_t count, int32_t index) {
    return index < count ? tensors[index].type : Type::kNone;
  };
  // The type by which the kernel was chosen; where that says nothing about the data it moves, the type of
  // that.
  const bool by_output = operation.opcode == Opcode::kIf || operation.opcode == Opcode::kReadVariable;
  const Type activations =
      by_output ? type(operation.outputs, operation.output_count, 0)
                : type(operation.inputs, operation.input_count, kernels_.kernels()[kernel].typed_input);
  const bool int4 = type(operation.inputs, operation.input_count, 1) == Type::kInt4;
  counts_[kernel].prepared.insert({activations, int4 ? Type::kInt4 : Type::kNone});
}

Status Coverage::BeforeEvaluate(size_t kernel) {
  counts_[kernel].evaluated = true;
  return Status::kOk;
}

std::vector<std::string> Coverage::Missing() const {
  std::vector<std::string> missing;
  size_t index = 0;
  for (const kernels::KernelSet* set : sets()) {
    for (const kernels::Kernel* row : set->kernels) {
      const kernels::Kernel& kernel = *row;
      const Kernel& counts = counts_[index++];
      if (counts.cases.empty()) {
        missing.push_back(KernelName(kernel, set->name) + ": no case ran it");
        continue;
      }
      if (kernel.type != Type::kNone || HasNoData(kernel.opcode)) continue;
      for (const Type type : {Type::kInt8, Type::kInt16}) {
        if (!counts.cases.contains({type, Type::kNone})) {
          missing.push_back(
              fmt::format("{}: no case ran it on {}", KernelName(kernel, set->name), TypeName(type)));
        }
      }
    }
  }
  return missing;
}

std::string Coverage::Table() const {
  // By operator, then by set; in each the cases by types.
  std::map<std::pair<std::string, size_t>, std::map<Types, int>> rows;
  size_t index = 0;
  for (size_t set = 0; set < sets().size(); ++set) {
    for (const kernels::Kernel* kernel : sets()[set]->kernels) {
      auto& row = rows[{OperatorName(kernel->opcode), set}];
      for (const auto& [key, count] : counts_[index++].cases) row[key] += count;
    }
  }
  std::string text =
      "| operator | kernels | int8 | int16 | int4 weights | other types | refused |\n"
      "|---|---|---|---|---|---|---|\n";
  for (const auto& [name, cells] : rows) {
    const auto cell = [&cells = cells](Types key) {
      const auto found = cells.find(key);
      return found == cells.end() ? std::string("–") : std::to_string(found->second);
    };
    int int4 = 0;
    std::string others;
    for (const auto& [key, count] : cells) {
      const auto& [type, weights] = key;
      if (weights == Type::kInt4) {
        int4 += count;
      } else if (type == Type::kNone) {
        Append(std::to_string(count), &others);
      } else if (type != Type::kInt8 && type != Type::kInt16) {
        Append(fmt::format("{} {}", TypeName(type), count), &others);
      }
    }
    // What no set has is said once, where the last one is: it is the one that all others fall back on.
    const bool last = name.second + 1 == sets().size();
    text += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", name.first, sets()[name.second]->name,
                        cell({Type::kInt8, Type::kNone}), cell({Type::kInt16, Type::kNone}),
                        int4 > 0 ? std::to_string(int4) : "–", OrDash(others),
                        OrDash(last ? Refused(name.first) : ""));
  }
  return text;
}

std::string Coverage::Refused(const std::string& operator_name) const {
  std::string types;
  const auto found = computed_.find(operator_name);
  if (found == computed_.end()) return types;
  for (const auto& [type, computed] : found->second) {
    if (!computed) Append(type, &types);
  }
  return types;
}

}  // namespace assay::oracle

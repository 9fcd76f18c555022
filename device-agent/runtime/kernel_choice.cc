#include "runtime/kernel_choice.h"

#include <string_view>

namespace assay::runtime {
namespace {

using kernels::Kernel;
using kernels::KernelSet;
using kernels::OpcodeNameEntry;

// One element of the text: "SET" (then `op` is empty) or "OPERATOR=SET".
struct Element {
  std::string_view op;
  std::string_view set;
};

// Cuts the element at `text` off and moves `text` behind it; false at the end.
bool NextElement(const char** text, Element* element) {
  if (**text == '\0') return false;
  const char* begin = *text;
  const char* equals = nullptr;
  const char* end = begin;
  for (; *end != '\0' && *end != ','; ++end) {
    if (*end == '=' && equals == nullptr) equals = end;
  }
  const char* set = equals == nullptr ? begin : equals + 1;
  element->op = {begin, static_cast<size_t>(equals == nullptr ? 0 : equals - begin)};
  element->set = {set, static_cast<size_t>(end - set)};
  *text = *end == ',' ? end + 1 : end;
  return true;
}

// The position of the set in the image's order; the number of sets if it is not there.
size_t FindSet(const KernelChoice& choice, std::string_view name) {
  size_t i = 0;
  while (i < choice.sets.size() && name != choice.sets[i]->name) ++i;
  return i;
}

bool IsOperatorName(std::string_view name) {
  for (const OpcodeNameEntry& entry : kernels::kOpcodeNames) {
    if (name == entry.name) return true;
  }
  return false;
}

}  // namespace

Status CheckKernelChoice(const KernelChoice& choice) {
  const char* text = choice.text;
  Element element;
  bool first = true;
  bool comma = false;
  while (NextElement(&text, &element)) {
    // The default comes first and only first.
    if (first != (element.op.data() == element.set.data())) return Status::kBadRequest;
    if (!first && !IsOperatorName(element.op)) return Status::kBadRequest;
    if (FindSet(choice, element.set) == choice.sets.size()) return Status::kUnknownKernelSet;
    first = false;
    comma = text[-1] == ',';
  }
  return comma ? Status::kBadRequest : Status::kOk;
}

Status ChooseKernel(const KernelChoice& choice, kernels::Opcode opcode, Type type, Type weights,
                    ChosenKernel* chosen) {
  const std::string_view name = kernels::OpcodeName(opcode);
  size_t start = 0;
  const char* text = choice.text;
  Element element;
  while (NextElement(&text, &element)) {
    if (element.op.empty() || element.op == name) start = FindSet(choice, element.set);
  }
  Status status = Status::kUnsupportedOperator;
  for (size_t i = start; i < choice.sets.size(); ++i) {
    const KernelSet& set = *choice.sets[i];
    for (const Kernel& kernel : std::span(set.kernels, static_cast<size_t>(set.kernel_count))) {
      if (kernel.opcode != opcode) continue;
      if ((kernel.type == type || kernel.type == Type::kNone) &&
          (kernel.weights == weights || kernel.weights == Type::kNone || weights == Type::kNone)) {
        *chosen = {&kernel, &set};
        return Status::kOk;
      }
      status = Status::kUnsupportedType;
    }
  }
  return status;
}

}  // namespace assay::runtime

#include "device-agent/runtime/kernel_choice.h"

#include <string_view>

#include "kernels/return_if_error.h"

namespace assay::runtime {
namespace {

using kernels::Kernel;

// One element of the text: "SET" (then `op` is empty) or "NUMBER=SET".
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

// Written out: the C library's functions for it are large, and nothing else of the runtime needs them.
bool Equal(std::string_view text, const char* name) {
  for (const char c : text) {
    if (c != *name++) return false;
  }
  return *name == '\0';
}

// The position of the set in the image's order; the number of sets if it is not there.
size_t FindSet(const KernelChoice& choice, std::string_view name) {
  size_t i = 0;
  while (i < choice.sets.size() && !Equal(name, choice.sets[i]->name)) ++i;
  return i;
}

// The number that `text` is, or -1. No operator has one of more than five digits.
int32_t OperatorNumber(std::string_view text) {
  if (text.empty() || text.size() > 5) return -1;
  int32_t number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return -1;
    number = 10 * number + (digit - '0');
  }
  return number;
}

// The first kernel that takes the operation, of the sets from chosen->set on.
Status ChooseFrom(const KernelChoice& choice, const kernels::Operation& operation, ChosenKernel* chosen) {
  const auto type_of = [&operation](int32_t input) {
    return input < operation.input_count ? operation.inputs[input].type : Type::kNone;
  };
  Status status = Status::kUnsupportedOperator;
  for (; chosen->set < choice.sets.size(); ++chosen->set) {
    chosen->row = 0;
    for (const Kernel* kernel : choice.sets[chosen->set]->kernels) {
      if (kernel->opcode == operation.opcode) {
        if (kernel->Takes(operation.opcode, type_of(kernel->typed_input), type_of(1))) {
          chosen->kernel = kernel;
          return Status::kOk;
        }
        status = Status::kUnsupportedType;
      }
      ++chosen->row;
    }
  }
  return status;
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
    if (!first && OperatorNumber(element.op) < 0) return Status::kBadRequest;
    if (FindSet(choice, element.set) == choice.sets.size()) return Status::kUnknownKernelSet;
    first = false;
    comma = text[-1] == ',';
  }
  return comma ? Status::kBadRequest : Status::kOk;
}

Status ChooseKernel(const KernelChoice& choice, const kernels::Operation& operation, ChosenKernel* chosen) {
  *chosen = {};
  const char* text = choice.text;
  Element element;
  while (NextElement(&text, &element)) {
    if (element.op.empty() || OperatorNumber(element.op) == static_cast<int32_t>(operation.opcode))
      chosen->set = static_cast<uint8_t>(FindSet(choice, element.set));
  }
  return ChooseFrom(choice, operation, chosen);
}

Status PrepareKernel(const KernelChoice& choice, const kernels::Operation& operation, ChosenKernel* chosen,
                     void* params, kernels::Needs* needs) {
  while (true) {
    *needs = {};
    const Status status = chosen->kernel->prepare(operation, params, needs);
    if (status != Status::kNotMine) return status;
    ++chosen->set;
    ASSAY_RETURN_IF_ERROR(ChooseFrom(choice, operation, chosen));
  }
}

}  // namespace assay::runtime

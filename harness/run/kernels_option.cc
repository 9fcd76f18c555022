#include "harness/run/kernels_option.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "harness/base/error.h"
#include "kernels/operator_name.h"
#include "kernels/sets.h"
#include "server/base/nearest.h"

namespace assay {
namespace {

constexpr size_t kMaxLength = 200;  // of the record's field

std::vector<std::string> Split(const std::string& text) {
  std::vector<std::string> items(1);
  for (const char c : text) {
    if (c == ',') {
      items.emplace_back();
    } else {
      items.back() += c;
    }
  }
  return items;
}

bool IsName(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

// All of `item` if there is no '='.
std::string SetOf(const std::string& item) { return item.substr(item.find('=') + 1); }

}  // namespace

void CheckKernelsForm(const std::string& kernels) {
  if (kernels.empty()) return;
  if (kernels.size() > kMaxLength) throw UsageError("--kernels: is too long");
  std::vector<std::string> operators;
  for (const kernels::Kernel* kernel : kernels::kReference.kernels) {
    std::string name = OperatorName(kernel->opcode);
    if (operators.empty() || operators.back() != name) operators.push_back(std::move(name));
  }
  const std::vector<std::string> items = Split(kernels);
  for (size_t i = 0; i < items.size(); ++i) {
    const size_t equals = items[i].find('=');
    if ((equals == std::string::npos) != (i == 0) || !IsName(SetOf(items[i]))) {
      throw UsageError(
          "--kernels: must be SET[,OPERATOR=SET]..., for example reference or reference,SOFTMAX=reference");
    }
    const std::string name = items[i].substr(0, equals);
    if (i > 0 && std::find(operators.begin(), operators.end(), name) == operators.end()) {
      throw UsageError(
          fmt::format("--kernels: there is no operator '{}'; {}", name, Suggestion(name, operators)));
    }
  }
}

void CheckKernelSets(const std::string& kernels, std::span<const std::string> kernel_sets) {
  if (kernels.empty()) return;
  for (const std::string& item : Split(kernels)) {
    const std::string set = SetOf(item);
    if (std::find(kernel_sets.begin(), kernel_sets.end(), set) == kernel_sets.end()) {
      throw UsageError(
          fmt::format("--kernels: the agent has no kernel set '{}'; {}", set, Suggestion(set, kernel_sets)));
    }
  }
}

std::vector<std::string> SplitKernelChoices(const std::string& kernels) {
  std::vector<std::string> choices;
  for (const std::string& item : Split(kernels)) {
    if (!choices.empty() && item.find('=') != std::string::npos) {
      choices.back() += "," + item;
    } else {
      choices.push_back(item);
    }
  }
  for (const std::string& choice : choices) {
    if (choice.empty()) throw UsageError("--kernels: a choice is empty; give them as SET,SET");
    CheckKernelsForm(choice);
  }
  return choices;
}

}  // namespace assay

#include "kernels/operator_name.h"

#include <algorithm>

namespace assay {
namespace {

struct Named {
  int number;
  std::string_view name;
};

constexpr Named kSchema[] = {
#define ASSAY_OPERATOR(constant, number, name) {number, name},
#include "kernels/opcodes.inc"
#undef ASSAY_OPERATOR
};

}  // namespace

std::string OperatorName(int opcode) {
  for (const Named& named : kSchema) {
    if (named.number == opcode) return std::string(named.name);
  }
  for (const kernels::CustomOperator& custom : kernels::kCustomOperators) {
    if (static_cast<int>(custom.opcode) == opcode) return custom.name;
  }
  return "operator " + std::to_string(opcode);
}

int OperatorNumber(std::string_view name) {
  for (const Named& named : kSchema) {
    if (named.name == name) return named.number;
  }
  for (const kernels::CustomOperator& custom : kernels::kCustomOperators) {
    if (custom.name == name) return static_cast<int>(custom.opcode);
  }
  return -1;
}

std::string WithOperatorNumbers(const std::string& kernels) {
  std::string numbered;
  for (size_t at = 0; at < kernels.size();) {
    const size_t comma = std::min(kernels.find(',', at), kernels.size());
    std::string item = kernels.substr(at, comma - at);
    const size_t equals = item.find('=');
    const int number = equals == std::string::npos ? -1 : OperatorNumber(item.substr(0, equals));
    if (number >= 0) item.replace(0, equals, std::to_string(number));
    numbered += item;
    if (comma < kernels.size()) numbered += ',';
    at = comma + 1;
  }
  return numbered;
}

}  // namespace assay

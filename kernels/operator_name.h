// The names of operators, also of those no kernel set has. Host only.
#ifndef ASSAY_KERNELS_OPERATOR_NAME_H_
#define ASSAY_KERNELS_OPERATOR_NAME_H_

#include <string>
#include <string_view>

#include "kernels/opcode.h"

namespace assay {

// The schema's name of an operator's number, "CONV_2D"; a custom operator's own; "operator 4711" for numbers
// unknown here.
std::string OperatorName(int opcode);
inline std::string OperatorName(kernels::Opcode opcode) { return OperatorName(static_cast<int>(opcode)); }

// The number of the operator of that name; -1 if there is none.
int OperatorNumber(std::string_view name);

// The choice of kernels "SET[,OPERATOR=SET]..." as agents and the runtime take it, operators by their number.
// An operator of no known name stays as it is.
std::string WithOperatorNumbers(const std::string& kernels);

}  // namespace assay

#endif  // ASSAY_KERNELS_OPERATOR_NAME_H_

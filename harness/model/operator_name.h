// The names of TensorFlow Lite's operators, also of those no kernel set has.
#ifndef ASSAY_HARNESS_MODEL_OPERATOR_NAME_H_
#define ASSAY_HARNESS_MODEL_OPERATOR_NAME_H_

#include <string>

namespace assay {

// The schema's name of a BuiltinOperator number, "CONV_2D"; "operator 4711" for numbers unknown here.
std::string OperatorName(int opcode);

// The choice of kernels "SET[,OPERATOR=SET]..." as agents and the runtime take it, operators by their number.
// An operator that the runtime does not know stays as it is.
std::string WithOperatorNumbers(const std::string& kernels);

}  // namespace assay

#endif  // ASSAY_HARNESS_MODEL_OPERATOR_NAME_H_

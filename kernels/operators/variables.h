// VAR_HANDLE, READ_VARIABLE, ASSIGN_VARIABLE: variables that the model shares between its subgraphs and keeps
// from one inference to the next. A handle is a number that says which; variables are told apart by their
// names.
//   VAR_HANDLE       outputs 0: the handle, one resource or int32
//   READ_VARIABLE    inputs  0: a handle; outputs 0: the value, of any type
//   ASSIGN_VARIABLE  inputs  0: a handle, 1: the value, of any type
// The first ASSIGN_VARIABLE of the model's that names a variable directly gives it its size, and its first
// value: bytes of the assigned tensor's zero point.
//
// Semantics: tensorflow/lite/micro/kernels/{var_handle,read_variable,assign_variable}.cc and
// tensorflow/lite/micro/micro_resource_variable.cc.
#ifndef ASSAY_KERNELS_OPERATORS_VARIABLES_H_
#define ASSAY_KERNELS_OPERATORS_VARIABLES_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct VarHandleParams {
  int32_t variable;  // filled in by the runtime, which knows all names
};

// READ_VARIABLE, ASSIGN_VARIABLE.
struct VariableParams {
  uint32_t bytes;  // of the value
};

Status PrepareVarHandle(const Operation& operation, void* params, Needs* needs);
Status PrepareReadVariable(const Operation& operation, void* params, Needs* needs);
Status PrepareAssignVariable(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_VARIABLES_H_

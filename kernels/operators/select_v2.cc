#include "kernels/operators/select_v2.h"

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareSelectV2(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 3, 3));
  const Type type = operation.inputs[1].type;
  if (operation.inputs[0].type != Type::kBool || operation.inputs[2].type != type ||
      operation.outputs[0].type != type) {
    return Status::kUnsupportedType;
  }
  return PrepareBroadcast(operation.inputs, 3, operation.outputs[0].shape,
                          &static_cast<SelectV2Params*>(params)->broadcast);
}

}  // namespace assay::kernels

#include "kernels/operators/cast.h"

#include "kernels/arithmetic/elementwise.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareCast(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckElementwise(operation));
  const Type output = operation.outputs[0].type;
  switch (output) {
    case Type::kFloat32:
    case Type::kInt8:
    case Type::kInt16:
    case Type::kInt32:
    case Type::kBool:
      break;
    default:
      return Status::kUnsupportedType;
  }
  *static_cast<CastParams*>(params) = {.elements = operation.outputs[0].shape.elements(), .output = output};
  return Status::kOk;
}

}  // namespace assay::kernels

#include "kernels/operators/unary.h"

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareUnary(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckElementwiseOfOneType(operation));
  const Shape& shape = operation.inputs[0].shape;
  switch (operation.opcode) {
    case Opcode::kCeil:
    case Opcode::kExp:
    case Opcode::kRound:
      // The reference asks for it here and not elsewhere.
      if (!SameShape(shape, operation.outputs[0].shape)) return Status::kBadShape;
      break;
    default:
      break;
  }
  *static_cast<UnaryParams*>(params) = {.elements = shape.elements()};
  return Status::kOk;
}

}  // namespace assay::kernels

#include "kernels/operators/cumsum.h"

#include "kernels/arithmetic/axis.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {

Status PrepareCumsum(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const auto& options = *static_cast<const CumsumOptions*>(operation.options);
  const Tensor& input = operation.inputs[0];
  const Tensor& output = operation.outputs[0];
  if (output.type != input.type) return Status::kUnsupportedType;
  if (input.shape.rank == 0 || !SameShape(output.shape, input.shape)) return Status::kBadShape;
  ASSAY_RETURN_IF_ERROR(CheckAxis(operation.inputs[1], input.shape));
  auto& p = *static_cast<CumsumParams*>(params);
  p = {input.shape, {}, options.exclusive, options.reverse};
  return input.type == Type::kInt8 ? PrepareInt8Sum(input, output, &p.sum) : Status::kOk;
}

}  // namespace assay::kernels

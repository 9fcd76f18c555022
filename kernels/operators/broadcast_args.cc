#include "kernels/operators/broadcast_args.h"

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareBroadcastArgs(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const Tensor& a = operation.inputs[0];
  const Tensor& b = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  if (b.type != a.type || output.type != a.type) return Status::kUnsupportedType;
  if (a.shape.rank != 1 || b.shape.rank != 1 || output.shape.rank != 1) return Status::kBadShape;
  const int32_t ranks[] = {a.shape.dims[0], b.shape.dims[0]};
  const int32_t output_rank = output.shape.dims[0];
  if (output_rank < ranks[0] || output_rank < ranks[1]) return Status::kBadShape;
  *static_cast<BroadcastArgsParams*>(params) = {{ranks[0], ranks[1]}, output_rank};
  return Status::kOk;
}

}  // namespace assay::kernels

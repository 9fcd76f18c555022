#include "kernels/operators/zeros_like.h"

#include "kernels/arithmetic/elementwise.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareZerosLike(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckElementwiseOfOneType(operation));
  *static_cast<ZerosLikeParams*>(params) = {.bytes = operation.outputs[0].bytes};
  return Status::kOk;
}

}  // namespace assay::kernels

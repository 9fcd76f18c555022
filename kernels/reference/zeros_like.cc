#include "kernels/operators/zeros_like.h"

#include <cstring>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {

Status ZerosLike(const void* params, const Buffers& buffers) {
  std::memset(buffers.outputs[0], 0, static_cast<const ZerosLikeParams*>(params)->bytes);
  return Status::kOk;
}

}  // namespace assay::kernels::reference

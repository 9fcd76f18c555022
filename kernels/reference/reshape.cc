#include "kernels/operators/reshape.h"

#include <cstring>

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

Status Reshape(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const ReshapeParams*>(params);
  if (buffers.outputs[0] != buffers.inputs[0]) std::memcpy(buffers.outputs[0], buffers.inputs[0], p.bytes);
  return Status::kOk;
}

}  // namespace

constexpr Kernel rows::kExpandDims = {.opcode = Opcode::kExpandDims,
                                      .view = true,
                                      .params_bytes = ParamsBytes<ReshapeParams>(),
                                      .prepare = PrepareExpandDims,
                                      .eval = Reshape};
constexpr Kernel rows::kReshape = {.opcode = Opcode::kReshape,
                                   .view = true,
                                   .params_bytes = ParamsBytes<ReshapeParams>(),
                                   .prepare = PrepareReshape,
                                   .eval = Reshape};
constexpr Kernel rows::kSqueeze = {.opcode = Opcode::kSqueeze,
                                   .view = true,
                                   .params_bytes = ParamsBytes<ReshapeParams>(),
                                   .prepare = PrepareSqueeze,
                                   .eval = Reshape};

}  // namespace assay::kernels::reference

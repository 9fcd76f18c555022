#include "kernels/operators/broadcast_to.h"

#include <cstring>

#include "kernels/arithmetic/validate.h"

namespace assay::kernels {
namespace {

constexpr int32_t kMaxBroadcastToRank = 5;

// Element i of a constant of int32 or int64.
int64_t ValueAt(const Tensor& constant, int32_t i) {
  int32_t narrow;
  int64_t wide;
  const auto* bytes = static_cast<const uint8_t*>(constant.data);
  if (constant.type == Type::kInt64) {
    std::memcpy(&wide, bytes + i * sizeof(wide), sizeof(wide));
    return wide;
  }
  std::memcpy(&narrow, bytes + i * sizeof(narrow), sizeof(narrow));
  return narrow;
}

}  // namespace

Status PrepareBroadcastToOperator(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const Tensor& input = operation.inputs[0];
  const Tensor& shape = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  if (TypeBytes(input.type) == 0 || output.type != input.type) return Status::kUnsupportedType;
  if (shape.type != Type::kInt32 && shape.type != Type::kInt64) return Status::kUnsupportedType;
  if (shape.data == nullptr || output.shape.rank > kMaxBroadcastToRank) return Status::kUnsupportedShape;
  if (input.shape.rank > output.shape.rank || shape.shape.rank != 1 ||
      shape.shape.dims[0] != output.shape.rank) {
    return Status::kBadShape;
  }
  for (int32_t d = 0; d < output.shape.rank; ++d) {
    if (ValueAt(shape, d) != output.shape.dims[d]) return Status::kBadShape;
  }
  auto& p = *static_cast<BroadcastToParams*>(params);
  p.element_bytes = static_cast<int32_t>(TypeBytes(input.type));
  return PrepareBroadcastTo(&input, 1, output.shape, &p.broadcast);
}

}  // namespace assay::kernels

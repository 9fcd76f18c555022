#include "kernels/operators/embedding_lookup.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {

Status PrepareEmbeddingLookup(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const Tensor& indices = operation.inputs[0];
  const Tensor& table = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  const bool dequantizes = table.type == Type::kInt8 && output.type == Type::kFloat32;
  if (dequantizes) {
    ASSAY_RETURN_IF_ERROR(CheckInt8(table));
    if (table.quantization.zero_point != 0) return Status::kBadQuantization;
  } else {
    ASSAY_RETURN_IF_ERROR(CheckMovable(table, output));
  }
  if (indices.type != Type::kInt32) return Status::kUnsupportedType;
  if (indices.shape.rank != 1 || table.shape.rank < 2) return Status::kBadShape;
  Shape expected = table.shape;
  expected.dims[0] = indices.shape.dims[0];
  if (!SameShape(output.shape, expected)) return Status::kBadShape;

  const int32_t rows = table.shape.dims[0];
  *static_cast<EmbeddingLookupParams*>(params) = {
      .indices = indices.shape.dims[0],
      .rows = rows,
      .row_bytes = static_cast<int32_t>(table.bytes) / rows,
      .scale = dequantizes ? table.quantization.scales[0] : 0.0f,
  };
  if (indices.data == nullptr) return Status::kOk;
  return CheckIndices(static_cast<const int32_t*>(indices.data), indices.shape.dims[0], rows);
}

}  // namespace assay::kernels

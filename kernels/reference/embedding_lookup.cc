#include "kernels/operators/embedding_lookup.h"

#include <cstring>

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

Status EmbeddingLookup(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const EmbeddingLookupParams*>(params);
  const auto* indices = static_cast<const int32_t*>(buffers.inputs[0]);
  const auto* table = static_cast<const int8_t*>(buffers.inputs[1]);

  ASSAY_RETURN_IF_ERROR(CheckIndices(indices, p.indices, p.rows));
  for (int32_t i = 0; i < p.indices; ++i) {
    const int8_t* row = table + indices[i] * p.row_bytes;
    if (p.scale == 0.0f) {
      std::memcpy(static_cast<int8_t*>(buffers.outputs[0]) + i * p.row_bytes, row,
                  static_cast<size_t>(p.row_bytes));
      continue;
    }
    float* output = static_cast<float*>(buffers.outputs[0]) + i * p.row_bytes;
    for (int32_t k = 0; k < p.row_bytes; ++k) output[k] = static_cast<float>(row[k]) * p.scale;
  }
  return Status::kOk;
}

constexpr Kernel kEmbeddingLookup = {.opcode = Opcode::kEmbeddingLookup,
                                     .typed_input = 1,
                                     .params_bytes = ParamsBytes<EmbeddingLookupParams>(),
                                     .prepare = PrepareEmbeddingLookup};

}  // namespace

constexpr Kernel rows::kEmbeddingLookupFloat = kEmbeddingLookup.For(Type::kFloat32, EmbeddingLookup);
constexpr Kernel rows::kEmbeddingLookupInt8 = kEmbeddingLookup.For(Type::kInt8, EmbeddingLookup);

}  // namespace assay::kernels::reference

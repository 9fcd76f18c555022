// EMBEDDING_LOOKUP: the rows of a table that int32 indices name.
//   inputs  0: int32 indices, constant or not, in one dimension
//           1: the table, of at least 2 dimensions, the first of which counts its rows: int8 or float32
//   output  as many rows as indices, of the table's type; or float32 rows of an int8 table with one scale and
//           zero point 0, which is then dequantised
// Source: TFLM's micro/kernels/operators/embedding_lookup.cc.
#ifndef ASSAY_KERNELS_OPERATORS_EMBEDDING_LOOKUP_H_
#define ASSAY_KERNELS_OPERATORS_EMBEDDING_LOOKUP_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct EmbeddingLookupParams {
  int32_t indices;
  int32_t rows;
  int32_t row_bytes;  // of the table
  float scale;        // 0: rows are copied as they are
};

Status PrepareEmbeddingLookup(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_EMBEDDING_LOOKUP_H_

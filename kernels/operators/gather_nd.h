// GATHER_ND: the input's slices at the places that tuples of indices name. Int8 and float32.
//   inputs  0: anything but a scalar
//           1: int32 indices, constant or not; the last dimension is a tuple of at most 5, an index for each
//              of the input's first dimensions
//   output  the indices' shape without its last dimension, then the input's dimensions that no index names
// Source: TFLM's micro/kernels/operators/gather_nd.cc. As there, it is enough that the place which a tuple as
// a whole names lies inside: an index beyond its dimension goes on in the next.
#ifndef ASSAY_KERNELS_OPERATORS_GATHER_ND_H_
#define ASSAY_KERNELS_OPERATORS_GATHER_ND_H_

#include "kernels/kernel.h"

namespace assay::kernels {

inline constexpr int32_t kMaxGatherNdTuple = 5;

struct GatherNdParams {
  int32_t slices;
  int32_t slice_bytes;
  int32_t tuple;                    // indices that name a slice
  int32_t dims[kMaxGatherNdTuple];  // that they name
};

Status PrepareGatherNd(const Operation& operation, void* params, Needs* needs);

// Which slice of the input a tuple of indices names. kIndexOutOfRange: none.
Status ResolveTuple(const GatherNdParams& params, const int32_t* tuple, int32_t* slice);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_GATHER_ND_H_

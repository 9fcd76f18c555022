// LOGICAL_NOT.
//   input   0: bool
//   output  bool, of the same shape
#ifndef ASSAY_KERNELS_OPERATORS_LOGICAL_NOT_H_
#define ASSAY_KERNELS_OPERATORS_LOGICAL_NOT_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct LogicalNotParams {
  int32_t elements;
};

Status PrepareLogicalNot(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_LOGICAL_NOT_H_

#ifndef ASSAY_KERNELS_RETURN_IF_ERROR_H_
#define ASSAY_KERNELS_RETURN_IF_ERROR_H_

#include "kernels/types.h"

// Leaves the function with the status of `expression` unless that is kOk.
#define ASSAY_RETURN_IF_ERROR(expression)                                                \
  do {                                                                                   \
    if (const ::assay::Status status_ = (expression); status_ != ::assay::Status::kOk) { \
      return status_;                                                                    \
    }                                                                                    \
  } while (false)

#endif  // ASSAY_KERNELS_RETURN_IF_ERROR_H_

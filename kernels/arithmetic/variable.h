// Variables: tensors that keep their value from one inference to the next, and that `eval` writes also if
// they are inputs.
#ifndef ASSAY_KERNELS_ARITHMETIC_VARIABLE_H_
#define ASSAY_KERNELS_ARITHMETIC_VARIABLE_H_

#include "kernels/kernel.h"

namespace assay::kernels {

// Whether `eval` may write the tensor: not if it also has values in the model, however it is marked.
inline bool IsVariable(const Tensor& tensor) { return tensor.variable && tensor.data == nullptr; }

// The variable at inputs[index], to be written. `prepare` has checked that it is one.
template <typename T>
T* Variable(const Buffers& buffers, int32_t index) {
  return static_cast<T*>(const_cast<void*>(buffers.inputs[index]));
}

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_VARIABLE_H_

// The function that an operator applies to its outputs, as the model states it.
#ifndef ASSAY_KERNELS_ARITHMETIC_ACTIVATION_H_
#define ASSAY_KERNELS_ARITHMETIC_ACTIVATION_H_

#include <cstdint>

namespace assay::kernels {

// Numbered as in the TensorFlow Lite schema (enum ActivationFunctionType).
enum class Activation : int8_t { kNone = 0, kRelu = 1, kReluN1To1 = 2, kRelu6 = 3, kTanh = 4, kSignBit = 5 };

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_ACTIVATION_H_

// Operators on two tensors of plain numbers (float32, int32, int64, bool, and others where stated),
// with broadcasting (broadcast.h). Quantised ones that rescale are in add.h, mul.h and comparison.h.
//   ADD, SUB, MUL, DIV                            float32, int32; a fused activation
//   SQUARED_DIFFERENCE                            float32, int32
//   MAXIMUM, MINIMUM                              float32, int8, int16, int32, int64, as stored
//   FLOOR_DIV, FLOOR_MOD                          float32
//   EQUAL, NOT_EQUAL                              float32, int32, int64, bool; the output is bool
//   GREATER, GREATER_EQUAL, LESS, LESS_EQUAL      float32, int32, int64; the output is bool
//   LOGICAL_AND, LOGICAL_OR                       bool; int8 and uint8 bit by bit: the reference takes them
//   for
//                                                 bools, which comes down to that
//     inputs  0, 1: of the same type
//     output  of that type, or bool
// Sources: the files of these names in tensorflow/lite/micro/kernels of TensorFlow Lite Micro.
#ifndef ASSAY_KERNELS_OPERATORS_BINARY_H_
#define ASSAY_KERNELS_OPERATORS_BINARY_H_

#include "kernels/arithmetic/broadcast.h"
#include "kernels/operators/options.h"

namespace assay::kernels {

// A bool as it lies in memory: any byte but 0 is true.
struct StoredBool {
  uint8_t byte;
  constexpr StoredBool(bool value) : byte(value ? 1 : 0) {}  // NOLINT(google-explicit-constructor)
  constexpr operator bool() const { return byte != 0; }      // NOLINT(google-explicit-constructor)
};
static_assert(sizeof(StoredBool) == 1);

struct BinaryParams {
  Broadcast broadcast;
  Activation activation;  // one that can be fused
};

// No options.
Status PrepareBinary(const Operation& operation, void* params, Needs* needs);
// ADD and SUB (AddOptions); MUL and DIV (ActivationOptions). int32 must not be quantised, except in MUL.
Status PrepareArithmetic(const Operation& operation, void* params, Needs* needs);
// The output is bool.
Status PrepareComparison(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_BINARY_H_

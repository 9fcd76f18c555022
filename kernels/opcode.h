// Operators by number and by name.
#ifndef ASSAY_KERNELS_OPCODE_H_
#define ASSAY_KERNELS_OPCODE_H_

#include <cstdint>

namespace assay::kernels {

// Numbered as in the TensorFlow Lite schema (enum BuiltinOperator).
enum class Opcode : int16_t {
  kAdd = 0,
  kAveragePool2D = 1,
  kConv2D = 3,
  kDepthwiseConv2D = 4,
  kFullyConnected = 9,
  kReshape = 22,
  kSoftmax = 25,
};

struct OpcodeNameEntry {
  Opcode opcode;
  const char* name;  // the schema's, "CONV_2D"
};

inline constexpr OpcodeNameEntry kOpcodeNames[] = {
    {Opcode::kAdd, "ADD"},
    {Opcode::kAveragePool2D, "AVERAGE_POOL_2D"},
    {Opcode::kConv2D, "CONV_2D"},
    {Opcode::kDepthwiseConv2D, "DEPTHWISE_CONV_2D"},
    {Opcode::kFullyConnected, "FULLY_CONNECTED"},
    {Opcode::kReshape, "RESHAPE"},
    {Opcode::kSoftmax, "SOFTMAX"},
};

// The schema's name of an operator the runtime knows; "?" for any other.
const char* OpcodeName(Opcode opcode);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPCODE_H_

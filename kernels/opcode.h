// Operators by number.
#ifndef ASSAY_KERNELS_OPCODE_H_
#define ASSAY_KERNELS_OPCODE_H_

#include <cstdint>

namespace assay::kernels {

// As in the TensorFlow Lite schema (opcode.fbs, of which the build makes opcodes.inc): CONV_2D is kConv2D.
// Names are for people and for programs of the PC (operator_name.h): no image of a board has them.
enum class Opcode : int16_t {
#define ASSAY_OPERATOR(constant, number, name) constant = number,  // NOLINT(bugprone-macro-parentheses)
#include "kernels/opcodes.inc"
#undef ASSAY_OPERATOR
  // Custom operators, which the schema knows by name only.
  kCircularBuffer = 0x4000,
};

// Whether it runs other subgraphs of the model.
constexpr bool CallsSubgraphs(Opcode opcode) {
  return opcode == Opcode::kIf || opcode == Opcode::kWhile || opcode == Opcode::kCallOnce;
}

inline constexpr int16_t kFirstCustomOpcode = 0x4000;

// Custom operators by the names that models call them by.
struct CustomOperator {
  Opcode opcode;
  const char* name;
};
inline constexpr CustomOperator kCustomOperators[] = {{Opcode::kCircularBuffer, "CIRCULAR_BUFFER"}};

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPCODE_H_

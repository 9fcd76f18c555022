#include "kernels/opcode.h"

namespace assay::kernels {

const char* OpcodeName(Opcode opcode) {
  for (const OpcodeNameEntry& entry : kOpcodeNames) {
    if (entry.opcode == opcode) return entry.name;
  }
  return "?";
}

}  // namespace assay::kernels

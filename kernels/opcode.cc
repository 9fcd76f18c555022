#include "kernels/opcode.h"

namespace assay::kernels {

const OpcodeNameEntry* FindOpcode(Opcode opcode) {
  for (const OpcodeNameEntry& entry : kOpcodeNames) {
    if (entry.opcode == opcode) return &entry;
  }
  return nullptr;
}

const char* OpcodeName(Opcode opcode) {
  const OpcodeNameEntry* entry = FindOpcode(opcode);
  return entry == nullptr ? "?" : entry->name;
}

}  // namespace assay::kernels

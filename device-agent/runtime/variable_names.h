// The variables that VAR_HANDLE names: told apart by their names, and numbered.
#ifndef ASSAY_RUNTIME_VARIABLE_NAMES_H_
#define ASSAY_RUNTIME_VARIABLE_NAMES_H_

#include "device-agent/runtime/interpreter.h"
#include "device-agent/runtime/tables.h"

namespace assay::runtime {

class VariableNames {
 public:
  // Lists the variables of all subgraphs that are called, in `memory`. kNameTooLong, kModelTooLarge; or
  // kArenaTooSmall, and fault->needed is then the bytes of memory that are needed at least.
  Status List(const ModelReader& model, std::span<const Subgraph> subgraphs, std::span<uint8_t> memory,
              Fault* fault);

  std::span<Variable> list() const { return list_; }

  // The number of the variable that VAR_HANDLE's options name; how many there are if there is no such. Until
  // the variables are placed.
  size_t Find(const OperatorOptions& options) const;

 private:
  static constexpr size_t kMaxVariables = 256;
  static constexpr uint32_t kMaxNameBytes = 256;

  Status Add(const ModelReader& reader, uint16_t subgraph, uint16_t index, std::span<uint8_t> memory,
             Fault* fault);

  ModelReader model_;
  std::span<Variable> list_;
};

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_VARIABLE_NAMES_H_

// The second pass over a model that is being loaded: puts everything where it stays.
#ifndef ASSAY_RUNTIME_PLACEMENT_H_
#define ASSAY_RUNTIME_PLACEMENT_H_

#include "device-agent/runtime/survey.h"

namespace assay::runtime {

class Placement {
 public:
  // The draft has been surveyed.
  explicit Placement(Draft* draft);

  Status Run();

 private:
  Interpreter* PlaceInterpreter();
  Status PlaceSubgraph(int32_t index);
  Status PlaceOperator(const Graph& graph, int32_t index, kernels::Tensor* operands);
  Operand OperandOf(const Graph& graph, int32_t tensor);
  uint32_t OffsetOf(const void* in_arena) const;
  // Takes room in the part of the state.
  uint32_t TakeState(uint32_t bytes);

  Draft& draft_;
  Fault& fault_;
  uint8_t* next_;                   // where the next operator's operands and params go
  uint32_t state_;                  // where the next variable or persistent memory goes
  std::span<Block> blocks_;         // of the subgraph that is being placed, sorted by tensor
  std::span<const Block> scratch_;  // that of the operators not yet placed
};

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_PLACEMENT_H_

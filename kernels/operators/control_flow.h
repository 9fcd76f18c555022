// IF, WHILE, CALL_ONCE: operators that run subgraphs of the model.
//   IF         inputs  0: condition, one bool; the rest: the subgraph's inputs
//              outputs: the subgraph's outputs
//   WHILE      inputs  the loop's values; outputs: as many, of the same types and shapes. The condition's
//   subgraph
//              takes the values and returns one bool first; the body's takes and returns the values
//   CALL_ONCE  no inputs, no outputs. The subgraph runs in the first inference after the model was loaded or
//   reset
// That the operands fit the subgraphs is checked by the runtime, which knows them.
//
// Semantics: tensorflow/lite/micro/kernels/{if,while,call_once}.cc.
#ifndef ASSAY_KERNELS_OPERATORS_CONTROL_FLOW_H_
#define ASSAY_KERNELS_OPERATORS_CONTROL_FLOW_H_

#include "kernels/kernel.h"

namespace assay::kernels {

struct IfParams {
  int32_t then_subgraph;
  int32_t else_subgraph;
};

struct WhileParams {
  int32_t condition_subgraph;
  int32_t body_subgraph;
};

struct CallOnceParams {
  int32_t subgraph;
};

Status PrepareIf(const Operation& operation, void* params, Needs* needs);
Status PrepareWhile(const Operation& operation, void* params, Needs* needs);
Status PrepareCallOnce(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_CONTROL_FLOW_H_

// Which kernel of which set computes an operator.
#ifndef ASSAY_RUNTIME_KERNEL_CHOICE_H_
#define ASSAY_RUNTIME_KERNEL_CHOICE_H_

#include "device-agent/runtime/interpreter.h"

namespace assay::runtime {

struct ChosenKernel {
  const kernels::Kernel* kernel = nullptr;
  uint16_t row = 0;  // its place in its set
  uint8_t set = 0;   // the set's place among those of the choice
};

// Whether the text of a choice can be followed: kUnknownKernelSet if it names a set that the image has not
// got, kBadRequest if it is not of the form "SET[,NUMBER=SET]...".
Status CheckKernelChoice(const KernelChoice& choice);

// The kernel for an operator with inputs of these types: from the chosen set, else from the first of the sets
// after it that has one. Of several choices for one operator the last counts. `choice` has passed
// CheckKernelChoice. kUnsupportedOperator if none of these sets has the operator, kUnsupportedType if they
// have it for other types only.
Status ChooseKernel(const KernelChoice& choice, const kernels::Operation& operation, ChosenKernel* chosen);

// Calls `prepare` of the chosen kernel. If that says kNotMine, the next set that has one is chosen and asked
// in its place, and so on; then as ChooseKernel.
Status PrepareKernel(const KernelChoice& choice, const kernels::Operation& operation, ChosenKernel* chosen,
                     void* params, kernels::Needs* needs);

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_KERNEL_CHOICE_H_

// Which kernel of which set computes an operator.
#ifndef ASSAY_RUNTIME_KERNEL_CHOICE_H_
#define ASSAY_RUNTIME_KERNEL_CHOICE_H_

#include "device-agent/runtime/interpreter.h"

namespace assay::runtime {

struct ChosenKernel {
  const kernels::Kernel* kernel = nullptr;
  const kernels::KernelSet* set = nullptr;
};

// Whether the text of a choice can be followed: kUnknownKernelSet if it names a set that the image has not
// got, kBadRequest if it is not of the form "SET[,NUMBER=SET]...".
Status CheckKernelChoice(const KernelChoice& choice);

// The kernel for an operator whose activations are of `type` and whose inputs[1] is of `weights` (kNone: it
// is absent, which is for `prepare` to judge): from the chosen set, else from the first of the sets after it
// that has one. Of several choices for one operator the last counts. `choice` has passed CheckKernelChoice.
// kUnsupportedOperator if none of these sets has the operator, kUnsupportedType if they have it for other
// types only.
Status ChooseKernel(const KernelChoice& choice, kernels::Opcode opcode, Type type, Type weights,
                    ChosenKernel* chosen);

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_KERNEL_CHOICE_H_

#ifndef ASSAY_PLATFORM_CORTEX_M_STACK_GUARD_H_
#define ASSAY_PLATFORM_CORTEX_M_STACK_GUARD_H_

namespace assay::platform {

// Forbids access to the memory right below the stack, on cores that can; StackGuarded (platform.h) says
// whether this one could.
void GuardStack();

}  // namespace assay::platform

#endif  // ASSAY_PLATFORM_CORTEX_M_STACK_GUARD_H_

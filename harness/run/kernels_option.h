// The text of --kernels, SET[,OPERATOR=SET]..., checked before it goes to an agent.
#ifndef ASSAY_HARNESS_RUN_KERNELS_OPTION_H_
#define ASSAY_HARNESS_RUN_KERNELS_OPTION_H_

#include <span>
#include <string>
#include <vector>

namespace assay {

// Throws UsageError if `kernels` is neither empty nor of that form, or names an operator that the runtime
// does not know.
void CheckKernelsForm(const std::string& kernels);

// Throws UsageError, suggesting the nearest, if `kernels`, which is of that form, names a set that is not
// there.
void CheckKernelSets(const std::string& kernels, std::span<const std::string> kernel_sets);

// "reference,portable,ADD=reference" is the choices "reference" and "portable,ADD=reference": every name of a
// set without an operator begins a choice. Throws UsageError as CheckKernelsForm does.
std::vector<std::string> SplitKernelChoices(const std::string& kernels);

}  // namespace assay

#endif  // ASSAY_HARNESS_RUN_KERNELS_OPTION_H_

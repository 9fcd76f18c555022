// Which kernels a model uses, by their places in the kernel sets.
#ifndef ASSAY_HARNESS_MODEL_KERNEL_ROWS_H_
#define ASSAY_HARNESS_MODEL_KERNEL_ROWS_H_

#include <optional>
#include <string>
#include <vector>

#include "device-agent/runtime/model_reader.h"
#include "harness/unit/image.h"

namespace assay {

// Of every operator whose kernel an image of this tree has, with the choice `kernels`
// ("SET[,OPERATOR=SET]..."; "" is the fastest). Operators without a kernel are left out. Null if the choice
// names a set that only other images have.
std::optional<std::vector<KernelRow>> KernelRows(const runtime::ModelReader& model,
                                                 const std::string& kernels);

// The set whose kernel computes operator `index`; "" if none of this tree has one, or the choice cannot be
// followed.
std::string KernelSetOf(const runtime::ModelReader& model, int index, const std::string& kernels);

// Whether that kernel's output is its first input's bytes, wherever those are in the plan.
bool IsView(const runtime::ModelReader& model, int index, const std::string& kernels);

// What the runtime costs for the model in an image of this tree; null where that cannot be known. Throws
// UsageError if the image has other kernels than this program, by which it is asked.
std::optional<CodeSize> MeasureCode(const Image& image, const runtime::ModelReader& model,
                                    const std::string& kernels);

}  // namespace assay

#endif  // ASSAY_HARNESS_MODEL_KERNEL_ROWS_H_

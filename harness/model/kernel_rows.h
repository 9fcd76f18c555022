// Which kernels a model uses, by their places in the kernel sets.
#ifndef ASSAY_HARNESS_MODEL_KERNEL_ROWS_H_
#define ASSAY_HARNESS_MODEL_KERNEL_ROWS_H_

#include <string>
#include <vector>

#include "harness/unit/code_size.h"
#include "runtime/model_reader.h"

namespace assay {

// Of every operator whose kernel an image of this tree has, with the choice `kernels`
// ("SET[,OPERATOR=SET]..."; "" is the fastest). Operators without a kernel are left out.
std::vector<KernelRow> KernelRows(const runtime::ModelReader& model, const std::string& kernels);

}  // namespace assay

#endif  // ASSAY_HARNESS_MODEL_KERNEL_ROWS_H_

// The arena's plan as a picture.
#ifndef ASSAY_HARNESS_REPORT_MEMORY_SVG_H_
#define ASSAY_HARNESS_REPORT_MEMORY_SVG_H_

#include <string>

#include "harness/model/profile.h"

namespace assay {

// An SVG document: operators from left to right, the arena's bytes from the bottom up, a rectangle for
// everything that is placed, as long as it lives; the lower bound of the plan as a line; a legend. The model
// must have been loaded (profile.memory).
std::string MemorySvg(const std::string& title, const ModelProfile& profile);

}  // namespace assay

#endif  // ASSAY_HARNESS_REPORT_MEMORY_SVG_H_

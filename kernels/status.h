// Every way in which a model, a request or a board can be unfit, declared once (statuses.inc). A device has
// the numbers only; the words for them are in kernels/status_info.h.
#ifndef ASSAY_KERNELS_STATUS_H_
#define ASSAY_KERNELS_STATUS_H_

#include <cstdint>

namespace assay {

// What prepare and eval, the runtime and the agent answer, and what travels over the link. kIndexOutOfRange
// and the like are also what `prepare` says of constants.
enum class Status : uint8_t {
#define STATUS(number, name, ...) name = (number),
#include "kernels/statuses.inc"
#undef STATUS
};

}  // namespace assay

#endif  // ASSAY_KERNELS_STATUS_H_

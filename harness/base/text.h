// Text from outside, made fit for records and terminals.
#ifndef ASSAY_HARNESS_BASE_TEXT_H_
#define ASSAY_HARNESS_BASE_TEXT_H_

#include <string>

namespace assay {

// At most `limit` bytes of it, as UTF-8: what is not gets U+FFFD, and control characters but line ends become
// spaces.
std::string Printable(std::string text, size_t limit = 2000);

}  // namespace assay

#endif  // ASSAY_HARNESS_BASE_TEXT_H_

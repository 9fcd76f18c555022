// What there is to say of a status: its name, whom it is about, the field of the model at fault and what is
// wrong with it.
//
// Linked into programs of the PC only, which make the sentence of it, of the place that a runtime::Fault
// names and of what the model holds there (harness/model/describe_fault.h). docs/link.md lists them all;
// kernels/status_info_test.cc holds that list against this one.
#ifndef ASSAY_KERNELS_STATUS_INFO_H_
#define ASSAY_KERNELS_STATUS_INFO_H_

#include <span>

#include "kernels/status.h"

namespace assay {

// Whom a status is about.
enum class Subject : uint8_t {
  kNobody,   // no error
  kModel,    // the model, or the model on this board
  kValues,   // one inference: values that are known only then
  kRequest,  // the request, or the link
};

struct StatusInfo {  // NOLINT(clang-analyzer-optin.performance.Padding): in the order of statuses.inc
  Status status;
  const char* name;  // "kBadShape"
  Subject subject;
  const char* field;
  const char* phrase;  // "bad shape"
};

// All of them, by number.
std::span<const StatusInfo> Statuses();

// Of a number that is not declared, as a newer agent may send it, "unknown status", about the request.
const StatusInfo& InfoOf(Status status);

// The phrase, for messages to people.
const char* StatusName(Status status);

}  // namespace assay

#endif  // ASSAY_KERNELS_STATUS_INFO_H_

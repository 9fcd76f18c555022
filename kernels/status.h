// Every way in which a model, a request or a board can be unfit, declared once (statuses.inc): its number,
// its name, whom it is about, the field of the model at fault and what is wrong with it.
//
// A device sends numbers only. The words are linked into programs of the PC, which make the sentence of them,
// of the place that a runtime::Fault names and of what the model holds there
// (harness/model/describe_fault.h). docs/link.md lists them all; kernels/status_test.cc holds that list
// against this one.
#ifndef ASSAY_KERNELS_STATUS_H_
#define ASSAY_KERNELS_STATUS_H_

#include <cstdint>
#include <span>

namespace assay {

// Whom a status is about.
enum class Subject : uint8_t {
  kNobody,   // no error
  kModel,    // the model, or the model on this board
  kValues,   // one inference: values that are known only then
  kRequest,  // the request, or the link
};

// What prepare and eval, the runtime and the agent answer, and what travels over the link. kIndexOutOfRange
// and the like are also what `prepare` says of constants.
enum class Status : uint8_t {
#define STATUS(number, name, ...) name = (number),
#include "kernels/statuses.inc"
#undef STATUS
};

// ---- on the PC ----

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

#endif  // ASSAY_KERNELS_STATUS_H_

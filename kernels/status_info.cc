#include "kernels/status_info.h"

#include <algorithm>
#include <iterator>

namespace assay {
namespace {

constexpr StatusInfo kStatuses[] = {
#define STATUS(number, name, subject, field, phrase) {Status::name, #name, Subject::subject, field, phrase},
#include "kernels/statuses.inc"
#undef STATUS
};

// No number is there twice.
static_assert(std::ranges::adjacent_find(kStatuses, std::ranges::greater_equal(), &StatusInfo::status) ==
              std::end(kStatuses));

constexpr StatusInfo kUnknown = {Status::kOk, "", Subject::kRequest, "", "unknown status"};

}  // namespace

std::span<const StatusInfo> Statuses() { return kStatuses; }

const StatusInfo& InfoOf(Status status) {
  const auto* const found = std::ranges::find(kStatuses, status, &StatusInfo::status);
  return found == std::end(kStatuses) ? kUnknown : *found;
}

const char* StatusName(Status status) { return InfoOf(status).phrase; }

}  // namespace assay

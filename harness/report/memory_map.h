// The arena's plan as a picture for the terminal.
#ifndef ASSAY_HARNESS_REPORT_MEMORY_MAP_H_
#define ASSAY_HARNESS_REPORT_MEMORY_MAP_H_

#include <span>
#include <string>

#include "device-agent/runtime/interpreter.h"

namespace assay {

// "operator 3", "operators 3 to 5": while which of them it holds its bytes.
std::string DescribeLifetime(const Allocation& item);

// One row an operator: which bytes of the arena its plan occupies. `#` activations, `+` scratch, `=`
// persistent data, `.` free.
std::string MemoryMap(std::span<const Allocation> plan, const MemoryReport& memory, int operators,
                      int width = 72);

}  // namespace assay

#endif  // ASSAY_HARNESS_REPORT_MEMORY_MAP_H_

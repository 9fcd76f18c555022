// The agent's memory figures as the record has them: the one place where the two meet.
#ifndef ASSAY_HARNESS_RUN_RECORD_MEMORY_H_
#define ASSAY_HARNESS_RUN_RECORD_MEMORY_H_

#include <cstdint>
#include <span>

#include "device-agent/figures/memory.h"
#include "server/record/record.h"

namespace assay {

// Of a loaded model; `load_stack` is what loading it took of the stack, 0 if that was not measured. What is
// measured later, and flash, is left open.
record::Memory RecordMemory(const MemoryReport& report, uint32_t load_stack,
                            std::span<const Allocation> plan);

// Raises the high-water marks to those of one more inference.
void RecordMarks(const MemoryMarks& marks, record::Memory* memory);

}  // namespace assay

#endif  // ASSAY_HARNESS_RUN_RECORD_MEMORY_H_

// Runs a case in the interpreter and compares it with what the case says: bit for bit, but for float32
// outputs of cases that allow some units in the last place. NaNs are equal whatever their bits, which differ
// from processor to processor.
#ifndef ASSAY_TESTS_ORACLE_RUN_CASE_H_
#define ASSAY_TESTS_ORACLE_RUN_CASE_H_

#include <span>
#include <string>

#include "device-agent/runtime/interpreter.h"
#include "tests/oracle/case.h"

namespace assay::oracle {

enum class Verdict : uint8_t { kEqual, kRefused, kMismatch };

struct Outcome {
  Verdict verdict = Verdict::kMismatch;
  std::string text;  // kRefused: by what status, and where; kMismatch: what differs
};

// Empty if two outputs are equal, or floats within `ulps` units in the last place; else what differs first.
std::string Difference(Type type, std::span<const uint8_t> expected, std::span<const uint8_t> actual,
                       int32_t ulps);

// The arena is exactly as large as the interpreter says that the model needs.
Outcome RunCase(const Case& test, const runtime::KernelChoice& kernels);

}  // namespace assay::oracle

#endif  // ASSAY_TESTS_ORACLE_RUN_CASE_H_

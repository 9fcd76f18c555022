// The board of the tests that run the platform's sources on the PC.
#ifndef ASSAY_BOARD_CONFIG_H_
#define ASSAY_BOARD_CONFIG_H_

#include <cstdint>

#include "device-agent/platform/platform.h"

namespace assay::platform::config {

inline constexpr uint64_t kClockHz = 480'000'000;
inline constexpr Domain kDomain = Domain::kCycles;
inline constexpr uint64_t kDomainHz = kClockHz;
inline constexpr uint32_t kTimerBase = 0x40000000;

}  // namespace assay::platform::config

#endif  // ASSAY_BOARD_CONFIG_H_

// Stands in for the real header: registers are those of a simulated board (measure_test.cc).
#ifndef ASSAY_PLATFORM_CORTEX_M_REGISTERS_H_
#define ASSAY_PLATFORM_CORTEX_M_REGISTERS_H_

#include <cstdint>

#include "device-agent/platform/cortex_m/core_registers.h"

namespace assay::platform {

uint32_t ReadRegister(uint32_t address);
void WriteRegister(uint32_t address, uint32_t value);

class SimulatedRegister {
 public:
  explicit SimulatedRegister(uint32_t address) : address_(address) {}
  operator uint32_t() const { return ReadRegister(address_); }
  void operator=(uint32_t value) { WriteRegister(address_, value); }

 private:
  uint32_t address_;
};

inline SimulatedRegister Register(uint32_t address) { return SimulatedRegister(address); }

void DisableInterrupts();
void EnableInterrupts();
inline void Synchronize() {}
inline void Barrier() {}

}  // namespace assay::platform

#endif  // ASSAY_PLATFORM_CORTEX_M_REGISTERS_H_

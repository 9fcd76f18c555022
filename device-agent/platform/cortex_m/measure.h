#ifndef ASSAY_PLATFORM_CORTEX_M_MEASURE_H_
#define ASSAY_PLATFORM_CORTEX_M_MEASURE_H_

namespace assay::platform {

// Finds out what this core can count. To be called once, before the functions of platform.h.
void InitMeasuring();

}  // namespace assay::platform

#endif  // ASSAY_PLATFORM_CORTEX_M_MEASURE_H_

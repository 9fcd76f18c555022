// The places the generated linker script (boards/tools/firmware_config.cc) names.
#ifndef ASSAY_PLATFORM_CORTEX_M_IMAGE_H_
#define ASSAY_PLATFORM_CORTEX_M_IMAGE_H_

#include <cstdint>

extern "C" {
extern const uint32_t assay_vectors_start[];
extern const uint8_t assay_code_end[];
extern uint32_t assay_data_load[], assay_data_start[], assay_data_end[];
extern uint32_t assay_bss_start[], assay_bss_end[];
extern uint32_t assay_stack_start[], assay_stack_end[];
extern uint8_t assay_arena_start[], assay_arena_end[];
extern uint8_t assay_model_store_start[], assay_model_store_end[];
extern const uint8_t assay_build_id_start[], assay_build_id_end[];
}

#endif  // ASSAY_PLATFORM_CORTEX_M_IMAGE_H_

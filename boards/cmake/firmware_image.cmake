# In a firmware build: the agent's image for ASSAY_FIRMWARE_BOARD, checked.
set(elf ${ASSAY_FIRMWARE_OUTPUT}/agent.elf)
set(linker_script ${ASSAY_BOARD_CONFIG_DIR}/board.ld)

add_executable(agent ${CMAKE_SOURCE_DIR}/device-agent/main/cortex_m/main.cc)
target_include_directories(agent PRIVATE ${ASSAY_BOARD_CONFIG_DIR})
target_link_libraries(agent PRIVATE assay_agent assay_kernels assay_platform_cortex_m)
# Relocations stay in the image: by them the harness finds what a model's share of the code is (harness/unit/code_size.h).
target_link_options(agent PRIVATE -T ${linker_script} -Wl,-Map=${ASSAY_FIRMWARE_OUTPUT}/agent.map -Wl,--emit-relocs)
set_target_properties(agent PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${ASSAY_FIRMWARE_OUTPUT} OUTPUT_NAME agent.elf
                      LINK_DEPENDS ${linker_script})
add_custom_command(
  TARGET agent POST_BUILD
  COMMAND ${CMAKE_COMMAND} -DIMAGE=${elf} -DNM=${CMAKE_NM} -DOBJDUMP=${CMAKE_OBJDUMP}
          -P ${CMAKE_CURRENT_SOURCE_DIR}/cmake/check_image.cmake
  VERBATIM)

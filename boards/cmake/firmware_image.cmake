# In a firmware build: the agent's image for ASSAY_FIRMWARE_BOARD, checked, and with ASSAY_TESTS one more whose kernels
# end it: in ASSAY_FAULTY_OUTPUT.
set(linker_script ${ASSAY_BOARD_CONFIG_DIR}/board.ld)
set(main ${CMAKE_SOURCE_DIR}/device-agent/main)

function(assay_image name folder)
  add_executable(${name} ${ARGN})
  target_include_directories(${name} PRIVATE ${ASSAY_BOARD_CONFIG_DIR})
  target_link_libraries(${name} PRIVATE assay_agent assay_kernels assay_platform_cortex_m)
  # Relocations stay in the image: by them the harness finds what a model's share of the code is
  # (harness/unit/code_size.h).
  target_link_options(${name} PRIVATE -T ${linker_script} -Wl,-Map=${folder}/agent.map -Wl,--emit-relocs)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${folder} OUTPUT_NAME agent.elf
                        LINK_DEPENDS ${linker_script})
endfunction()

assay_image(agent ${ASSAY_FIRMWARE_OUTPUT} ${main}/cortex_m/main.cc)
add_custom_command(
  TARGET agent POST_BUILD
  COMMAND ${CMAKE_COMMAND} -DIMAGE=${ASSAY_FIRMWARE_OUTPUT}/agent.elf -DNM=${CMAKE_NM} -DOBJDUMP=${CMAKE_OBJDUMP}
          -P ${CMAKE_CURRENT_SOURCE_DIR}/cmake/check_image.cmake
  VERBATIM)
if(ASSAY_TESTS)
  assay_image(agent-faulty ${ASSAY_FAULTY_OUTPUT} ${main}/cortex_m/testing/faulty_main.cc
              ${main}/testing/crashing_kernels.cc)
endif()

find_package(fmt REQUIRED)
assay_host_library(assay_firmware_config tools/firmware_config.cc)
target_link_libraries(assay_firmware_config PUBLIC assay_board PRIVATE fmt::fmt)
add_executable(assay-board-config tools/board_config_main.cc)
target_link_libraries(assay-board-config PRIVATE assay_firmware_config fmt::fmt)


# The firmware of every board that can be built here.
add_custom_target(firmware)
if(NOT ASSAY_FIRMWARE)
  return()
endif()
include(ExternalProject)

file(GLOB boards RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CONFIGURE_DEPENDS */board.yaml)
foreach(yaml IN LISTS boards)
  get_filename_component(board ${yaml} DIRECTORY)
  file(STRINGS ${yaml} toolchain REGEX "^  toolchain: ")
  if(NOT toolchain)
    continue()  # a process of the PC
  endif()
  string(REGEX REPLACE "^  toolchain: *" "" toolchain "${toolchain}")
  find_program(ASSAY_${toolchain}_COMPILER ${toolchain}-g++)
  if(NOT ASSAY_${toolchain}_COMPILER)
    message(STATUS "No firmware for ${board}: ${toolchain}-g++ is not installed "
                   "(Debian: apt-get install gcc-${toolchain} libstdc++-${toolchain}-newlib)")
    continue()
  endif()

  set(folder ${CMAKE_BINARY_DIR}/firmware/${board})
  set(config ${folder}/config)
  add_custom_command(
    OUTPUT ${config}/stamp
    COMMAND assay-board-config ${CMAKE_CURRENT_SOURCE_DIR}/${yaml} ${config}
    COMMAND ${CMAKE_COMMAND} -E touch ${config}/stamp
    DEPENDS assay-board-config ${yaml}
    COMMENT "Configuring the firmware of ${board}")
  add_custom_target(firmware-config-${board} DEPENDS ${config}/stamp)
  ExternalProject_Add(
    firmware-${board}
    PREFIX ${folder}/external
    SOURCE_DIR ${CMAKE_SOURCE_DIR}
    BINARY_DIR ${folder}/build
    DEPENDS firmware-config-${board}
    CMAKE_ARGS
      -DASSAY_FIRMWARE_BOARD=${board}
      -DASSAY_BOARD_CONFIG_DIR=${config}
      -DASSAY_FIRMWARE_OUTPUT=${folder}
      -DASSAY_TESTS=${ASSAY_TESTS}
      -DASSAY_FAULTY_OUTPUT=${CMAKE_BINARY_DIR}/firmware-faulty/${board}
      -DCMAKE_TOOLCHAIN_FILE=${CMAKE_CURRENT_SOURCE_DIR}/cmake/${toolchain}.cmake
      -DCMAKE_BUILD_TYPE=MinSizeRel
    BUILD_ALWAYS TRUE
    BUILD_BYPRODUCTS ${folder}/agent.elf
    USES_TERMINAL_BUILD TRUE
    INSTALL_COMMAND "")
  add_dependencies(firmware firmware-${board})
  if(ASSAY_TESTS)
    add_test(NAME check_image.${board}
             COMMAND ${CMAKE_COMMAND} -DIMAGE=${folder}/agent.elf -DNM=${toolchain}-nm -DOBJDUMP=${toolchain}-objdump
                     -P ${CMAKE_CURRENT_SOURCE_DIR}/cmake/check_image.cmake)
  endif()
endforeach()

# The check of the images is itself checked, with programs that break each rule.
if(ASSAY_TESTS AND ASSAY_arm-none-eabi_COMPILER)
  file(GLOB sources CONFIGURE_DEPENDS cmake/testing/*.cc)
  foreach(source IN LISTS sources)
    get_filename_component(name ${source} NAME_WE)
    add_test(NAME check_image.${name}
             COMMAND ${CMAKE_COMMAND} -DSOURCE=${source} -DCOMPILER=${ASSAY_arm-none-eabi_COMPILER}
                     -DFOLDER=${CMAKE_CURRENT_BINARY_DIR}/check_image
                     -P ${CMAKE_CURRENT_SOURCE_DIR}/cmake/check_image_test.cmake)
  endforeach()
endif()

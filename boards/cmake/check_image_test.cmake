# Compiles one of testing/*.cc for a bare Cortex-M and expects of check_image.cmake what the source's first line says.
#
#   cmake -DSOURCE=testing/malloc.cc -DCOMPILER=arm-none-eabi-g++ -DFOLDER=where/to/build -P check_image_test.cmake
cmake_minimum_required(VERSION 3.25)

get_filename_component(name ${SOURCE} NAME_WE)
set(image ${FOLDER}/${name}.elf)
file(MAKE_DIRECTORY ${FOLDER})
execute_process(COMMAND ${COMPILER} -mcpu=cortex-m4 -mthumb -Os -std=c++20 -nostartfiles --specs=nano.specs
                        --specs=nosys.specs -Wl,--gc-sections -Wl,--entry=main
                        # what crt0 and a linker script would define
                        -Wl,--defsym=__exidx_start=0,--defsym=__exidx_end=0,--defsym=__dso_handle=0 ${SOURCE} -o ${image}
                COMMAND_ERROR_IS_FATAL ANY ERROR_QUIET)
string(REGEX REPLACE "g\\+\\+$" "" prefix ${COMPILER})
execute_process(COMMAND ${CMAKE_COMMAND} -DIMAGE=${image} -DNM=${prefix}nm -DOBJDUMP=${prefix}objdump
                        -P ${CMAKE_CURRENT_LIST_DIR}/check_image.cmake
                RESULT_VARIABLE result ERROR_VARIABLE output)

file(STRINGS ${SOURCE} first_line LIMIT_COUNT 1)
string(REGEX REPLACE "^// expect: " "" expected "${first_line}")
if(expected STREQUAL "nothing")
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "expected no offender, but:\n${output}")
  endif()
elseif(result EQUAL 0)
  message(FATAL_ERROR "expected '${expected}', but the image passed")
elseif(NOT output MATCHES "${expected}")
  message(FATAL_ERROR "expected '${expected}', but:\n${output}")
endif()

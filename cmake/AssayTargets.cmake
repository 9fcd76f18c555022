# The compiler settings every target shares, and the two ways to declare a target.
#
#   assay_device_library(NAME SOURCES...)   freestanding code: no heap, exceptions, RTTI; also linked into host programs
#   assay_host_library(NAME SOURCES...)     code of the PC
#   assay_test(NAME SOURCES... [LIBRARIES ...])   one GoogleTest program, its cases registered with CTest

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)

# Debian's ccache, where it is there. Paths below the source tree are taken as relative, so that every clone finds what
# another one has compiled.
find_program(ASSAY_CCACHE ccache)
mark_as_advanced(ASSAY_CCACHE)
if(ASSAY_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      ${ASSAY_CCACHE})
endif()

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

# -O2: half the build time of -O3, and the kernels whose speed matters set their own level.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

add_library(assay_options INTERFACE)
# -Wno-restrict: GCC 12 warns of overlaps that cannot be in std::string's operator+ (its bug 105651).
target_compile_options(assay_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
target_compile_options(assay_options INTERFACE -Wall -Wextra -Werror -Wshadow -Wconversion -Wno-sign-conversion
                       -ffunction-sections -fdata-sections)
target_include_directories(assay_options INTERFACE ${CMAKE_SOURCE_DIR})
if(ASSAY_SANITIZE)
  target_compile_options(assay_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                         -fno-omit-frame-pointer)
  # GCC 12 takes the offsets inside of FlatBuffers' accessors for overreads once they are instrumented.
  target_compile_options(assay_options INTERFACE -Wno-stringop-overread)
  target_link_options(assay_options INTERFACE -fsanitize=address,undefined)
endif()
if(ASSAY_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "ASSAY_FUZZ needs clang: use the preset fuzz")
  endif()
  set(fuzz_sanitizers address,undefined,float-cast-overflow)
  target_compile_options(assay_options INTERFACE -fsanitize=fuzzer-no-link,${fuzz_sanitizers} -fno-sanitize-recover=all
                         -fno-omit-frame-pointer)
  # It does not see that a lambda advances the loop.
  target_compile_options(assay_options INTERFACE -Wno-for-loop-analysis)
  target_link_options(assay_options INTERFACE -fsanitize=${fuzz_sanitizers})
endif()
target_link_options(assay_options INTERFACE -Wl,--gc-sections -Wl,--build-id=sha1)

# -ffp-contract=off: multipliers are derived in floating point and must be the same bits on every core.
add_library(assay_device_options INTERFACE)
target_link_libraries(assay_device_options INTERFACE assay_options)
target_compile_options(assay_device_options INTERFACE -fno-exceptions -fno-rtti -fno-threadsafe-statics
                       -ffp-contract=off)

function(assay_device_library name)
  add_library(${name} STATIC ${ARGN})
  # PRIVATE: programs of the PC that link it keep their exceptions.
  target_link_libraries(${name} PUBLIC assay_options PRIVATE assay_device_options)
endfunction()

# The PC's programs wait for boards, disks and sockets: -O1 compiles in four fifths of the time of -O2.
add_library(assay_host_options INTERFACE)
target_compile_options(assay_host_options INTERFACE $<$<CONFIG:Release>:-O1>)

function(assay_host_library name)
  add_library(${name} STATIC ${ARGN})
  target_link_libraries(${name} PUBLIC assay_options PRIVATE assay_host_options)
endfunction()

function(assay_test name)
  if(NOT ASSAY_TESTS OR ASSAY_FIRMWARE_BOARD)
    return()
  endif()
  cmake_parse_arguments(arg "" "" "LIBRARIES" ${ARGN})
  find_package(GTest REQUIRED)
  include(GoogleTest)
  add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
  target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} assay_options GTest::gmock GTest::gtest_main)
  # What is run once is better compiled quickly, above all with sanitizers.
  target_compile_options(${name} PRIVATE -O0)
  gtest_discover_tests(${name} TEST_PREFIX "${name}." PROPERTIES TIMEOUT 300 DISCOVERY_TIMEOUT 60)
endfunction()

# Arm Cortex-M, bare metal. Included afresh at every configuration, so that board.yaml's flags take effect.
include(${ASSAY_BOARD_CONFIG_DIR}/board.cmake)

set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES ASSAY_BOARD_CONFIG_DIR)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)

# Debug information costs no flash. Without the folders' names in it the same sources give the same build ID anywhere.
set(CMAKE_CXX_FLAGS "${ASSAY_BOARD_FLAGS} -g -ffile-prefix-map=${CMAKE_BINARY_DIR}=build \
-ffile-prefix-map=${CMAKE_SOURCE_DIR}=. -ffile-prefix-map=${ASSAY_BOARD_CONFIG_DIR}=config" CACHE STRING "" FORCE)
# newlib-nano, and nothing that calls constructors or an operating system: what needs one does not link.
set(CMAKE_EXE_LINKER_FLAGS "-nostartfiles --specs=nano.specs -Wl,--fatal-warnings" CACHE STRING "" FORCE)

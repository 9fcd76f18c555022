// The generated part of a board's firmware: everything in board.yaml that compiler, linker and drivers must
// know.
#ifndef ASSAY_BOARDS_TOOLS_FIRMWARE_CONFIG_H_
#define ASSAY_BOARDS_TOOLS_FIRMWARE_CONFIG_H_

#include <string>

#include "harness/board/board.h"

namespace assay {

// `board` must have firmware.
std::string ConfigHeader(const Board& board);   // board_config.h: constants for the platform's sources
std::string CmakeSettings(const Board& board);  // board.cmake: flags and drivers
std::string LinkerScript(const Board& board);   // board.ld

}  // namespace assay

#endif  // ASSAY_BOARDS_TOOLS_FIRMWARE_CONFIG_H_

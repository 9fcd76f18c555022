// assay-board-config BOARD_YAML FOLDER: writes what the firmware's build needs to know of a board into a
// folder.
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "boards/tools/firmware_config.h"
#include "harness/base/error.h"
#include "harness/base/file.h"

namespace assay {
namespace {

// Leaves the file alone if it is already right, so that nothing that depends on it is built again.
void Update(const std::filesystem::path& file, const std::string& text) {
  std::ifstream old(file, std::ios::binary);
  if (old && std::string(std::istreambuf_iterator<char>(old), {}) == text) return;
  WriteFile(file, text);
}

void Generate(const std::filesystem::path& yaml, const std::filesystem::path& folder) {
  const Board board = LoadBoard(yaml);
  if (!board.firmware) {
    throw UsageError(
        fmt::format("{}: firmware: is missing; only a board with firmware can be built for", yaml.string()));
  }
  std::filesystem::create_directories(folder);
  Update(folder / "board_config.h", ConfigHeader(board));
  Update(folder / "board.cmake", CmakeSettings(board));
  Update(folder / "board.ld", LinkerScript(board));
}

}  // namespace
}  // namespace assay

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: assay-board-config BOARD_YAML FOLDER\n");
    return static_cast<int>(assay::ExitCode::kUsage);
  }
  try {
    assay::Generate(argv[1], argv[2]);
    return 0;
  } catch (const assay::InfraError& error) {
    fmt::print(stderr, "assay-board-config: {}\n", error.what());
    return static_cast<int>(assay::ExitCode::kInfra);
  } catch (const std::exception& error) {
    fmt::print(stderr, "assay-board-config: {}\n", error.what());
    return static_cast<int>(assay::ExitCode::kUsage);
  }
}

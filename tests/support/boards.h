// The boards that tests run on: all of the catalogue that can be started here, as `assay boards` tells.
#ifndef ASSAY_TESTS_SUPPORT_BOARDS_H_
#define ASSAY_TESTS_SUPPORT_BOARDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace assay::testing {

struct TestBoard {
  std::string name;
  std::string core;    // "cortex-m4", "host"
  std::string domain;  // "instructions", "time"
  bool is_virtual;
  // The memories of a board that has firmware, in bytes; null of the PC.
  std::optional<uint64_t> arena, model_store;
  std::string program;  // what runs there: the emulator, or the agent of the PC
};

// Every board whose state is "ready"; asked once a process. Fails the test if there is none.
const std::vector<TestBoard>& ReadyBoards();

// A ready board that counts instructions, of this core if one is given.
std::optional<TestBoard> CountingBoard(const std::string& core = "");
inline constexpr const char* kNoCountingBoard = "no board that counts instructions is ready (assay boards)";

}  // namespace assay::testing

#endif  // ASSAY_TESTS_SUPPORT_BOARDS_H_

#include "harness/run/testing/fake_unit.h"

#include "harness/base/file.h"
#include "harness/unit/testing/elf_builder.h"

namespace assay::testing {

Board FakeBoard(const InProcessAgent::Options& agent) {
  Board board;
  board.name = "fake-board";
  board.title = "A board of tests";
  board.core = "fake";
  board.domain = agent.clock.domain;
  board.link_kind = "socket";
  return board;
}

void WriteFakeImage(const std::filesystem::path& file) {
  WriteOutput(file, ElfBuilder(/*wide=*/false).Build());
}

}  // namespace assay::testing

#include "harness/unit/unit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "harness/base/error.h"

namespace assay {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

Board HostBoard() { return BoardCatalog(ASSAY_BOARDS).Load("host"); }

std::vector<Board> EmulatedBoards() {
  const BoardCatalog catalog(ASSAY_BOARDS);
  std::vector<Board> boards;
  for (const std::string& name : catalog.names()) {
    Board board = catalog.Load(name);
    if (board.launch.kind == Launch::Kind::kQemu) boards.push_back(std::move(board));
  }
  return boards;
}

// The error StartUnit gives.
std::string StartError(const Board& board, const Artifacts& artifacts) {
  try {
    StartUnit(board, artifacts);
  } catch (const InfraError& error) {
    return error.what();
  }
  return "it started";
}

// A folder that goes with the test.
class UnitTest : public testing::Test {
 protected:
  UnitTest() : folder_(testing::TempDir() + "unit-" + std::to_string(getpid())) {
    std::filesystem::create_directories(folder_);
  }
  ~UnitTest() override { std::filesystem::remove_all(folder_); }

  // An empty file where the firmware of a board would be.
  Artifacts FakeFirmware(const std::string& board) {
    std::filesystem::create_directories(folder_ / board);
    std::ofstream(folder_ / board / "agent.elf") << "not an ELF file";
    return {"", folder_};
  }

  std::filesystem::path folder_;
};

TEST_F(UnitTest, MissingHostAgentSaysHowToBuildIt) {
  EXPECT_THAT(StartError(HostBoard(), {folder_ / "assay-agent-host", folder_}),
              HasSubstr("--target assay-agent-host"));
}

TEST_F(UnitTest, MissingFirmwareSaysHowToBuildIt) {
  const Board board = EmulatedBoards().at(0);
  const std::string error = StartError(board, {"", folder_});
  EXPECT_THAT(error, HasSubstr((folder_ / board.name / "agent.elf").string()));
  EXPECT_THAT(error, HasSubstr("--target firmware-" + board.name));
  EXPECT_THAT(error, HasSubstr("apt-get install gcc-" + board.firmware->toolchain));
}

TEST_F(UnitTest, MissingEmulatorNamesItsPackage) {
  Board board = EmulatedBoards().at(0);
  board.launch.program = "qemu-system-nowhere";
  board.launch.package = "qemu-nowhere";
  EXPECT_EQ(StartError(board, FakeFirmware(board.name)),
            "board '" + board.name +
                "' needs the program qemu-system-nowhere, which is not in PATH; install it: apt-get install "
                "qemu-nowhere");
}

// The emulator stood in for by a shell script.
TEST_F(UnitTest, TheEmulatorsLastWordsAreKept) {
  const std::filesystem::path program = folder_ / "emulator";
  std::ofstream(program) << "#!/bin/sh\necho \"emulator: no such machine as $2\" >&2\nexit 3\n";
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  Board board = EmulatedBoards().at(0);
  board.launch.program = program.string();
  const std::unique_ptr<Unit> unit = StartUnit(board, FakeFirmware(board.name));
  char byte;
  EXPECT_EQ(read(unit->fd(), &byte, 1), 0) << "EOF";
  EXPECT_EQ(unit->Epitaph(), "exited with status 3: emulator: no such machine as " + board.launch.machine);
}

TEST_F(UnitTest, TheEmulatorIsToldHowToCountAndWhoItIs) {
  Board board = EmulatedBoards().at(0);
  board.launch.program = "/bin/true";
  board.domain = Domain::kInstructions;
  board.icount_shift = 6;
  board.firmware->serial_number = {"", 0x21fffff0, 16};
  const std::unique_ptr<Unit> unit = StartUnit(board, FakeFirmware(board.name));
  EXPECT_THAT(unit->command(), Contains("shift=6,sleep=on"));
  EXPECT_THAT(unit->command(), Contains("loader,addr=0x21fffff8,data=0x1,data-len=8,data-be=on"))
      << "the last eight bytes of the serial number";
}

TEST_F(UnitTest, SpecimensHaveNamesAndSerialNumbers) {
  Board board = EmulatedBoards().at(0);
  board.launch.program = "/bin/true";
  board.firmware->serial_number.size = 8;
  const std::unique_ptr<Unit> unit = StartUnit(board, FakeFirmware(board.name), 26);
  EXPECT_EQ(unit->name(), board.name + "-26");
  EXPECT_EQ(unit->serial(), "000000000000001a");
}

// ---- the real thing ----

// Sends what no agent takes for a frame and expects it to stay alive and silent, then kills it.
void ExpectLives(Unit& unit) {
  EXPECT_FALSE(unit.ended()) << unit.Epitaph();
  ASSERT_EQ(write(unit.fd(), "garbage\0", 8), 8);
  pollfd ready = {unit.fd(), POLLIN, 0};
  EXPECT_EQ(poll(&ready, 1, 300), 0) << "an answer to garbage, or EOF: " << unit.Epitaph();
  kill(unit.pid(), SIGKILL);
  char byte;
  // The socket is reset instead of closed if an emulator that is slow to start has not read the garbage.
  EXPECT_TRUE(read(unit.fd(), &byte, 1) == 0 || errno == ECONNRESET) << strerror(errno);
  EXPECT_THAT(unit.Epitaph(), HasSubstr("killed by signal 9"));
  unit.Stop();
}

const Artifacts kBuilt = {ASSAY_HOST_AGENT, ASSAY_FIRMWARE_FOLDER};

TEST(RealUnit, Host) {
  const std::unique_ptr<Unit> unit = StartUnit(HostBoard(), kBuilt);
  EXPECT_EQ(unit->image(), ASSAY_HOST_AGENT);
  ExpectLives(*unit);
}

TEST(RealUnit, EveryVirtualBoard) {
  std::string missing;
  int started = 0;
  for (const Board& board : EmulatedBoards()) {
    SCOPED_TRACE(board.name);
    missing = Missing(board, kBuilt);
    if (!missing.empty()) continue;
    ExpectLives(*StartUnit(board, kBuilt));
    ++started;
  }
  if (started == 0) GTEST_SKIP() << missing;
}

}  // namespace
}  // namespace assay

#include "harness/unit/unit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "harness/base/error.h"

namespace assay {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

Board TheBoard(const std::string& name) { return BoardCatalog(ASSAY_BOARDS).Load(name); }

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
  EXPECT_THAT(StartError(TheBoard("host"), {folder_ / "assay-agent-host", folder_}),
              HasSubstr("--target assay-agent-host"));
}

TEST_F(UnitTest, MissingFirmwareSaysHowToBuildIt) {
  const std::string error = StartError(TheBoard("virt-m4"), {"", folder_});
  EXPECT_THAT(error, HasSubstr((folder_ / "virt-m4" / "agent.elf").string()));
  EXPECT_THAT(error, HasSubstr("--target firmware-virt-m4"));
  EXPECT_THAT(error, HasSubstr("apt-get install gcc-arm-none-eabi"));
}

TEST_F(UnitTest, MissingEmulatorNamesItsPackage) {
  Board board = TheBoard("virt-m4");
  board.launch.program = "qemu-system-nowhere";
  EXPECT_EQ(StartError(board, FakeFirmware("virt-m4")),
            "board 'virt-m4' needs the program qemu-system-nowhere, which is not in PATH; install it: "
            "apt-get install "
            "qemu-system-arm");
}

// The emulator stood in for by a shell script.
TEST_F(UnitTest, TheEmulatorsLastWordsAreKept) {
  const std::filesystem::path program = folder_ / "emulator";
  std::ofstream(program) << "#!/bin/sh\necho \"emulator: no such machine as $2\" >&2\nexit 3\n";
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  Board board = TheBoard("virt-m4");
  board.launch.program = program.string();
  const std::unique_ptr<Unit> unit = StartUnit(board, FakeFirmware("virt-m4"));
  char byte;
  EXPECT_EQ(read(unit->fd(), &byte, 1), 0) << "EOF";
  EXPECT_EQ(unit->Epitaph(), "exited with status 3: emulator: no such machine as mps2-an386");
  EXPECT_THAT(unit->command(), Contains("shift=6,sleep=on"));
  EXPECT_THAT(unit->command(), Contains(HasSubstr("loader,addr=0x21fffff8,data=0x1,data-len=8")));
}

TEST_F(UnitTest, SpecimensHaveNamesAndSerialNumbers) {
  Board board = TheBoard("virt-m4");
  board.launch.program = "/bin/true";
  const std::unique_ptr<Unit> unit = StartUnit(board, FakeFirmware("virt-m4"), 26);
  EXPECT_EQ(unit->name(), "virt-m4-26");
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
  EXPECT_EQ(read(unit.fd(), &byte, 1), 0);
  EXPECT_THAT(unit.Epitaph(), HasSubstr("killed by signal 9"));
  unit.Stop();
}

TEST(RealUnit, Host) {
  const std::unique_ptr<Unit> unit = StartUnit(TheBoard("host"), {ASSAY_HOST_AGENT, ASSAY_FIRMWARE_FOLDER});
  EXPECT_EQ(unit->image(), ASSAY_HOST_AGENT);
  ExpectLives(*unit);
}

TEST(RealUnit, EveryVirtualBoard) {
  int started = 0;
  const BoardCatalog catalog(ASSAY_BOARDS);
  for (const std::string& name : catalog.names()) {
    const Board board = catalog.Load(name);
    if (board.launch.kind != Launch::Kind::kQemu) continue;
    const std::string program = "command -v " + board.launch.program + " >/dev/null";
    const auto image = std::filesystem::path(ASSAY_FIRMWARE_FOLDER) / name / "agent.elf";
    if (std::system(program.c_str()) != 0 || !std::filesystem::exists(image)) continue;
    const std::unique_ptr<Unit> unit = StartUnit(board, {ASSAY_HOST_AGENT, ASSAY_FIRMWARE_FOLDER});
    ExpectLives(*unit);
    ++started;
  }
  if (started == 0)
    GTEST_SKIP() << "QEMU is not installed (apt-get install qemu-system-arm), or no firmware was built";
}

}  // namespace
}  // namespace assay

#include "harness/board/board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "harness/base/error.h"

namespace assay {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kGood = R"(board: toy
title: A toy
core: cortex-m3
virtual: true
clock_hz: 8000000
count:
  domain: instructions
  icount_shift: 5
link:
  kind: serial
  rate: 115200
firmware:
  toolchain: arm-none-eabi
  flags: [-mcpu=cortex-m3, -mthumb]
  memories:
    - {name: flash, origin: 0x0, size: 64K}
    - {name: ram, origin: 0x20000000, size: 32K}
  code: flash
  data: ram
  stack: {memory: ram, size: 4K}
  arena: {memory: ram, size: 16K}
  model_store: {memory: flash, size: 1K}
  serial_number: {origin: 0x30000000, size: 4}
  uart: {driver: cmsdk_uart, base: 0x40004000, interrupt: 3}
  timer: {driver: cmsdk_timer, base: 0x40000000}
launch:
  kind: qemu
  program: qemu-system-arm
  package: qemu-system-arm
  machine: toy
  options: [-smp, "1"]
)";

class BoardTest : public testing::Test {
 protected:
  BoardTest() : folder_(testing::TempDir() + "boards-" + std::to_string(getpid())) {
    std::filesystem::create_directories(folder_ / "toy");
  }
  ~BoardTest() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path Write(const std::string& text) {
    const std::filesystem::path file = folder_ / "toy" / "board.yaml";
    std::ofstream(file) << text;
    return file;
  }

  // The error for the good file with one text in it replaced.
  std::string ErrorWith(const std::string& from, const std::string& to) {
    std::string text = kGood;
    const size_t at = text.find(from);
    if (at == std::string::npos) return "the test is wrong: no " + from;
    text.replace(at, from.size(), to);
    const std::filesystem::path file = Write(text);
    try {
      LoadBoard(file);
    } catch (const UsageError& error) {
      EXPECT_THAT(error.what(), HasSubstr(file.string() + ":")) << "names the file and the line";
      return error.what();
    }
    return "no error";
  }

  std::filesystem::path folder_;
};

TEST_F(BoardTest, ReadsEveryField) {
  const Board board = LoadBoard(Write(kGood));
  EXPECT_EQ(board.name, "toy");
  EXPECT_EQ(board.title, "A toy");
  EXPECT_EQ(board.core, "cortex-m3");
  EXPECT_TRUE(board.is_virtual);
  EXPECT_EQ(board.clock_hz, 8'000'000u);
  EXPECT_EQ(board.domain, Domain::kInstructions);
  EXPECT_EQ(board.icount_shift, 5);
  EXPECT_EQ(board.link_kind, "serial");
  EXPECT_EQ(board.link_rate, 115200u);
  ASSERT_TRUE(board.firmware.has_value());
  EXPECT_EQ(board.firmware->toolchain, "arm-none-eabi");
  EXPECT_THAT(board.firmware->flags, ElementsAre("-mcpu=cortex-m3", "-mthumb"));
  ASSERT_EQ(board.firmware->memories.size(), 2u);
  EXPECT_EQ(board.firmware->memory("ram").origin, 0x20000000u);
  EXPECT_EQ(board.firmware->memory("ram").size, 32u * 1024);
  EXPECT_EQ(board.firmware->code, "flash");
  EXPECT_EQ(board.firmware->data, "ram");
  EXPECT_EQ(board.firmware->stack.size, 4096u);
  EXPECT_EQ(board.firmware->arena.memory, "ram");
  EXPECT_EQ(board.firmware->model_store.memory, "flash");
  EXPECT_EQ(board.firmware->serial_number.origin, 0x30000000u);
  EXPECT_EQ(board.firmware->uart.driver, "cmsdk_uart");
  EXPECT_EQ(board.firmware->uart.interrupt, 3);
  EXPECT_EQ(board.firmware->timer.base, 0x40000000u);
  EXPECT_EQ(board.launch.kind, Launch::Kind::kQemu);
  EXPECT_EQ(board.launch.machine, "toy");
  EXPECT_THAT(board.launch.options, ElementsAre("-smp", "1"));
}

TEST_F(BoardTest, LimitsOfTheLink) {
  const Board board = LoadBoard(Write(kGood));
  EXPECT_EQ(board.link_limits.message_bytes, 1024);
  EXPECT_EQ(board.link_limits.slots, 2);
  EXPECT_EQ(board.link_limits.credits, 2);
  std::string text = kGood;
  text.replace(text.find("rate: 115200"), 12, "rate: 115200\n  message: 2K\n  slots: 8\n  credits: 3");
  const Board other = LoadBoard(Write(text));
  EXPECT_EQ(other.link_limits.message_bytes, 2048);
  EXPECT_EQ(other.link_limits.slots, 8);
  EXPECT_EQ(other.link_limits.credits, 3);
  const auto with = [&](const std::string& field) {
    return ErrorWith("rate: 115200", "rate: 115200\n  " + field);
  };
  EXPECT_THAT(with("message: 504"), HasSubstr("link.message: must be a multiple of 8 bytes, 512 to 4096"));
  EXPECT_THAT(with("message: 1023"), HasSubstr("link.message: must be"));
  EXPECT_THAT(with("message: 8K"), HasSubstr("link.message: must be"));
  EXPECT_THAT(with("slots: 3"), HasSubstr("link.slots: must be a power of two, 1 to 64"));
  EXPECT_THAT(with("slots: 0"), HasSubstr("link.slots: must be"));
  EXPECT_THAT(with("credits: 65"), HasSubstr("link.credits: must be 1 to 64"));
}

TEST_F(BoardTest, ErrorsNameLineFieldAndFix) {
  EXPECT_THAT(ErrorWith("clock_hz: 8000000", "clock_hz: fast"),
              HasSubstr(":5: clock_hz: must be an integer"));
  EXPECT_THAT(ErrorWith("board: toy", "board: tony"), HasSubstr("the folder is 'toy'"));
  EXPECT_THAT(ErrorWith("board: toy", "board: To/y"), HasSubstr("a letter first"));
  EXPECT_THAT(ErrorWith("title: A toy\n", ""), HasSubstr("title: is missing"));
  EXPECT_THAT(ErrorWith("title:", "titel:"), HasSubstr("title"));
  EXPECT_THAT(ErrorWith("core: cortex-m3", "core: cortex-m3\nchip: x"), HasSubstr("chip"));
  EXPECT_THAT(ErrorWith("instructions", "instruction"), HasSubstr("did you mean 'instructions'?"));
  EXPECT_THAT(ErrorWith("icount_shift: 5", "icount_shift: 10"),
              HasSubstr(":8: count.icount_shift: must be 0 to 9"));
  EXPECT_THAT(ErrorWith("domain: instructions", "domain: cycles"), HasSubstr("remove it"));
  EXPECT_THAT(ErrorWith("kind: serial", "kind: cereal"), HasSubstr("did you mean 'serial'?"));
  EXPECT_THAT(ErrorWith("rate: 115200", "rate: 0"), HasSubstr("link.rate: must be"));
  EXPECT_THAT(ErrorWith("clock_hz: 8000000\n", ""), HasSubstr("clock_hz: is missing"));
  EXPECT_THAT(ErrorWith("kind: qemu", "kind: qemo"), HasSubstr("did you mean 'qemu'?"));
  EXPECT_THAT(ErrorWith("  machine: toy\n", ""), HasSubstr("launch.machine: is missing"));
}

TEST_F(BoardTest, MemoriesMustMakeSense) {
  EXPECT_THAT(ErrorWith("size: 64K", "size: 64k"), HasSubstr("size: must be a number of bytes"));
  EXPECT_THAT(ErrorWith("size: 64K", "size: 0"), HasSubstr("must be greater than 0"));
  EXPECT_THAT(ErrorWith("origin: 0x20000000, size: 32K", "origin: 0xFFFFFFF0, size: 32K"),
              HasSubstr("32-bit"));
  EXPECT_THAT(ErrorWith("origin: 0x20000000, size: 32K", "origin: 0x8000, size: 32K"),
              HasSubstr("overlaps the memory 'flash'"));
  EXPECT_THAT(ErrorWith("name: ram", "name: flash"), HasSubstr("there twice"));
  EXPECT_THAT(ErrorWith("data: ram", "data: rom"), HasSubstr("did you mean 'ram'?"));
  EXPECT_THAT(ErrorWith("arena: {memory: ram, size: 16K}", "arena: {memory: ram, size: 30K}"),
              HasSubstr("memory 'ram' has 28672 left"));
  EXPECT_THAT(ErrorWith("stack: {memory: ram, size: 4K}", "stack: {memory: ram, size: 4001}"),
              HasSubstr("multiple of 16"));
  EXPECT_THAT(ErrorWith("origin: 0x30000000", "origin: 0x20000010"), HasSubstr("lies in the memory 'ram'"));
  EXPECT_THAT(ErrorWith("interrupt: 3", "interrupt: 240"), HasSubstr("0 to 239"));
  EXPECT_THAT(ErrorWith("base: 0x40004000", "base: 0x40004001"), HasSubstr("word-aligned"));
}

TEST_F(BoardTest, FirmwareAndLaunchBelongTogether) {
  const std::string good = kGood;
  const size_t firmware = good.find("firmware:");
  const size_t launch = good.find("launch:");
  Write(good.substr(0, firmware) + good.substr(launch));
  EXPECT_THROW(LoadBoard(folder_ / "toy" / "board.yaml"), UsageError);
  Write(good.substr(0, launch) + "launch: {kind: process}\n");
  EXPECT_THROW(LoadBoard(folder_ / "toy" / "board.yaml"), UsageError);
}

TEST_F(BoardTest, NotYaml) {
  EXPECT_THROW(LoadBoard(Write("board: [")), UsageError);
  EXPECT_THROW(LoadBoard(Write("")), UsageError);
  EXPECT_THROW(LoadBoard(Write("- a list")), UsageError);
  EXPECT_THROW(LoadBoard(folder_ / "missing.yaml"), UsageError);
}

TEST_F(BoardTest, CatalogListsAndSuggests) {
  Write("this is broken, and hides nothing");
  std::filesystem::create_directories(folder_ / "cmake");
  const BoardCatalog catalog(folder_);
  EXPECT_THAT(catalog.names(), ElementsAre("toy"));
  EXPECT_THROW(catalog.Load("toy"), UsageError);
  try {
    catalog.Load("tou");
    FAIL() << "found";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("board 'tou' does not exist"));
    EXPECT_THAT(error.what(), HasSubstr("did you mean 'toy'?"));
  }
  EXPECT_THROW(BoardCatalog(folder_ / "nowhere"), UsageError);
}

// The boards of the project itself.
TEST(Boards, AllLoad) {
  const BoardCatalog catalog(ASSAY_BOARDS);
  EXPECT_THAT(catalog.names(), testing::IsSupersetOf({"host", "virt-m4"}));
  for (const std::string& name : catalog.names()) EXPECT_EQ(catalog.Load(name).name, name);
  EXPECT_EQ(catalog.Load("virt-m4").firmware->arena.size, 512u * 1024);
  EXPECT_FALSE(catalog.Load("host").firmware.has_value());
}

}  // namespace
}  // namespace assay

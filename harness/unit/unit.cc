#include "harness/unit/unit.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "harness/base/error.h"
#include "harness/unit/child.h"

namespace assay {
namespace {

bool Executable(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error) && access(path.c_str(), X_OK) == 0;
}

// The path of a program as the shell would find it; empty if there is none.
std::filesystem::path FindProgram(const std::string& name) {
  if (name.find('/') != std::string::npos)
    return Executable(name) ? std::filesystem::path(name) : std::filesystem::path();
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "/usr/bin:/bin" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    std::filesystem::path candidate = std::filesystem::path(folder.empty() ? "." : folder) / name;
    if (Executable(candidate)) return candidate;
  }
  return {};
}

// A serial number is what the firmware reads from `bytes` bytes of memory, in hex; the number of the unit for
// ours.
std::string SerialNumber(int number, uint64_t bytes) { return fmt::format("{:0{}x}", number, 2 * bytes); }

std::vector<std::string> ProcessCommand(const Board& board, const Artifacts& artifacts,
                                        const std::string& serial) {
  if (!Executable(artifacts.host_agent)) {
    throw InfraError(
        fmt::format("the agent for board '{}' is missing: {} is not a program; build it with: cmake --build "
                    "BUILD_FOLDER --target assay-agent-host",
                    board.name, artifacts.host_agent.string()));
  }
  std::vector<std::string> command = {artifacts.host_agent.string(),
                                      "--fd",
                                      std::to_string(Child::kSocketInChild),
                                      "--board",
                                      board.name,
                                      "--unit",
                                      serial,
                                      "--arena",
                                      std::to_string(board.launch.arena),
                                      "--model-store",
                                      std::to_string(board.launch.model_store),
                                      "--message",
                                      std::to_string(board.link_limits.message_bytes),
                                      "--slots",
                                      std::to_string(board.link_limits.slots),
                                      "--credits",
                                      std::to_string(board.link_limits.credits)};
  command.insert(command.end(), board.launch.options.begin(), board.launch.options.end());
  return command;
}

std::filesystem::path FirmwareImage(const Board& board, const Artifacts& artifacts) {
  std::filesystem::path image = artifacts.firmware / board.name / "agent.elf";
  std::error_code error;
  if (!std::filesystem::is_regular_file(image, error)) {
    throw InfraError(fmt::format(
        "the firmware of board '{0}' is missing: there is no {1}; install the cross compiler (apt-get "
        "install "
        "gcc-{2} libstdc++-{2}-newlib), configure again, and build it with: cmake --build BUILD_FOLDER "
        "--target firmware-{0}",
        board.name, image.string(), board.firmware->toolchain));
  }
  return image;
}

std::vector<std::string> QemuCommand(const Board& board, const std::filesystem::path& image, int number) {
  const std::filesystem::path program = FindProgram(board.launch.program);
  if (program.empty()) {
    throw InfraError(
        fmt::format("board '{}' needs the program {}, which is not in PATH; install it: apt-get install {}",
                    board.name, board.launch.program, board.launch.package));
  }
  std::vector<std::string> command = {program.string(), "-M", board.launch.machine, "-kernel",
                                      image.string()};
  for (const char* option :
       {"-display", "none", "-monitor", "none", "-nodefaults", "-no-user-config", "-nic", "none"}) {
    command.push_back(option);
  }
  command.insert(command.end(), {"-chardev", fmt::format("socket,id=u0,fd={}", Child::kSocketInChild),
                                 "-serial", "chardev:u0"});
  if (board.domain == Domain::kInstructions) {
    command.insert(command.end(), {"-icount", fmt::format("shift={},sleep=on", board.icount_shift)});
  }
  // Puts the serial number where the firmware looks for it, at every reset, most significant byte first. The
  // loader writes at most eight bytes at once; unit numbers have fewer, and RAM begins as zero.
  const MemoryRegion& serial = board.firmware->serial_number;
  const uint64_t bytes = std::min<uint64_t>(serial.size, 8);
  command.insert(command.end(), {"-device", fmt::format("loader,addr={:#x},data={:#x},data-len={},data-be=on",
                                                        serial.origin + serial.size - bytes, number, bytes)});
  command.insert(command.end(), board.launch.options.begin(), board.launch.options.end());
  return command;
}

std::vector<std::string> Command(const Board& board, const Artifacts& artifacts, int number) {
  if (board.launch.kind == Launch::Kind::kProcess) {
    return ProcessCommand(board, artifacts, fmt::format("{}-{}", board.name, number));
  }
  return QemuCommand(board, FirmwareImage(board, artifacts), number);
}

class ChildUnit : public Unit {
 public:
  ChildUnit(std::string name, std::string serial, std::filesystem::path image,
            std::vector<std::string> command, bool one_cpu)
      : name_(std::move(name)),
        serial_(std::move(serial)),
        image_(std::move(image)),
        child_(std::move(command), one_cpu) {}

  int fd() const override { return child_.socket(); }
  pid_t pid() const override { return child_.pid(); }
  const std::string& name() const override { return name_; }
  const std::string& serial() const override { return serial_; }
  const std::filesystem::path& image() const override { return image_; }
  const std::vector<std::string>& command() const override { return child_.command(); }
  void Stop() override { child_.Kill(); }
  bool ended() const override { return child_.ended(); }
  std::string Epitaph() const override { return child_.Epitaph(); }

 private:
  std::string name_;
  std::string serial_;
  std::filesystem::path image_;
  Child child_;
};

}  // namespace

std::string Missing(const Board& board, const Artifacts& artifacts) {
  try {
    Command(board, artifacts, /*number=*/1);
    return "";
  } catch (const InfraError& error) {
    return error.what();
  }
}

std::unique_ptr<Unit> StartUnit(const Board& board, const Artifacts& artifacts, int number) {
  const std::string name = fmt::format("{}-{}", board.name, number);
  std::vector<std::string> command = Command(board, artifacts, number);
  if (board.launch.kind == Launch::Kind::kProcess) {
    return std::make_unique<ChildUnit>(name, name, artifacts.host_agent, std::move(command),
                                       /*one_cpu=*/false);
  }
  const std::string serial = SerialNumber(number, board.firmware->serial_number.size);
  // QEMU hands every byte of the link from one of its threads to another. Between CPUs that are otherwise
  // idle such a hand-over takes five times as long as on one.
  return std::make_unique<ChildUnit>(name, serial, FirmwareImage(board, artifacts), std::move(command),
                                     /*one_cpu=*/true);
}

}  // namespace assay

#include "harness/board/board.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "harness/base/error.h"
#include "harness/base/yaml.h"
#include "server/base/nearest.h"

namespace assay {
namespace {

constexpr const char* kDescriptor = "board.yaml";
constexpr uint64_t kAddressSpace = uint64_t{1} << 32;
// Of arena and model store; the stack needs 8.
constexpr uint64_t kAlignment = 16;
// A tick must be a whole number of nanoseconds' fraction: 10^9 can be halved nine times.
constexpr int64_t kMaxIcountShift = 9;

// What holds where a board does not say.
constexpr protocol::LinkLimits kDefaultLimits = {.message_bytes = 1024, .slots = 2, .credits = 2};
constexpr uint64_t kProcessArena = 2u << 20;
constexpr uint64_t kProcessModelStore = 16u << 20;
// An agent's introduction must fit into a message, and a message into the harness's.
constexpr uint64_t kLeastMessage = 512;
constexpr uint64_t kLongestMessage = 4096;
constexpr int64_t kMostSlots = 64;

// Names become parts of file names, of identifiers and of linker scripts.
std::string Name(YamlMap& yaml, const std::string& field, const char* extra_characters) {
  std::string name = yaml.String(field);
  const std::string allowed = std::string("abcdefghijklmnopqrstuvwxyz0123456789") + extra_characters;
  if (name.empty() || name.find_first_not_of(allowed) != std::string::npos || name[0] < 'a') {
    yaml.Fail(field, fmt::format("must be a name of a-z, 0-9 and {}, a letter first", extra_characters));
  }
  return name;
}

std::string Choice(YamlMap& yaml, const std::string& field, const std::vector<std::string>& choices) {
  std::string value = yaml.String(field);
  if (std::find(choices.begin(), choices.end(), value) == choices.end()) {
    yaml.Fail(field, fmt::format("'{}' is unknown; {}", value, Suggestion(value, choices)));
  }
  return value;
}

MemoryRegion ReadRange(YamlMap& yaml) {
  MemoryRegion region;
  region.origin = yaml.Bytes("origin");
  region.size = yaml.Bytes("size");
  if (region.size == 0) yaml.Fail("size", "must be greater than 0");
  if (region.origin >= kAddressSpace || region.size > kAddressSpace - region.origin) {
    yaml.Fail("origin", "and size must stay within the 32-bit address space");
  }
  return region;
}

bool Overlap(const MemoryRegion& a, const MemoryRegion& b) {
  return a.origin < b.origin + b.size && b.origin < a.origin + a.size;
}

std::vector<MemoryRegion> ReadMemories(YamlMap& yaml) {
  std::vector<MemoryRegion> memories;
  for (YamlMap& entry : yaml.Maps("memories")) {
    MemoryRegion memory = ReadRange(entry);
    memory.name = Name(entry, "name", "_");
    entry.ExpectNothingElse();
    for (const MemoryRegion& other : memories) {
      if (other.name == memory.name) entry.Fail("name", fmt::format("'{}' is there twice", memory.name));
      if (Overlap(other, memory)) entry.Fail("origin", fmt::format("overlaps the memory '{}'", other.name));
    }
    memories.push_back(memory);
  }
  if (memories.empty()) yaml.Fail("memories", "is empty; a board needs memory for code and for data");
  return memories;
}

std::string MemoryName(YamlMap& yaml, const std::string& field, const std::vector<MemoryRegion>& memories) {
  std::vector<std::string> names;
  names.reserve(memories.size());
  for (const MemoryRegion& memory : memories) names.push_back(memory.name);
  return Choice(yaml, field, names);
}

// Reads the reservation `field` and takes its bytes from what is left in its memory.
Reservation ReadReservation(YamlMap& parent, const std::string& field,
                            const std::vector<MemoryRegion>& memories,
                            std::map<std::string, uint64_t>& left) {
  YamlMap yaml = parent.Map(field);
  Reservation reservation;
  reservation.memory = MemoryName(yaml, "memory", memories);
  reservation.size = yaml.Bytes("size");
  yaml.ExpectNothingElse();
  if (reservation.size == 0 || reservation.size % kAlignment != 0) {
    yaml.Fail("size", fmt::format("must be a multiple of {} bytes, and not 0", kAlignment));
  }
  uint64_t& room = left[reservation.memory];
  if (reservation.size > room) {
    yaml.Fail("size",
              fmt::format(
                  "{} bytes do not fit: memory '{}' has {} left; make this or what stands before it smaller",
                  reservation.size, reservation.memory, room));
  }
  room -= reservation.size;
  return reservation;
}

uint64_t ReadRegisters(YamlMap& yaml) {
  const uint64_t base = yaml.Bytes("base");
  if (base >= kAddressSpace || base % 4 != 0)
    yaml.Fail("base", "must be the 32-bit, word-aligned address of registers");
  return base;
}

Firmware ReadFirmware(YamlMap yaml) {
  Firmware firmware;
  firmware.toolchain = Name(yaml, "toolchain", "-_");
  firmware.flags = yaml.Strings("flags");
  firmware.memories = ReadMemories(yaml);
  std::map<std::string, uint64_t> left;
  for (const MemoryRegion& memory : firmware.memories) left[memory.name] = memory.size;
  firmware.code = MemoryName(yaml, "code", firmware.memories);
  firmware.data = MemoryName(yaml, "data", firmware.memories);
  firmware.stack = ReadReservation(yaml, "stack", firmware.memories, left);
  firmware.arena = ReadReservation(yaml, "arena", firmware.memories, left);
  firmware.model_store = ReadReservation(yaml, "model_store", firmware.memories, left);

  YamlMap serial = yaml.Map("serial_number");
  firmware.serial_number = ReadRange(serial);
  serial.ExpectNothingElse();
  if (firmware.serial_number.size > 16) serial.Fail("size", "must be at most 16 bytes");
  for (const MemoryRegion& memory : firmware.memories) {
    if (Overlap(memory, firmware.serial_number)) {
      serial.Fail(
          "origin",
          fmt::format("lies in the memory '{}', where it would be overwritten; end that memory before it",
                      memory.name));
    }
  }

  YamlMap uart = yaml.Map("uart");
  firmware.uart.driver = Name(uart, "driver", "_");
  firmware.uart.base = ReadRegisters(uart);
  const int64_t interrupt = uart.Integer("interrupt");
  if (interrupt < 0 || interrupt >= 240)
    uart.Fail("interrupt", "must be the number of an external interrupt, 0 to 239");
  firmware.uart.interrupt = static_cast<int>(interrupt);
  uart.ExpectNothingElse();

  YamlMap timer = yaml.Map("timer");
  firmware.timer.driver = Name(timer, "driver", "_");
  firmware.timer.base = ReadRegisters(timer);
  timer.ExpectNothingElse();
  yaml.ExpectNothingElse();
  return firmware;
}

uint64_t ReadProcessMemory(YamlMap& yaml, const std::string& field, uint64_t fallback) {
  const uint64_t bytes = yaml.Has(field) ? yaml.Bytes(field) : fallback;
  if (bytes == 0 || bytes >= kAddressSpace || bytes % kAlignment != 0) {
    yaml.Fail(field, fmt::format("must be a multiple of {} bytes below 4 GB, and not 0", kAlignment));
  }
  return bytes;
}

Launch ReadLaunch(YamlMap yaml) {
  Launch launch;
  const std::string kind = Choice(yaml, "kind", {"process", "qemu"});
  launch.kind = kind == "qemu" ? Launch::Kind::kQemu : Launch::Kind::kProcess;
  if (launch.kind == Launch::Kind::kQemu) {
    launch.program = yaml.String("program");
    launch.package = yaml.String("package");
    launch.machine = yaml.String("machine");
  } else {
    launch.arena = ReadProcessMemory(yaml, "arena", kProcessArena);
    launch.model_store = ReadProcessMemory(yaml, "model_store", kProcessModelStore);
  }
  launch.options = yaml.Strings("options");
  yaml.ExpectNothingElse();
  return launch;
}

void ReadCount(YamlMap yaml, Board& board) {
  std::vector<std::string> names;
  for (const DomainFacts& domain : kDomains) names.emplace_back(domain.name);
  const std::string name = Choice(yaml, "domain", names);
  board.domain = static_cast<Domain>(std::find(names.begin(), names.end(), name) - names.begin());
  if (board.domain == Domain::kInstructions) {
    const int64_t shift = yaml.Integer("icount_shift");
    if (shift < 0 || shift > kMaxIcountShift) {
      yaml.Fail("icount_shift", fmt::format("must be 0 to {}", kMaxIcountShift));
    }
    board.icount_shift = static_cast<int>(shift);
  } else if (yaml.Has("icount_shift")) {
    yaml.Fail("icount_shift", "belongs to the domain 'instructions' only; remove it");
  }
  yaml.ExpectNothingElse();
}

// How much the agent's end of the link can hold.
protocol::LinkLimits ReadLinkLimits(YamlMap& yaml) {
  const uint64_t message = yaml.Has("message") ? yaml.Bytes("message") : kDefaultLimits.message_bytes;
  if (message < kLeastMessage || message > kLongestMessage || message % 8 != 0) {
    yaml.Fail("message",
              fmt::format("must be a multiple of 8 bytes, {} to {}", kLeastMessage, kLongestMessage));
  }
  const int64_t slots = yaml.Integer("slots", kDefaultLimits.slots);
  if (slots < 1 || slots > kMostSlots || (slots & (slots - 1)) != 0) {
    yaml.Fail("slots", fmt::format("must be a power of two, 1 to {}", kMostSlots));
  }
  const int64_t credits = yaml.Integer("credits", kDefaultLimits.credits);
  if (credits < 1 || credits > kMostSlots) {
    yaml.Fail("credits", fmt::format("must be 1 to {}", kMostSlots));
  }
  return {.message_bytes = static_cast<uint16_t>(message),
          .slots = static_cast<uint8_t>(slots),
          .credits = static_cast<uint8_t>(credits)};
}

uint64_t ReadHertz(YamlMap& yaml, const std::string& field) {
  const int64_t value = yaml.Integer(field);
  if (value <= 0 || value > 100'000'000'000) yaml.Fail(field, "must be a number a second, greater than 0");
  return static_cast<uint64_t>(value);
}

}  // namespace

const MemoryRegion& Firmware::memory(const std::string& name) const {
  return *std::find_if(memories.begin(), memories.end(),
                       [&](const MemoryRegion& m) { return m.name == name; });
}

Board LoadBoard(const std::filesystem::path& file) {
  YamlMap yaml = YamlMap::Load(file);
  Board board;
  board.file = file;
  board.name = Name(yaml, "board", "-");
  const std::string folder = std::filesystem::absolute(file).parent_path().filename().string();
  if (board.name != folder) {
    yaml.Fail("board", fmt::format("is '{}', but the folder is '{}'; make them equal", board.name, folder));
  }
  board.title = yaml.String("title");
  board.core = Name(yaml, "core", "-");
  board.is_virtual = yaml.Boolean("virtual", false);
  if (yaml.Has("clock_hz")) board.clock_hz = ReadHertz(yaml, "clock_hz");
  ReadCount(yaml.Map("count"), board);

  YamlMap link = yaml.Map("link");
  board.link_kind = Choice(link, "kind", {"serial", "socket"});
  if (board.link_kind == "serial") board.link_rate = ReadHertz(link, "rate");
  board.link_limits = ReadLinkLimits(link);
  link.ExpectNothingElse();

  if (yaml.Has("firmware")) board.firmware = ReadFirmware(yaml.Map("firmware"));
  board.launch = ReadLaunch(yaml.Map("launch"));
  const bool needs_firmware = board.launch.kind != Launch::Kind::kProcess;
  if (needs_firmware != board.firmware.has_value()) {
    yaml.Fail("firmware", needs_firmware ? "is missing; the unit needs an image to run"
                                         : "does not belong to a board that is a process; remove it");
  }
  if (board.firmware && board.clock_hz == 0)
    yaml.Fail("clock_hz", "is missing; the firmware needs to know its clock");
  if (board.domain == Domain::kInstructions && board.launch.kind != Launch::Kind::kQemu) {
    yaml.Fail("count", "instructions can be counted on an emulator only; use cycles or time");
  }
  yaml.ExpectNothingElse();
  return board;
}

BoardCatalog::BoardCatalog(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
    if (std::filesystem::exists(entry.path() / kDescriptor))
      names_.push_back(entry.path().filename().string());
  }
  if (error) {
    throw UsageError(fmt::format("{}: cannot list the boards: {}; give the project's boards/ folder",
                                 folder_.string(), error.message()));
  }
  std::sort(names_.begin(), names_.end());
}

Board BoardCatalog::Load(const std::string& name) const {
  if (!std::binary_search(names_.begin(), names_.end(), name)) {
    throw UsageError(
        fmt::format("board '{}' does not exist in {}; {}", name, folder_.string(), Suggestion(name, names_)));
  }
  return LoadBoard(folder_ / name / kDescriptor);
}

}  // namespace assay

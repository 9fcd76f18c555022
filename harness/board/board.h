// Boards as data: what boards/<name>/board.yaml says about a model of board. docs/boards.md specifies the
// file.
#ifndef ASSAY_HARNESS_BOARD_BOARD_H_
#define ASSAY_HARNESS_BOARD_BOARD_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "device-agent/figures/domain.h"
#include "device-agent/protocol/endpoint.h"

namespace assay {

struct MemoryRegion {
  std::string name;
  uint64_t origin = 0;  // address of the first byte
  uint64_t size = 0;    // bytes
};

// Something of a fixed size that the linker puts into a memory.
struct Reservation {
  std::string memory;  // the name of a MemoryRegion
  uint64_t size = 0;   // bytes
};

// A peripheral the firmware uses: the driver's name is that of its source file in
// device-agent/platform/cortex_m/.
struct Peripheral {
  std::string driver;
  uint64_t base = 0;   // address of its registers
  int interrupt = -1;  // its number in the vector table, counted from the first external one; -1 for none
};

// How the image for a board without an operating system is made.
struct Firmware {
  std::string toolchain;           // prefix of the cross compiler, and name of boards/cmake/<toolchain>.cmake
  std::vector<std::string> flags;  // for compiler and linker: core, float ABI
  std::vector<MemoryRegion> memories;
  std::string code;         // the memory of vectors, code and constants
  std::string data;         // the memory of .data and .bss
  Reservation stack;        // at the very start of its memory if that is `data`, so that an overflow faults
  Reservation arena;        // the runtime's arena
  Reservation model_store;  // where models are sent to
  MemoryRegion serial_number;  // where the unit's serial number is found; without a name
  Peripheral uart;
  Peripheral timer;

  const MemoryRegion& memory(const std::string& name) const;  // must exist (LoadBoard checks all uses)
};

// How a unit comes to life.
struct Launch {
  enum class Kind {
    kProcess,  // the agent as a program of the PC
    kQemu,     // an emulated machine
  };
  Kind kind = Kind::kProcess;
  std::string program;               // kQemu: the emulator, looked up in PATH
  std::string package;               // kQemu: the Debian package that has it
  std::string machine;               // kQemu: -M
  std::vector<std::string> options;  // more arguments
  uint64_t arena = 0;                // kProcess: bytes; of other boards they are in Firmware
  uint64_t model_store = 0;
};

struct Board {
  std::string name;
  std::string title;  // one line for people
  std::string core;   // "cortex-m4"
  bool is_virtual = false;
  uint64_t clock_hz = 0;          // of the core; 0 if not known
  Domain domain = Domain::kTime;  // what its ticks count
  int icount_shift =
      -1;  // virtual boards that count instructions: one takes 2^shift ns of virtual time; else -1
  std::string link_kind;               // "serial", "socket"
  uint64_t link_rate = 0;              // bit/s; 0 where the link has no rate
  protocol::LinkLimits link_limits{};  // of the agent's end
  std::optional<Firmware> firmware;    // absent: the agent is a program of the PC
  Launch launch;
  std::filesystem::path file;  // where all this was read from
};

// Reads one board.yaml. Throws UsageError naming the file, the line, the field and the fix; an unknown field,
// a missing one, a reference to a memory that does not exist and things that do not fit into their memory are
// all errors.
Board LoadBoard(const std::filesystem::path& file);

// The boards of a folder: every sub-folder with a board.yaml is one, and has its name.
class BoardCatalog {
 public:
  // Reads nothing but the folder's listing, so that one broken board does not hide the others. Throws
  // UsageError if the folder cannot be listed.
  explicit BoardCatalog(std::filesystem::path folder);

  const std::vector<std::string>& names() const { return names_; }  // sorted

  // Throws UsageError: for an unknown name one that suggests the nearest, else LoadBoard's.
  Board Load(const std::string& name) const;

 private:
  std::filesystem::path folder_;
  std::vector<std::string> names_;
};

}  // namespace assay

#endif  // ASSAY_HARNESS_BOARD_BOARD_H_

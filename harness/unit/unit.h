// One running specimen of a board.
#ifndef ASSAY_HARNESS_UNIT_UNIT_H_
#define ASSAY_HARNESS_UNIT_UNIT_H_

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "harness/board/board.h"

namespace assay {

// Where the build put what runs on the units.
struct Artifacts {
  std::filesystem::path host_agent;  // the agent as a program of the PC (assay-agent-host)
  std::filesystem::path firmware;    // folder with <board>/agent.elf
};

// A unit that is a child process, with its link on a socket. Whatever happens to the harness, the child does
// not outlive it: the destructor kills it, and the kernel does if the harness itself is killed.
class Unit {
 public:
  virtual ~Unit() = default;

  // This end of the link, a stream socket: readable and writable, blocking, closed with the unit (duplicate
  // it to own it). Reading yields EOF when the unit has died.
  virtual int fd() const = 0;
  virtual pid_t pid() const = 0;

  virtual const std::string& name() const = 0;                  // "virt-m4-1"
  virtual const std::string& serial() const = 0;                // what the agent's Identity.unit must say
  virtual const std::filesystem::path& image() const = 0;       // the ELF file that runs there (see image.h)
  virtual const std::vector<std::string>& command() const = 0;  // what was executed, for logs

  // Kills the unit and waits until it is gone. May be called more than once.
  virtual void Stop() = 0;

  // Whether the child has ended by itself or was stopped.
  virtual bool ended() const = 0;

  // How the child is or ended, and the last lines it wrote to stderr, for error messages: "exited with status
  // 1: qemu-system-arm: ...". After an EOF on the link, waits a moment for the child to be reaped.
  virtual std::string Epitaph() const = 0;
};

// What is missing before a unit of the board can be started, and how to get it; empty if nothing is.
std::string Missing(const Board& board, const Artifacts& artifacts);

// Starts specimen `number` (1 or more) of the board. Throws InfraError, which says what to do, if its
// program or image is missing or cannot be executed. Safe to call from any thread; the unit does not depend
// on the life of that thread.
std::unique_ptr<Unit> StartUnit(const Board& board, const Artifacts& artifacts, int number = 1);

}  // namespace assay

#endif  // ASSAY_HARNESS_UNIT_UNIT_H_

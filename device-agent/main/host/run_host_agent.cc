#include "device-agent/main/host/run_host_agent.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

#include "device-agent/agent/run_agent.h"
#include "device-agent/platform/host/host_platform.h"

namespace assay::agent {

int RunHostAgent(int argc, char** argv, std::span<const kernels::KernelSet* const> kernel_sets) {
  CLI::App app("The Assay agent as a process of the PC. It is started by the harness, not by hand.");
  int fd = -1;
  std::string board = "host";
  std::string unit = "host";
  uint64_t arena_bytes = 2u << 20;
  uint64_t model_store_bytes = 16u << 20;
  protocol::LinkLimits limits = {.message_bytes = 1024, .slots = 2, .credits = 2};
  app.add_option("--fd", fd, "File descriptor of the link, one end of a socket pair")->required();
  app.add_option("--board", board, "Name of the board")->capture_default_str();
  app.add_option("--unit", unit, "Name of the unit")->capture_default_str();
  app.add_option("--arena", arena_bytes, "Bytes of memory for the runtime")->capture_default_str();
  app.add_option("--model-store", model_store_bytes, "Bytes of memory for the model")->capture_default_str();
  app.add_option("--message", limits.message_bytes, "Bytes of a message of the link")->capture_default_str();
  app.add_option("--slots", limits.slots, "Replies kept until they are acknowledged")->capture_default_str();
  app.add_option("--credits", limits.credits, "Requests that may be sent ahead")->capture_default_str();
  CLI11_PARSE(app, argc, argv);

  // An agent whose harness was killed must not live on.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGPIPE, SIG_IGN);
  if (fcntl(fd, F_GETFD) < 0) {
    std::cerr << "--fd " << fd << " is not an open file descriptor; pass one end of a socketpair\n";
    return 2;
  }
  const platform::HostConfiguration configuration = {.fd = fd,
                                                     .board = board.c_str(),
                                                     .unit = unit.c_str(),
                                                     .arena_bytes = arena_bytes,
                                                     .model_store_bytes = model_store_bytes};
  if (!platform::ConfigureHost(configuration)) {
    std::cerr << "--arena " << arena_bytes << " and --model-store " << model_store_bytes
              << " cannot be had: " << std::strerror(errno) << "\n";
    return 2;
  }
  std::vector<uint64_t> memory(LinkBytes(limits) / sizeof(uint64_t) + 1);
  RunAgent(kernel_sets, limits, {reinterpret_cast<uint8_t*>(memory.data()), LinkBytes(limits)});
  return 0;
}

}  // namespace assay::agent

// The harness's side of the conversation with an agent: every request of docs/link.md as a function.
#ifndef ASSAY_HARNESS_LINK_AGENT_CLIENT_H_
#define ASSAY_HARNESS_LINK_AGENT_CLIENT_H_

#include <chrono>
#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "device-agent/figures/domain.h"
#include "device-agent/figures/memory.h"
#include "device-agent/protocol/endpoint.h"
#include "device-agent/runtime/interpreter.h"
#include "harness/base/error.h"

namespace assay {

// The link is dead or does not behave: the rig is at fault.
class LinkError : public InfraError {
 public:
  using InfraError::InfraError;
};

// The agent refused a request.
class AgentError : public std::runtime_error {
 public:
  explicit AgentError(const runtime::Fault& fault);
  const runtime::Fault& fault() const { return fault_; }

 private:
  runtime::Fault fault_;
};

struct AgentIdentity {
  std::string board, unit;
  std::string build_id;  // lower-case hex
  std::string version, toolchain, runtime;
  std::vector<std::string> kernel_sets;  // fastest first
  Domain domain;
  uint64_t tick_hz, domain_hz, clock_hz;
  uint32_t arena_bytes, model_bytes;
  protocol::LinkLimits limits;  // of the agent's end of the link
  bool stack_guarded;           // whether a stack that overflows ends the agent, and so is seen
  std::string last_fault;       // the report of the fault that ended the agent before this one; told once

  // Ticks in the unit of the domain: cycles, instructions or nanoseconds. Rounded, because all of these come
  // whole; a timer that ticks less often than once an instruction cannot resolve single ones anyhow.
  double Count(uint64_t ticks) const {
    return std::round(static_cast<double>(ticks) * static_cast<double>(domain_hz) /
                      static_cast<double>(tick_hz));
  }
};

struct LoadedModel {
  int operators, allocations;
  std::vector<uint32_t> inputs, outputs;  // bytes of each
  MemoryReport memory;
  uint64_t operations;  // work of one inference, every subgraph that is called counted once
  uint32_t load_stack;  // bytes of stack that loading took; 0: not measured
};

struct AgentOperator {
  int opcode;
  int kernel_set;  // index into AgentIdentity::kernel_sets
};

struct Invocation {
  uint64_t ticks;
  MemoryMarks memory;
  int operators;  // how many ran: fewer than the model has if one of them ended the inference
};

struct AgentLayer {
  uint64_t ticks;
  uint32_t crc32;
};

// Not for use from several threads. All functions throw LinkError or AgentError.
class AgentClient {
 public:
  struct Options {
    // How long nothing at all may arrive before the agent counts as dead.
    std::chrono::milliseconds silence{10'000};
    // Asked whenever the link waits; true abandons it with LinkError("interrupted").
    std::function<bool()> interrupted;
    // What an agent's report of the fault that ended it ("ASSAY-FAULT ...", docs/boards.md) means. Without it
    // the report is shown as it is.
    std::function<std::string(const std::string& report)> explain_fault = nullptr;
  };

  // `fd` is a stream socket, pty or serial port; it stays the caller's.
  AgentClient(int fd, Options options);
  ~AgentClient();

  // Opens a session and shakes hands with a fresh nonce.
  AgentIdentity Connect();

  void SendModel(std::span<const uint8_t> model, const std::function<void(size_t sent)>& progress = nullptr);
  LoadedModel LoadModel(const std::string& kernels);
  std::vector<AgentOperator> ReadOperators(int count);
  std::vector<Allocation> ReadAllocations(int count);

  // `input` is all inputs of the model, concatenated in model order.
  void WriteInput(std::span<const uint8_t> input);
  Invocation Invoke(bool layers, int stop_after = -1);
  // For all later Invokes: after how many ticks the agent ends an inference (0: never), and how long it may
  // be silent meanwhile.
  void LimitInferences(uint64_t deadline, std::chrono::milliseconds silence);
  std::vector<AgentLayer> ReadLayers(int count);
  // Of the model, or of the operator that the last Invoke stopped after.
  std::vector<uint8_t> ReadOutput(size_t bytes, int operator_index = -1);

  const protocol::LinkStatistics& statistics() const;

 private:
  class Connection;
  std::unique_ptr<Connection> connection_;
  uint64_t deadline_ = 0;
  std::chrono::milliseconds inference_silence_;
};

}  // namespace assay

#endif  // ASSAY_HARNESS_LINK_AGENT_CLIENT_H_

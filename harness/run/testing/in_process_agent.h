// An agent in a thread of the test's own process: the real one, over a fake platform. What can go wrong with
// an agent, a test decides.
#ifndef ASSAY_HARNESS_RUN_TESTING_IN_PROCESS_AGENT_H_
#define ASSAY_HARNESS_RUN_TESTING_IN_PROCESS_AGENT_H_

#include <functional>
#include <thread>
#include <vector>

#include "device-agent/agent/agent.h"
#include "device-agent/agent/testing/fake_platform.h"
#include "device-agent/figures/domain.h"
#include "device-agent/protocol/endpoint.h"
#include "device-agent/protocol/message.h"
#include "device-agent/runtime/testing/aligned_bytes.h"
#include "kernels/kernel.h"

namespace assay::testing {

// One at a time, because there is one platform: platform::testing::Fake().
class InProcessAgent final : private protocol::EndpointDelegate {
 public:
  struct Options {
    std::vector<const kernels::KernelSet*> kernel_sets = {};  // fastest first
    size_t arena_bytes = 64 * 1024;
    size_t model_bytes = 64 * 1024;
    // A tick is two instructions, and all measurements give the same ten ticks.
    platform::Clock clock = {
        .domain = Domain::kInstructions, .tick_hz = 1000, .domain_hz = 2000, .clock_hz = 0};
    uint64_t first_ticks = 10, tick_step = 0;
    bool stack_guarded = true;
    // Asked, in the agent's thread, before every request; false closes the link in place of an answer.
    std::function<bool(const protocol::Message&)> answers = nullptr;
    Status refusal = Status::kOk;  // the answer to every request, if it is another one
  };

  explicit InProcessAgent(Options options);
  ~InProcessAgent();

  int fd() const { return near_; }  // the harness's end of the link; closed with the agent

 private:
  static constexpr protocol::LinkLimits kLimits = {.message_bytes = 1024, .slots = 2, .credits = 2};

  void Run();
  void Transmit(std::span<const uint8_t> bytes) override;
  void OnMessage(std::span<const uint8_t> bytes) override;
  void Refuse(uint32_t id);
  void OnOpen() override { agent_.Reset(); }

  const Options options_;
  runtime::testing::AlignedBytes arena_, model_store_;
  int near_ = -1, far_ = -1;
  bool open_ = true;
  alignas(8) uint8_t reply_[kLimits.message_bytes];
  agent::Agent agent_;
  alignas(8) uint8_t memory_[protocol::EndpointBytes(kLimits)];
  protocol::Endpoint endpoint_;
  std::thread thread_;
};

// The kernel set "tampered", of one kernel: the reference's for `opcode` and int8, whose outcome passes
// through `tamper`, which gets its output and says how the kernel ended. One at a time.
class TamperedSet {
 public:
  using Tamper = std::function<Status(int8_t* output)>;

  TamperedSet(kernels::Opcode opcode, Tamper tamper);
  ~TamperedSet();
  TamperedSet(const TamperedSet&) = delete;
  TamperedSet& operator=(const TamperedSet&) = delete;

  const kernels::KernelSet* set() const { return &set_; }

 private:
  static Status Eval(const void* params, const kernels::Buffers& buffers);

  static TamperedSet* current_;
  const Tamper tamper_;
  const kernels::Kernel& right_;
  kernels::Kernel kernel_;
  const kernels::Kernel* const rows_[1] = {&kernel_};
  const kernels::KernelSet set_;
};

}  // namespace assay::testing

#endif  // ASSAY_HARNESS_RUN_TESTING_IN_PROCESS_AGENT_H_

#include "harness/run/testing/in_process_agent.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "kernels/reference/reference.h"

namespace assay::testing {
namespace {

// Agents look at the platform as they begin.
std::span<const kernels::KernelSet* const> WithPlatform(const InProcessAgent::Options& options,
                                                        std::span<uint8_t> arena,
                                                        std::span<uint8_t> model_store) {
  platform::testing::FakePlatform& fake = platform::testing::Fake();
  fake = {};
  fake.arena = arena;
  fake.model_store = model_store;
  fake.clock = options.clock;
  fake.next_ticks = options.first_ticks;
  fake.tick_step = options.tick_step;
  fake.stack_guarded = options.stack_guarded;
  return options.kernel_sets;
}

const kernels::Kernel& ReferenceKernel(kernels::Opcode opcode) {
  return **std::find_if(
      kernels::kReference.kernels.begin(), kernels::kReference.kernels.end(),
      [=](const kernels::Kernel* kernel) { return kernel->Takes(opcode, Type::kInt8, Type::kInt8); });
}

}  // namespace

InProcessAgent::InProcessAgent(Options options)
    : options_(std::move(options)),
      arena_(options_.arena_bytes),
      model_store_(options_.model_bytes),
      agent_(WithPlatform(options_, arena_.span(), model_store_.span()), kLimits, reply_),
      endpoint_(protocol::Role::kPassive, kLimits, memory_, this) {
  signal(SIGPIPE, SIG_IGN);  // as the program does
  int ends[2] = {-1, -1};
  EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
  near_ = ends[0];
  far_ = ends[1];
  thread_ = std::thread([this] { Run(); });
}

InProcessAgent::~InProcessAgent() {
  shutdown(near_, SHUT_RDWR);
  thread_.join();
  close(near_);
  close(far_);
}

void InProcessAgent::Run() {
  uint8_t bytes[4096];
  for (ssize_t count = 0; open_ && (count = read(far_, bytes, sizeof(bytes))) > 0;) {
    endpoint_.Receive(std::span(bytes).first(static_cast<size_t>(count)));
  }
  shutdown(far_, SHUT_RDWR);
}

void InProcessAgent::Transmit(std::span<const uint8_t> bytes) {
  while (open_ && !bytes.empty()) {
    const ssize_t count = write(far_, bytes.data(), bytes.size());
    if (count <= 0) return;  // the harness has gone
    bytes = bytes.subspan(static_cast<size_t>(count));
  }
}

void InProcessAgent::OnMessage(std::span<const uint8_t> bytes) {
  const protocol::Message* message = protocol::ParseMessage(bytes);
  ASSERT_NE(message, nullptr) << "the harness sent a malformed message";
  open_ = open_ && (!options_.answers || options_.answers(*message));
  if (!open_) return;
  if (options_.refusal != Status::kOk) return Refuse(message->id());
  endpoint_.Send(agent_.Handle(bytes, endpoint_.max_message()));
}

void InProcessAgent::Refuse(uint32_t id) {
  flatbuffers::FlatBufferBuilder builder;
  protocol::ErrorBuilder error(builder);
  error.add_status(static_cast<uint8_t>(options_.refusal));
  const auto body = error.Finish();
  builder.Finish(protocol::CreateMessage(builder, id, protocol::Body::Error, body.Union()));
  endpoint_.Send({builder.GetBufferPointer(), builder.GetSize()});
}

TamperedSet* TamperedSet::current_ = nullptr;

TamperedSet::TamperedSet(kernels::Opcode opcode, Tamper tamper)
    : tamper_(std::move(tamper)),
      right_(ReferenceKernel(opcode)),
      kernel_(right_),
      set_{.name = "tampered", .kernels = rows_} {
  EXPECT_EQ(current_, nullptr);
  current_ = this;
  kernel_.eval = Eval;
}

TamperedSet::~TamperedSet() { current_ = nullptr; }

Status TamperedSet::Eval(const void* params, const kernels::Buffers& buffers) {
  const Status status = current_->right_.eval(params, buffers);
  return status == Status::kOk ? current_->tamper_(static_cast<int8_t*>(buffers.outputs[0])) : status;
}

}  // namespace assay::testing

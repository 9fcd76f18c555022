// The host agent as the harness meets it: a process at the other end of a socket.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "device-agent/agent/testing/test_model.h"
#include "device-agent/figures/domain.h"
#include "device-agent/figures/memory.h"
#include "device-agent/protocol/endpoint.h"
#include "device-agent/protocol/figures.h"
#include "device-agent/protocol/message.h"
#include "device-agent/protocol/sha256.h"

namespace assay::agent {
namespace {

using flatbuffers::FlatBufferBuilder;
using protocol::Body;
using Bytes = std::vector<uint8_t>;

class Process final : public protocol::EndpointDelegate {
 public:
  explicit Process(const char* program, std::vector<std::string> options = {})
      : endpoint_(protocol::Role::kActive, 8, &storage_, this) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) abort();
    fd_ = ends[0];
    options.insert(options.begin(), {program, "--fd", std::to_string(ends[1])});
    std::vector<char*> arguments;
    for (std::string& option : options) arguments.push_back(option.data());
    arguments.push_back(nullptr);
    pid_ = fork();
    if (pid_ == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      fcntl(ends[1], F_SETFD, 0);
      execv(program, arguments.data());
      _exit(127);
    }
    close(ends[1]);
  }
  ~Process() {
    Close();
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
  }

  void Transmit(std::span<const uint8_t> bytes) override {
    ASSERT_EQ(send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
  }
  void OnMessage(std::span<const uint8_t> message) override {
    reply_.emplace(message.begin(), message.end());
  }
  void OnOpen() override {}

  // Waits for what `ready` asks for, at most ten seconds.
  template <typename Ready>
  bool Pump(Ready ready) {
    for (int rounds = 0; rounds < 100 && !ready(); ++rounds) {
      pollfd descriptor = {.fd = fd_, .events = POLLIN, .revents = 0};
      if (poll(&descriptor, 1, 100) == 0) {
        endpoint_.OnTimer();
        continue;
      }
      uint8_t bytes[4096];
      const ssize_t count = read(fd_, bytes, sizeof(bytes));
      if (count <= 0) return ready();
      endpoint_.Receive({bytes, static_cast<size_t>(count)});
    }
    return ready();
  }

  bool Open(uint16_t session) {
    endpoint_.Open(session);
    return Pump([&] { return endpoint_.is_open(); });
  }

  template <typename Table>
  const protocol::Message* Ask(FlatBufferBuilder& b, flatbuffers::Offset<Table> table) {
    b.Finish(protocol::CreateMessage(b, ++id_, protocol::BodyTraits<Table>::enum_value, table.Union()));
    reply_.reset();
    EXPECT_TRUE(endpoint_.Send({b.GetBufferPointer(), b.GetSize()}));
    if (!Pump([&] { return reply_.has_value(); })) return nullptr;
    const protocol::Message* reply = protocol::ParseMessage(*reply_);
    EXPECT_EQ(reply == nullptr ? 0 : reply->id(), id_);
    return reply;
  }

  void Close() {
    if (fd_ >= 0) close(fd_);
    fd_ = -1;
  }

  // Waits for the end of the process; -1 if it does not come.
  int ExitCode() {
    for (int i = 0; i < 1000; ++i) {
      int status = 0;
      if (waitpid(pid_, &status, WNOHANG) == pid_) {
        pid_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -2;
      }
      usleep(10'000);
    }
    return -1;
  }

 private:
  int fd_ = -1;
  pid_t pid_ = -1;
  uint32_t id_ = 0;
  std::optional<Bytes> reply_;
  protocol::EndpointStorage<8, 1024> storage_;
  protocol::Endpoint endpoint_;
};

TEST(HostAgent, IntroducesItself) {
  Process agent(AGENT, {"--board", "a-board", "--unit", "u-1", "--arena", "65536", "--model-store", "8192"});
  ASSERT_TRUE(agent.Open(77));
  FlatBufferBuilder b;
  const protocol::Message* reply = agent.Ask(b, protocol::CreateHello(b, protocol::kMessagesVersion, 99));
  ASSERT_NE(reply, nullptr);
  const protocol::Identity* identity = reply->body_as_Identity();
  ASSERT_NE(identity, nullptr);
  EXPECT_EQ(identity->nonce(), 99u);
  EXPECT_EQ(identity->board()->str(), "a-board");
  EXPECT_EQ(identity->unit()->str(), "u-1");
  EXPECT_EQ(identity->domain(), static_cast<int>(Domain::kTime));
  EXPECT_EQ(identity->tick_hz(), 1'000'000'000u);
  EXPECT_EQ(identity->domain_hz(), 1'000'000'000u);
  EXPECT_EQ(identity->clock_hz(), 0u);
  EXPECT_EQ(identity->arena_bytes(), 65536u);
  EXPECT_EQ(identity->model_bytes(), 8192u);
  ASSERT_EQ(identity->kernel_sets()->size(), 2u);
  EXPECT_EQ(identity->kernel_sets()->Get(0)->str(), "portable");
  EXPECT_EQ(identity->kernel_sets()->Get(1)->str(), "reference");

  // The build ID is that of the program's file: a note there has these very bytes.
  const std::string build_id(identity->build_id()->begin(), identity->build_id()->end());
  EXPECT_EQ(build_id.size(), 20u);
  std::ifstream file(AGENT, std::ios::binary);
  const std::string program{std::istreambuf_iterator<char>(file), {}};
  const std::string note = std::string("\x04\0\0\0\x14\0\0\0\x03\0\0\0GNU\0", 16) + build_id;
  EXPECT_NE(program.find(note), std::string::npos);
}

TEST(HostAgent, EndsWhenTheLinkIsClosed) {
  Process agent(AGENT);
  ASSERT_TRUE(agent.Open(1));
  agent.Close();
  EXPECT_EQ(agent.ExitCode(), 0);
}

TEST(HostAgent, SaysWhatIsWrongWithItsOptions) {
  EXPECT_EQ(Process(AGENT, {"--arena", "0"}).ExitCode(), 2);
  EXPECT_GT(Process(AGENT, {"--nonesuch"}).ExitCode(), 0);
}

// Sends the tests' model and input, and returns the CRC-32 of every operator with these kernels.
std::vector<uint32_t> LayerCrcs(Process& agent, const char* kernels, uint32_t* stack) {
  const Bytes model = testing::TestModel();
  const protocol::Sha256Digest digest = protocol::Sha256(model);
  FlatBufferBuilder b[7];
  agent.Ask(b[0], protocol::CreateBeginModel(b[0], static_cast<uint32_t>(model.size()),
                                             b[0].CreateVector(digest.data(), digest.size())));
  for (size_t offset = 0; offset < model.size(); offset += 512) {
    FlatBufferBuilder chunk;
    const auto data = chunk.CreateVector(model.data() + offset, std::min<size_t>(512, model.size() - offset));
    agent.Ask(chunk, protocol::CreateModelChunk(chunk, static_cast<uint32_t>(offset), data));
  }
  agent.Ask(b[2], protocol::CreateLoadModel(b[2], b[2].CreateString(kernels)));
  agent.Ask(b[3], protocol::CreateWriteInput(b[3], 0, b[3].CreateVector(testing::TestInput())));
  const protocol::Message* reply = agent.Ask(b[4], protocol::CreateInvoke(b[4]));
  if (reply == nullptr || reply->body_as_Invoked() == nullptr) return {};
  EXPECT_GT(reply->body_as_Invoked()->ticks(), 0u);
  MemoryMarks marks = {};
  EXPECT_TRUE(protocol::ReadFigures(reply->body_as_Invoked()->memory(), &marks));
  *stack = marks.stack;
  agent.Ask(b[5], protocol::CreateInvoke(b[5], true));
  reply = agent.Ask(b[6], protocol::CreateReadLayers(b[6], 0));
  if (reply == nullptr || reply->body_as_Layers() == nullptr) return {};
  std::vector<uint32_t> crcs;
  for (const protocol::Layer* layer : *reply->body_as_Layers()->list()) crcs.push_back(layer->crc32());
  return crcs;
}

TEST(HostAgent, FaultyKernelIsSeenInItsOperatorOnly) {
  Process agent(FAULTY_AGENT);
  ASSERT_TRUE(agent.Open(1));
  uint32_t stack = 0;
  const std::vector<uint32_t> right = LayerCrcs(agent, "reference", &stack);
  const std::vector<uint32_t> wrong = LayerCrcs(agent, "faulty", &stack);
  ASSERT_EQ(right.size(), 2u);
  ASSERT_EQ(wrong.size(), 2u);
  EXPECT_EQ(right[0], wrong[0]);
  EXPECT_NE(right[1], wrong[1]);
  EXPECT_EQ(LayerCrcs(agent, "faulty,25=reference", &stack), right);
#if !defined(__SANITIZE_ADDRESS__)
  EXPECT_GT(stack, 50u);
  EXPECT_LT(stack, 16u * 1024);
#endif
}

}  // namespace
}  // namespace assay::agent

#include "harness/link/agent_client.h"

#include <fmt/format.h>
#include <poll.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <map>

#include "device-agent/protocol/figures.h"
#include "device-agent/protocol/flatbuffers.h"
#include "device-agent/protocol/message.h"
#include "harness/base/file.h"
#include "harness/base/text.h"
#include "harness/model/describe_fault.h"
#include "kernels/operator_name.h"

namespace assay {
namespace {

using Clock = std::chrono::steady_clock;

constexpr uint16_t kMaxMessage = 4096;
constexpr uint8_t kSlots = 8;
constexpr uint64_t kTicksOverflow = UINT64_MAX;  // Invoked.ticks
// The harness reads whatever arrives at once, so its credits are as many as the sequence numbers allow.
constexpr uint8_t kCredits = 64;
// How long the link may be quiet before the agent is asked whether something got lost. Doubles at each
// asking.
constexpr std::chrono::milliseconds kFirstPoll{500};
constexpr std::chrono::milliseconds kLastPoll{2000};
constexpr std::chrono::milliseconds kInterruptCheck{100};
// How long a silent agent may take to answer in a new session.
constexpr std::chrono::milliseconds kPostMortem{1000};

template <typename T>
T Random() {
  T value;
  randombytes_buf(&value, sizeof(value));
  return value;
}

std::string Text(const flatbuffers::String* text) { return text == nullptr ? "" : text->str(); }

template <typename T>
std::span<const T> Span(const flatbuffers::Vector<T>* list) {
  return list == nullptr ? std::span<const T>() : std::span<const T>(list->data(), list->size());
}

}  // namespace

AgentError::AgentError(const runtime::Fault& fault)
    : std::runtime_error(DescribeFault(fault)), fault_(fault) {}

// Requests and replies over an Endpoint: moves bytes, keeps time, matches replies to requests. Every function
// of AgentClient waits for all its replies, so nothing is ever sent ahead of an Invoke or behind it: a board
// that computes may lose what arrives.
class AgentClient::Connection : private protocol::EndpointDelegate {
 public:
  using Builder = flatbuffers::FlatBufferBuilder;

  Connection(int fd, Options options)
      : fd_(fd),
        options_(std::move(options)),
        endpoint_(protocol::Role::kActive, kCredits, &storage_, this) {}

  void Open() {
    replies_.clear();
    pending_ = 0;
    fault_.clear();
    uint16_t session = 0;
    while (session == 0) session = Random<uint16_t>();
    endpoint_.Open(session);
    Flush();
    Wait([this] { return endpoint_.is_open(); });
  }

  // Sends a request; `make` builds its body. Returns its id. Waits while the agent has as many requests as it
  // can take.
  template <typename MakeBody>
  uint32_t Submit(protocol::Body type, MakeBody make) {
    Wait([this] { return endpoint_.CanSend() && pending_ < endpoint_.request_limit(); });
    Builder builder(512);
    const flatbuffers::Offset<void> body = make(builder).Union();
    const uint32_t id = ++last_id_;
    builder.Finish(protocol::CreateMessage(builder, id, type, body));
    if (!endpoint_.Send({builder.GetBufferPointer(), builder.GetSize()})) {
      throw LinkError(fmt::format("a message of {} bytes does not fit into the link's {}", builder.GetSize(),
                                  endpoint_.max_message()));
    }
    ++pending_;
    Flush();
    return id;
  }

  // The reply to request `id`; throws AgentError if it is a refusal.
  template <typename Reply>
  const Reply* Await(uint32_t id) {
    return Await<Reply>(id, options_.silence);
  }
  template <typename Reply>
  const Reply* Await(uint32_t id, std::chrono::milliseconds silence) {
    Wait([&] { return replies_.contains(id); }, silence);
    current_ = std::move(replies_.extract(id).mapped());
    const protocol::Message* message = protocol::GetMessage(current_.data());
    if (const protocol::Error* error = message->body_as_Error()) {
      runtime::Fault fault;
      fault.status = static_cast<Status>(error->status());
      fault.operator_index = error->operator_();
      fault.opcode = error->opcode();
      fault.tensor = error->tensor();
      fault.needed = error->needed();
      fault.available = error->available();
      fault.subgraph = error->subgraph();
      fault.operand = error->operand();
      throw AgentError(fault);
    }
    if (message->body_type() != protocol::BodyTraits<Reply>::enum_value) {
      throw LinkError(fmt::format("the agent answered with a message of the wrong kind ({})",
                                  protocol::EnumNameBody(message->body_type())));
    }
    return message->body_as<Reply>();
  }

  template <typename Reply, typename MakeBody>
  const Reply* Call(protocol::Body type, MakeBody make) {
    return Await<Reply>(Submit(type, make));
  }

  // Sends `bytes` in pieces, as many under way as the agent can take.
  template <typename MakePiece>
  void Stream(protocol::Body type, std::span<const uint8_t> bytes, MakePiece make,
              const std::function<void(size_t)>& progress) {
    const size_t step = piece_bytes();
    std::vector<uint32_t> ids;
    size_t acknowledged = 0, next = 0;
    for (size_t offset = 0; offset < bytes.size(); offset += step) {
      const std::span<const uint8_t> piece = bytes.subspan(offset, std::min(step, bytes.size() - offset));
      ids.push_back(Submit(type, [&](Builder& builder) {
        const auto data = builder.CreateVector(piece.data(), piece.size());
        return make(builder, static_cast<uint32_t>(offset), data);
      }));
      for (; next < ids.size() && replies_.contains(ids[next]); ++next) {
        Await<protocol::Done>(ids[next]);
        acknowledged = std::min(bytes.size(), acknowledged + step);
        if (progress) progress(acknowledged);
      }
    }
    for (; next < ids.size(); ++next) Await<protocol::Done>(ids[next]);
    if (progress) progress(bytes.size());
  }

  // Shakes hands in the session just opened.
  const protocol::Identity* Introduce() {
    const auto nonce = Random<uint64_t>();
    const auto* reply = Call<protocol::Identity>(protocol::Body::Hello, [&](auto& builder) {
      return protocol::CreateHello(builder, protocol::kMessagesVersion, nonce);
    });
    if (reply->nonce() != nonce) {
      throw LinkError("the agent's handshake answers another request: a stale link");
    }
    if (reply->version() != protocol::kMessagesVersion) {
      throw LinkError(fmt::format("the agent speaks version {} of the protocol, this harness version {}",
                                  reply->version(), protocol::kMessagesVersion));
    }
    return reply;
  }

  // Bytes of a vector that fit into a message either way.
  size_t piece_bytes() const { return endpoint_.max_message() - protocol::kDataOverhead; }

  const protocol::LinkStatistics& statistics() const { return endpoint_.statistics(); }

 private:
  // Moves bytes until `done`.
  template <typename Condition>
  void Wait(Condition done) {
    Wait(done, options_.silence);
  }
  template <typename Condition>
  void Wait(Condition done, std::chrono::milliseconds silence) {
    std::chrono::milliseconds poll_after = kFirstPoll;
    Clock::time_point heard = Clock::now(), asked = heard;
    while (!done()) {
      if (options_.interrupted && options_.interrupted()) throw LinkError("interrupted");
      // Only undamaged frames of this session count as a sign of life: a stale console may chatter for ever.
      const uint32_t frames = endpoint_.statistics().frames_received;
      Receive(std::min(poll_after, kInterruptCheck));
      // Before the session is open it may be an old one that was still on the line.
      if (!fault_.empty() && endpoint_.is_open()) ThrowFault(fault_);
      if (endpoint_.statistics().frames_received != frames) {
        heard = asked = Clock::now();
        poll_after = kFirstPoll;
        Flush();
        continue;
      }
      const Clock::time_point now = Clock::now();
      if (now - heard >= (post_mortem_ ? std::min(silence, kPostMortem) : silence)) ThrowSilence(silence);
      if (now - asked >= poll_after) {
        endpoint_.OnTimer();
        Flush();
        asked = now;
        poll_after = std::min(poll_after * 2, kLastPoll);
      }
    }
  }

  std::string Explain(const std::string& fault) const {
    return options_.explain_fault ? options_.explain_fault(fault) : fault;
  }

  [[noreturn]] void ThrowFault(const std::string& fault) const {
    throw LinkError(fmt::format("the agent died: {}", Explain(fault)));
  }

  // An agent that died and whose report got lost answers nothing of the old session, but tells in a new one
  // how it ended.
  [[noreturn]] void ThrowSilence(std::chrono::milliseconds silence) {
    std::string text =
        fmt::format("the agent has been silent for {} s", std::chrono::duration<double>(silence).count());
    if (!fault_.empty()) text += fmt::format("; the last it said: {}", Explain(fault_));
    if (!endpoint_.is_open() || post_mortem_) throw LinkError(text);
    post_mortem_ = true;
    std::string fault;
    try {
      Open();
      fault = Text(Introduce()->last_fault());
    } catch (const std::runtime_error&) {
      // It stays silent, or says nothing of use.
    }
    if (!fault.empty()) ThrowFault(Printable(fault));
    throw LinkError(text);
  }

  // Takes in what arrives in time.
  void Receive(std::chrono::milliseconds timeout) {
    pollfd ready = {fd_, POLLIN, 0};
    const int n = poll(&ready, 1, static_cast<int>(timeout.count()));
    if (n < 0 && errno != EINTR)
      throw LinkError(fmt::format("waiting on the link: {}", std::strerror(errno)));
    if (n <= 0) return;
    uint8_t bytes[16384];
    const ssize_t count = read(fd_, bytes, sizeof(bytes));
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
    // A pty whose other end has closed says EIO.
    if (count == 0 || (count < 0 && (errno == EIO || errno == ECONNRESET)))
      throw LinkError("the agent closed the link");
    if (count < 0) throw LinkError(fmt::format("reading the link: {}", std::strerror(errno)));
    endpoint_.Receive({bytes, static_cast<size_t>(count)});
  }

  void Transmit(std::span<const uint8_t> bytes) override {
    outgoing_.insert(outgoing_.end(), bytes.begin(), bytes.end());
  }

  // Writes what Transmit collected.
  void Flush() {
    Clock::time_point moved = Clock::now();
    size_t written = 0;
    while (written < outgoing_.size()) {
      pollfd ready = {fd_, POLLOUT, 0};
      const int n = poll(&ready, 1, static_cast<int>(kInterruptCheck.count()));
      if (options_.interrupted && options_.interrupted()) throw LinkError("interrupted");
      if (n > 0 && (ready.revents & (POLLOUT | POLLERR | POLLHUP)) != 0) {
        const ssize_t count = write(fd_, outgoing_.data() + written, outgoing_.size() - written);
        if (count > 0) {
          written += static_cast<size_t>(count);
          moved = Clock::now();
        } else if (errno == EPIPE || errno == EIO || errno == ECONNRESET) {
          throw LinkError("the agent closed the link");
        } else if (errno != EINTR && errno != EAGAIN) {
          throw LinkError(fmt::format("writing to the link: {}", std::strerror(errno)));
        }
      }
      if (Clock::now() - moved >= options_.silence)
        throw LinkError("the agent does not take what is sent to it");
    }
    outgoing_.clear();
  }

  void OnMessage(std::span<const uint8_t> bytes) override {
    const protocol::Message* message = protocol::ParseMessage(bytes);
    if (message == nullptr) throw LinkError("the agent sent a malformed message");
    const uint32_t id = message->id();
    if (id == 0 || id > last_id_ || replies_.contains(id) || pending_ == 0) {
      throw LinkError(fmt::format("the agent answered request {}, which is not open", id));
    }
    --pending_;
    replies_[id].assign(bytes.begin(), bytes.end());
  }

  void OnOpen() override { fault_.clear(); }

  void OnFaultReport(std::span<const uint8_t> text) override {
    fault_ = Printable({reinterpret_cast<const char*>(text.data()), text.size()});
  }

  const int fd_;
  const Options options_;
  bool post_mortem_ = false;  // the agent has been silent for too long: it is asked only why
  std::string fault_;         // the last report that came
  protocol::EndpointStorage<kSlots, kMaxMessage> storage_;
  protocol::Endpoint endpoint_;
  std::vector<uint8_t> outgoing_;
  uint32_t last_id_ = 0;
  int pending_ = 0;  // requests without a reply
  std::map<uint32_t, std::vector<uint8_t>> replies_;
  std::vector<uint8_t> current_;  // keeps the reply last returned by Await alive
};

AgentClient::AgentClient(int fd, Options options) : inference_silence_(options.silence) {
  connection_ = std::make_unique<Connection>(fd, std::move(options));
}

AgentClient::~AgentClient() = default;

AgentIdentity AgentClient::Connect() {
  connection_->Open();
  const protocol::Identity* reply = connection_->Introduce();
  AgentIdentity identity;
  identity.board = Text(reply->board());
  identity.unit = Text(reply->unit());
  identity.build_id = Hex(Span(reply->build_id()));
  identity.version = Text(reply->version_text());
  identity.toolchain = Text(reply->toolchain());
  identity.runtime = Text(reply->runtime());
  if (reply->kernel_sets() != nullptr) {
    for (const flatbuffers::String* name : *reply->kernel_sets()) identity.kernel_sets.push_back(Text(name));
  }
  identity.domain = static_cast<Domain>(reply->domain());
  identity.tick_hz = reply->tick_hz();
  identity.domain_hz = reply->domain_hz();
  identity.clock_hz = reply->clock_hz();
  identity.arena_bytes = reply->arena_bytes();
  identity.model_bytes = reply->model_bytes();
  if (reply->domain() >= std::size(kDomains)) {
    throw LinkError(fmt::format("the agent counts in an unknown domain ({})", reply->domain()));
  }
  identity.limits = {reply->message_bytes(), reply->slots(), reply->credits()};
  identity.stack_guarded = reply->stack_guarded();
  identity.last_fault = Printable(Text(reply->last_fault()));
  if (identity.tick_hz == 0 || identity.domain_hz == 0) throw LinkError("the agent names no tick rate");
  return identity;
}

void AgentClient::SendModel(std::span<const uint8_t> model, const std::function<void(size_t)>& progress) {
  uint8_t digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(digest, model.data(), model.size());
  connection_->Call<protocol::Done>(protocol::Body::BeginModel, [&](auto& builder) {
    const auto sha256 = builder.CreateVector(digest, sizeof(digest));
    return protocol::CreateBeginModel(builder, static_cast<uint32_t>(model.size()), sha256);
  });
  connection_->Stream(
      protocol::Body::ModelChunk, model,
      [](auto& builder, uint32_t offset, auto data) {
        return protocol::CreateModelChunk(builder, offset, data);
      },
      progress);
}

LoadedModel AgentClient::LoadModel(const std::string& kernels) {
  const auto* reply = connection_->Call<protocol::Loaded>(protocol::Body::LoadModel, [&](auto& builder) {
    return protocol::CreateLoadModel(builder, builder.CreateString(WithOperatorNumbers(kernels)));
  });
  LoadedModel model;
  model.operators = reply->operators();
  model.allocations = reply->allocations();
  const auto inputs = Span(reply->inputs()), outputs = Span(reply->outputs());
  model.inputs.assign(inputs.begin(), inputs.end());
  model.outputs.assign(outputs.begin(), outputs.end());
  if (!protocol::ReadFigures(reply->memory(), &model.memory)) {
    throw LinkError("the agent's memory report is not of this version");
  }
  model.operations = reply->operations();
  model.load_stack = reply->load_stack();
  return model;
}

namespace {

// Reads a list page by page: `read` appends the page that begins at the list's present length.
template <typename Item, typename ReadPage>
std::vector<Item> ReadPages(int count, ReadPage read) {
  std::vector<Item> list;
  while (list.size() < static_cast<size_t>(count)) {
    const size_t before = list.size();
    read(static_cast<uint16_t>(before), &list);
    if (list.size() == before || list.size() > static_cast<size_t>(count)) {
      throw LinkError("the agent's list is not of its announced length");
    }
  }
  return list;
}

}  // namespace

std::vector<AgentOperator> AgentClient::ReadOperators(int count) {
  return ReadPages<AgentOperator>(count, [&](uint16_t first, std::vector<AgentOperator>* list) {
    const auto* reply = connection_->Call<protocol::Operators>(
        protocol::Body::ReadOperators,
        [&](auto& builder) { return protocol::CreateReadOperators(builder, first); });
    if (reply->list() == nullptr) return;
    for (const protocol::Operator* item : *reply->list())
      list->push_back({item->opcode(), item->kernel_set()});
  });
}

std::vector<Allocation> AgentClient::ReadAllocations(int count) {
  return ReadPages<Allocation>(count, [&](uint16_t first, std::vector<Allocation>* list) {
    const auto* reply = connection_->Call<protocol::Allocations>(
        protocol::Body::ReadAllocations,
        [&](auto& builder) { return protocol::CreateReadAllocations(builder, first); });
    if (reply->list() == nullptr) return;
    for (const protocol::Allocation* item : *reply->list()) {
      if (item->kind() >= std::size(kAllocationKinds))
        throw LinkError("the agent's plan has an unknown kind");
      list->push_back(std::bit_cast<Allocation>(*item));
    }
  });
}

void AgentClient::WriteInput(std::span<const uint8_t> input) {
  connection_->Stream(
      protocol::Body::WriteInput, input,
      [](auto& builder, uint32_t offset, auto data) {
        return protocol::CreateWriteInput(builder, offset, data);
      },
      nullptr);
}

Invocation AgentClient::Invoke(bool layers, int stop_after) {
  const uint32_t id = connection_->Submit(protocol::Body::Invoke, [&](auto& builder) {
    return protocol::CreateInvoke(builder, layers, static_cast<int16_t>(stop_after), deadline_);
  });
  const auto* reply = connection_->Await<protocol::Invoked>(id, inference_silence_);
  if (reply->ticks() == kTicksOverflow) {
    throw LinkError(
        "the inference took longer than the board's counter can count, so there is no figure for it");
  }
  Invocation invocation = {.ticks = reply->ticks(), .memory = {}, .operators = reply->operators()};
  if (!protocol::ReadFigures(reply->memory(), &invocation.memory)) {
    throw LinkError("the agent's memory marks are not of this version");
  }
  return invocation;
}

void AgentClient::LimitInferences(uint64_t deadline, std::chrono::milliseconds silence) {
  deadline_ = deadline;
  inference_silence_ = silence;
}

std::vector<AgentLayer> AgentClient::ReadLayers(int count) {
  return ReadPages<AgentLayer>(count, [&](uint16_t first, std::vector<AgentLayer>* list) {
    const auto* reply = connection_->Call<protocol::Layers>(protocol::Body::ReadLayers, [&](auto& builder) {
      return protocol::CreateReadLayers(builder, first);
    });
    if (reply->list() == nullptr) return;
    for (const protocol::Layer* item : *reply->list()) list->push_back({item->ticks(), item->crc32()});
  });
}

std::vector<uint8_t> AgentClient::ReadOutput(size_t bytes, int operator_index) {
  std::vector<uint8_t> output;
  const size_t piece_bytes = connection_->piece_bytes();
  while (output.size() < bytes) {
    const auto* reply = connection_->Call<protocol::Output>(protocol::Body::ReadOutput, [&](auto& builder) {
      return protocol::CreateReadOutput(builder, static_cast<int16_t>(operator_index),
                                        static_cast<uint32_t>(output.size()),
                                        static_cast<uint32_t>(std::min(piece_bytes, bytes - output.size())));
    });
    const std::span<const uint8_t> data = Span(reply->data());
    if (data.empty()) throw LinkError("the agent's output ended before its announced length");
    output.insert(output.end(), data.begin(), data.end());
  }
  return output;
}

const protocol::LinkStatistics& AgentClient::statistics() const { return connection_->statistics(); }

}  // namespace assay

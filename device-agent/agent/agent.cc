#include "device-agent/agent/agent.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "device-agent/platform/platform.h"
#include "device-agent/protocol/figures.h"

namespace assay::agent {
namespace {

using protocol::Body;
using protocol::MessageWriter;

std::span<const uint8_t> Bytes(const flatbuffers::Vector<uint8_t>* vector) {
  if (vector == nullptr) return {};
  return {vector->data(), vector->size()};
}

}  // namespace

// Hello names every set that the engine has, in a table of kMaxKernelSets.
Agent::Agent(std::span<const kernels::KernelSet* const> kernel_sets, const protocol::LinkLimits& limits,
             std::span<uint8_t> reply)
    : store_(platform::ModelStore()),
      engine_(kernel_sets.first(std::min(kernel_sets.size(), kMaxKernelSets)), platform::Arena()),
      limits_(limits),
      reply_(reply) {}

void Agent::Reset() {
  engine_.Unload();
  store_.Clear();
}

std::span<const uint8_t> Agent::Handle(std::span<const uint8_t> request, size_t max_reply) {
  // The end of the buffer must be aligned, so the room is a multiple of 8.
  const size_t room = std::min(max_reply, reply_.size()) / 8 * 8;
  const std::span<uint8_t> buffer = reply_.first(room);
  const protocol::Message* message = protocol::ParseMessage(request);
  // What is no message has no id that could be believed.
  const uint32_t id = message == nullptr ? 0 : message->id();

  // The answer writes its body as it goes. Only at its end is it known whether there is one, and it fits.
  writer_ = MessageWriter(buffer);
  Reply reply = message == nullptr ? Reply(Status::kBadRequest) : Answer(*message, room);
  if (reply.fault.status == Status::kOk) {
    const std::span<const uint8_t> bytes = writer_.Finish(id, reply.type, reply.body);
    if (!bytes.empty()) return bytes;
    reply.fault.status = Status::kOutOfRange;  // the reply is too long for a message
  }

  // What a failed answer has written stands at the buffer's end, which a message is written from. So the
  // Error has a writer of its own, which begins there anew and has all the room.
  const runtime::Fault& fault = reply.fault;
  writer_ = MessageWriter(buffer);
  writer_.StartTable();
  writer_.Field(protocol::Error::VT_STATUS, static_cast<uint8_t>(fault.status));
  writer_.Field(protocol::Error::VT_OPERATOR_, fault.operator_index);
  writer_.Field(protocol::Error::VT_OPCODE, fault.opcode);
  writer_.Field(protocol::Error::VT_TENSOR, fault.tensor);
  writer_.Field(protocol::Error::VT_NEEDED, fault.needed);
  writer_.Field(protocol::Error::VT_AVAILABLE, fault.available);
  writer_.Field(protocol::Error::VT_SUBGRAPH, static_cast<uint16_t>(fault.subgraph));
  writer_.Field(protocol::Error::VT_OPERAND, static_cast<int16_t>(fault.operand));
  return writer_.Finish(id, Body::Error, writer_.EndTable());
}

Agent::Reply Agent::Answer(const protocol::Message& request, size_t room) {
  // ParseMessage has seen that the body is there and of its type, so that no body_as_X() is null. `room` goes
  // to those whose reply is a list or an output: they send as much as fits, and are asked again for the rest.
  switch (request.body_type()) {
    case Body::Hello:
      return Hello(*request.body_as_Hello());
    case Body::BeginModel:
      return BeginModel(*request.body_as_BeginModel());
    case Body::ModelChunk:
      return ModelChunk(*request.body_as_ModelChunk());
    case Body::LoadModel:
      return LoadModel(*request.body_as_LoadModel());
    case Body::ReadOperators:
      return ReadOperators(*request.body_as_ReadOperators(), room);
    case Body::ReadAllocations:
      return ReadAllocations(*request.body_as_ReadAllocations(), room);
    case Body::WriteInput:
      return WriteInput(*request.body_as_WriteInput());
    case Body::Invoke:
      return Invoke(*request.body_as_Invoke());
    case Body::ReadLayers:
      return ReadLayers(*request.body_as_ReadLayers(), room);
    case Body::ReadOutput:
      return ReadOutput(*request.body_as_ReadOutput(), room);
    // All others are bodies of replies.
    default:
      return Reply(Status::kBadRequest);
  }
}

Agent::Reply Agent::Hello(const protocol::Hello& request) {
  if (request.version() != protocol::kMessagesVersion) return Reply(Status::kUnsupportedProtocol);
  const platform::Clock clock = platform::GetClock();
  const auto kernel_sets = engine_.kernel_sets();
  // A message is written from its end to its beginning: first what the table refers to, then the table.
  MessageWriter::Offset names[kMaxKernelSets];
  for (size_t i = 0; i < kernel_sets.size(); ++i) names[i] = writer_.String(kernel_sets[i]->name);
  const auto kernel_sets_at = writer_.Offsets({names, kernel_sets.size()});
  const auto board = writer_.String(platform::BoardName());
  const auto unit = writer_.String(platform::UnitName());
  const auto build_id = writer_.Bytes(platform::BuildId());
  const auto version = writer_.String(ASSAY_VERSION);
  const auto toolchain = writer_.String(ASSAY_TOOLCHAIN);
  const auto runtime = writer_.String("assay " ASSAY_VERSION);
  // Told once, so that a harness whose agent has fallen silent is told of that end and of none before it.
  const auto last_fault = writer_.String(platform::TakeLastFault());

  using protocol::Identity;
  writer_.StartTable();
  writer_.Field(Identity::VT_NONCE, request.nonce());
  writer_.Field(Identity::VT_TICK_HZ, clock.tick_hz);
  writer_.Field(Identity::VT_DOMAIN_HZ, clock.domain_hz);
  writer_.Field(Identity::VT_CLOCK_HZ, clock.clock_hz);
  writer_.Reference(Identity::VT_BOARD, board);
  writer_.Reference(Identity::VT_UNIT, unit);
  writer_.Reference(Identity::VT_BUILD_ID, build_id);
  writer_.Reference(Identity::VT_VERSION_TEXT, version);
  writer_.Reference(Identity::VT_TOOLCHAIN, toolchain);
  writer_.Reference(Identity::VT_RUNTIME, runtime);
  writer_.Reference(Identity::VT_KERNEL_SETS, kernel_sets_at);
  writer_.Field(Identity::VT_ARENA_BYTES, engine_.arena_bytes());
  writer_.Field(Identity::VT_MODEL_BYTES, store_.capacity());
  writer_.Reference(Identity::VT_LAST_FAULT, last_fault);
  writer_.Field(Identity::VT_VERSION, protocol::kMessagesVersion);
  writer_.Field(Identity::VT_MESSAGE_BYTES, limits_.message_bytes);
  writer_.Field(Identity::VT_SLOTS, limits_.slots);
  writer_.Field(Identity::VT_CREDITS, limits_.credits);
  writer_.Field(Identity::VT_DOMAIN, static_cast<uint8_t>(clock.domain));
  writer_.Field(Identity::VT_STACK_GUARDED, static_cast<uint8_t>(platform::StackGuarded()));
  return {Body::Identity, writer_.EndTable()};
}

Agent::Reply Agent::BeginModel(const protocol::BeginModel& request) {
  // The runtime reads the model where it is stored, so it must be gone before its bytes are.
  engine_.Unload();
  protocol::Sha256Digest digest;
  const std::span<const uint8_t> sha256 = Bytes(request.sha256());
  if (sha256.size() != digest.size()) {
    // A model that was announced is gone even if the next is announced wrongly: what is loaded later can then
    // never be another one than the harness believes.
    store_.Clear();
    return Reply(Status::kBadRequest);
  }
  std::copy(sha256.begin(), sha256.end(), digest.begin());
  const Status status = store_.Begin(request.bytes(), digest);
  if (status == Status::kModelTooLarge) {
    return Reply(runtime::Fault{.status = status, .needed = request.bytes(), .available = store_.capacity()});
  }
  return DoneOr(status);
}

Agent::Reply Agent::ModelChunk(const protocol::ModelChunk& request) {
  return DoneOr(store_.Append(request.offset(), Bytes(request.data())));
}

Agent::Reply Agent::LoadModel(const protocol::LoadModel& request) {
  // If anything fails from here on, no model is loaded. A model whose digest was right stays stored, to be
  // tried with other kernels.
  engine_.Unload();
  const Status status = store_.Commit();
  if (status != Status::kOk) return Reply(status);
  const char* kernels = request.kernels() == nullptr ? "" : request.kernels()->c_str();
  const runtime::Fault fault = engine_.Load(store_.model(), kernels);
  return fault.status == Status::kOk ? Loaded() : Reply(fault);
}

Agent::Reply Agent::Loaded() {
  const runtime::Interpreter& model = *engine_.interpreter();
  // A vector that finds no room is empty here, and Finish then says that the message is not whole.
  std::span<uint32_t> bytes;
  const auto outputs = writer_.Vector(static_cast<uint32_t>(model.output_count()), &bytes);
  int32_t index = 0;
  for (uint32_t& output : bytes) output = model.output_info(index++).bytes;
  const auto inputs = writer_.Vector(static_cast<uint32_t>(model.input_count()), &bytes);
  index = 0;
  for (uint32_t& input : bytes) input = model.input_info(index++).bytes;
  const auto memory = protocol::WriteFigures(&writer_, model.memory());

  using protocol::Loaded;
  writer_.StartTable();
  writer_.Reference(Loaded::VT_INPUTS, inputs);
  writer_.Reference(Loaded::VT_OUTPUTS, outputs);
  writer_.Field(Loaded::VT_OPERATIONS, engine_.operations());
  writer_.Reference(Loaded::VT_MEMORY, memory);
  writer_.Field(Loaded::VT_LOAD_STACK, engine_.load_stack());
  writer_.Field(Loaded::VT_OPERATORS, static_cast<uint16_t>(model.operator_count()));
  writer_.Field(Loaded::VT_ALLOCATIONS, static_cast<uint16_t>(model.allocation_count()));
  return {Body::Loaded, writer_.EndTable()};
}

Agent::Reply Agent::ReadOperators(const protocol::ReadOperators& request, size_t room) {
  const runtime::Interpreter* model = engine_.interpreter();
  if (model == nullptr) return Reply(Status::kNoModel);
  return Page<protocol::Operator>(
      Body::Operators, protocol::Operators::VT_LIST, request.first(), model->operator_count(), room,
      [&](size_t i) {
        const runtime::OperatorInfo info = model->operator_info(static_cast<int32_t>(i));
        return protocol::Operator(static_cast<int16_t>(info.opcode), KernelSetIndex(info.kernel_set),
                                  info.output_bytes);
      });
}

Agent::Reply Agent::ReadAllocations(const protocol::ReadAllocations& request, size_t room) {
  const runtime::Interpreter* model = engine_.interpreter();
  if (model == nullptr) return Reply(Status::kNoModel);
  return Page<protocol::Allocation>(
      Body::Allocations, protocol::Allocations::VT_LIST, request.first(), model->allocation_count(), room,
      [&](size_t i) {
        // The figure is laid out as the struct of the message is.
        return std::bit_cast<protocol::Allocation>(model->allocation(static_cast<int32_t>(i)));
      });
}

Agent::Reply Agent::WriteInput(const protocol::WriteInput& request) {
  if (engine_.interpreter() == nullptr) return Reply(Status::kNoModel);
  return DoneOr(engine_.WriteInput(request.offset(), Bytes(request.data())));
}

Agent::Reply Agent::Invoke(const protocol::Invoke& request) {
  const runtime::Interpreter* model = engine_.interpreter();
  if (model == nullptr) return Reply(Status::kNoModel);
  // Engine and runtime take an operator's index as right.
  if (request.stop_after() < -1 || request.stop_after() >= model->operator_count()) {
    return Reply(Status::kOutOfRange);
  }
  const Engine::Result result = engine_.Invoke(request.layers(), request.stop_after(), request.deadline());
  if (result.fault.status != Status::kOk) return Reply(result.fault);
  const auto memory = protocol::WriteFigures(&writer_, result.memory);

  using protocol::Invoked;
  writer_.StartTable();
  writer_.Field(Invoked::VT_TICKS, result.ticks);
  writer_.Reference(Invoked::VT_MEMORY, memory);
  writer_.Field(Invoked::VT_OPERATORS, static_cast<uint16_t>(result.operators));
  return {Body::Invoked, writer_.EndTable()};
}

Agent::Reply Agent::ReadLayers(const protocol::ReadLayers& request, size_t room) {
  if (engine_.interpreter() == nullptr) return Reply(Status::kNoModel);
  const std::span<const protocol::Layer> layers = engine_.layers();
  if (layers.empty()) return Reply(Status::kBadRequest);
  return Page<protocol::Layer>(Body::Layers, protocol::Layers::VT_LIST, request.first(), layers.size(), room,
                               [&](size_t i) { return layers[i]; });
}

Agent::Reply Agent::ReadOutput(const protocol::ReadOutput& request, size_t room) {
  const runtime::Interpreter* model = engine_.interpreter();
  if (model == nullptr) return Reply(Status::kNoModel);
  if (request.operator_() < -1 || request.operator_() >= model->operator_count()) {
    return Reply(Status::kOutOfRange);
  }
  uint32_t total = 0;
  const Status status = engine_.OutputBytes(request.operator_(), &total);
  if (status != Status::kOk) return Reply(status);
  if (request.offset() > total) return Reply(Status::kOutOfRange);
  // At the very end nothing is left to be read, but to ask there is no error: the piece is empty.
  const size_t fits = room > protocol::kDataOverhead ? room - protocol::kDataOverhead : 0;
  const size_t length = std::min({size_t{request.bytes()}, size_t{total - request.offset()}, fits});
  std::span<uint8_t> data;
  const auto offset = writer_.Vector(static_cast<uint32_t>(length), &data);
  engine_.ReadOutput(request.operator_(), request.offset(), data);
  writer_.StartTable();
  writer_.Reference(protocol::Output::VT_DATA, offset);
  return {Body::Output, writer_.EndTable()};
}

Agent::Reply Agent::DoneOr(Status status) {
  if (status != Status::kOk) return Reply(status);
  writer_.StartTable();
  return {Body::Done, writer_.EndTable()};
}

template <typename T, typename Get>
Agent::Reply Agent::Page(Body type, uint16_t field, size_t first, size_t count, size_t room, const Get& get) {
  // To ask for what follows the last entry is no error: that page is empty.
  if (first > count) return Reply(Status::kOutOfRange);
  const size_t fits = room > protocol::kDataOverhead ? (room - protocol::kDataOverhead) / sizeof(T) : 0;
  const size_t length = std::min(count - first, fits);
  std::span<T> elements;
  const auto list = writer_.Vector(static_cast<uint32_t>(length), &elements);
  for (T& element : elements) element = get(first++);
  writer_.StartTable();
  writer_.Reference(field, list);
  return {type, writer_.EndTable()};
}

uint8_t Agent::KernelSetIndex(const char* name) const {
  const auto sets = engine_.kernel_sets();
  // The set of an operator is one of these, so that the last one needs no comparison.
  size_t index = 0;
  while (index + 1 < sets.size() && std::strcmp(sets[index]->name, name) != 0) ++index;
  return static_cast<uint8_t>(index);
}

}  // namespace assay::agent

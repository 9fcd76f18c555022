#include "device-agent/runtime/model_reader.h"

#include <cstring>
#include <limits>
#include <string_view>

#include "device-agent/runtime/flatbuffers.h"

namespace assay::runtime {
namespace {

constexpr uint32_t kSchemaVersion = 3;
constexpr int32_t kCustom = 32;  // the schema's number of every custom operator
constexpr size_t kModelAlignment = 16;
constexpr uint32_t kMaxDepth = 8;  // of nested tables; what is read of the format has 4
// The verifier looks at a table again whenever something refers to it: this alone bounds the time that a
// small file can cost. A tensor is three tables, with its quantisation and its buffer, and so is an operator,
// with its code and its options. So no model within the limits comes near.
constexpr uint32_t kMaxTables = 8 * ModelReader::kMaxTensors;

template <typename T>
uint32_t SizeOf(const flatbuffers::Vector<T>* vector) {
  return vector == nullptr ? 0 : vector->size();
}

std::span<const int32_t> Indices(const flatbuffers::Vector<int32_t>* vector) {
  if (vector == nullptr) return {};
  return {vector->data(), vector->size()};
}

bool IsKnown(int8_t type) {
  // The byte may hold anything. There is no default, so that a type that is added has to be thought of here.
  switch (static_cast<Type>(type)) {
    case Type::kFloat32:
    case Type::kInt32:
    case Type::kUInt8:
    case Type::kInt64:
    case Type::kBool:
    case Type::kInt16:
    case Type::kInt8:
    case Type::kInt4:
    case Type::kResource:
      return true;
    case Type::kNone:
      break;
  }
  return false;
}

Status ReadShape(std::span<const int32_t> dims, Shape* shape) {
  if (dims.size() > kMaxRank) return Status::kUnsupportedShape;
  // No dimension is open, because all memory is planned at load. The elements fit in 32 signed bits, so that
  // whoever counts them later need not look for an overflow.
  *shape = {};
  int32_t elements = 1;
  for (const int32_t dim : dims) {
    if (dim <= 0 || __builtin_mul_overflow(elements, dim, &elements)) return Status::kUnsupportedShape;
    shape->dims[shape->rank++] = dim;
  }
  return Status::kOk;
}

bool ZeroPointInRange(int32_t zero_point, Type type) {
  switch (type) {
    case Type::kInt8:
      return zero_point >= -128 && zero_point <= 127;
    case Type::kUInt8:
      return zero_point >= 0 && zero_point <= 255;
    case Type::kInt16:
      return zero_point >= -32768 && zero_point <= 32767;
    // Biases, weights of int4 and whatever is not quantised have none.
    default:
      return zero_point == 0;
  }
}

Status ReadQuantization(const tflite::QuantizationParameters* stored, Type type, const Shape& shape,
                        Quantization* quantization) {
  *quantization = {};
  // Without a scale a tensor is not quantised, and a zero point would mean nothing.
  if (stored == nullptr || SizeOf(stored->scale()) == 0) return Status::kOk;
  const uint32_t scales = stored->scale()->size();
  const uint32_t zero_points = SizeOf(stored->zero_point());
  const int32_t axis = stored->quantized_dimension();
  // One scale a channel: kernels index them by the channel and do not look how many there are.
  if (scales > 1) {
    if (axis < 0 || axis >= shape.rank || scales != static_cast<uint32_t>(shape.dims[axis])) {
      return Status::kBadQuantization;
    }
    quantization->axis = axis;
  }
  // Kernels know one zero point a tensor. Those of channels are all 0: TensorFlow Lite quantises them
  // symmetrically.
  if (zero_points > scales) return Status::kBadQuantization;
  for (uint32_t i = 0; i < zero_points; ++i) {
    // The format aligns these to 8 bytes, but the verifier makes sure of 4 only.
    int64_t stored_point;
    std::memcpy(&stored_point, stored->zero_point()->Data() + i * sizeof(stored_point), sizeof(stored_point));
    // What does not fit must not be cut to what does.
    const auto zero_point = static_cast<int32_t>(stored_point);
    if (zero_point != stored_point || !ZeroPointInRange(zero_point, type) ||
        (scales > 1 && zero_point != 0)) {
      return Status::kBadQuantization;
    }
    quantization->zero_point = zero_point;
  }
  // They stay in the model, where `eval` finds them, too.
  quantization->scales = stored->scale()->data();
  quantization->scale_count = static_cast<int32_t>(scales);
  return Status::kOk;
}

}  // namespace

Status ModelReader::Open(std::span<const uint8_t> bytes) {
  // All is read in place. Where the model lies is the caller's doing, and no fault of the model.
  if (reinterpret_cast<uintptr_t>(bytes.data()) % kModelAlignment != 0) return Status::kBadRequest;
  // The verifier only asserts this, and assertions are off. Offsets in the model have 31 bits.
  if (bytes.size() >= FLATBUFFERS_MAX_BUFFER_SIZE) return Status::kModelTooLarge;
  // Before the verifier, so that a file of another kind is told from a model that is broken.
  constexpr size_t kIdentifierAt = sizeof(flatbuffers::uoffset_t);
  if (bytes.size() < kIdentifierAt + flatbuffers::kFileIdentifierLength ||
      std::memcmp(bytes.data() + kIdentifierAt, tflite::ModelIdentifier(),
                  flatbuffers::kFileIdentifierLength) != 0) {
    return Status::kNotAModel;
  }
  // From here on every table, vector and string that the schema has lies within the file. What the numbers in
  // them mean is checked where they are read.
  flatbuffers::Verifier verifier(bytes.data(), bytes.size(), kMaxDepth, kMaxTables);
  if (!verifier.VerifyBuffer<tflite::Model>(nullptr)) return Status::kBrokenFlatBuffer;
  data_ = bytes.data();
  size_ = static_cast<uint32_t>(bytes.size());
  if (model().version() != kSchemaVersion) return Status::kUnsupportedVersion;
  // The limits come before anything that takes time or memory in proportion to what they limit.
  const int32_t subgraphs = subgraph_count();
  if (subgraphs == 0) return Status::kNoSubgraph;
  if (subgraphs > static_cast<int32_t>(kMaxSubgraphs)) return Status::kModelTooLarge;
  // Subgraphs may share a vector, so that there can be more entries than the file has bytes.
  uint64_t operators = 0;
  uint64_t tensors = 0;
  // Backwards, so that the reader ends as that of the model itself.
  for (int32_t i = subgraphs - 1; i >= 0; --i) {
    *this = Subgraph(i);
    operators += SizeOf(graph().operators());
    tensors += SizeOf(graph().tensors());
  }
  if (operators > kMaxOperators || tensors > kMaxTensors) return Status::kModelTooLarge;
  return Status::kOk;
}

int32_t ModelReader::subgraph_count() const { return static_cast<int32_t>(SizeOf(model().subgraphs())); }

ModelReader ModelReader::Subgraph(int32_t index) const {
  ModelReader reader = *this;
  const tflite::SubGraph* graph = model().subgraphs()->Get(static_cast<uint32_t>(index));
  reader.graph_ = static_cast<uint32_t>(reinterpret_cast<const uint8_t*>(graph) - data_);
  return reader;
}

int32_t ModelReader::operator_count() const { return static_cast<int32_t>(SizeOf(graph().operators())); }

uint32_t ModelReader::tensor_count() const { return SizeOf(graph().tensors()); }

std::span<const int32_t> ModelReader::inputs() const { return Indices(graph().inputs()); }

std::span<const int32_t> ModelReader::outputs() const { return Indices(graph().outputs()); }

std::span<const int32_t> ModelReader::operator_inputs(int32_t index) const {
  return Indices(op(index).inputs());
}

std::span<const int32_t> ModelReader::operator_outputs(int32_t index) const {
  return Indices(op(index).outputs());
}

Status ModelReader::ReadOpcode(int32_t index, int32_t* opcode) const {
  const uint32_t code_index = op(index).opcode_index();
  if (code_index >= SizeOf(model().operator_codes())) return Status::kNoSuchOperatorCode;
  const tflite::OperatorCode& code = *model().operator_codes()->Get(code_index);
  // The format outgrew the one byte of the first field. Writers of today put min(127, code) there and the
  // code into the second field; those of old know only the first.
  const int32_t old_code = code.deprecated_builtin_code();
  *opcode = old_code > code.builtin_code() ? old_code : code.builtin_code();
  if (*opcode < 0) return Status::kNegativeOpcode;
  // These numbers are the runtime's own, for custom operators that it knows by name. No file may say them.
  if (*opcode >= kernels::kFirstCustomOpcode) return Status::kUnsupportedOperator;
  // One of an unknown name keeps the number of all custom operators, which no kernel has.
  if (*opcode == kCustom && code.custom_code() != nullptr) {
    const std::string_view name(code.custom_code()->c_str(), code.custom_code()->size());
    for (const kernels::CustomOperator& known : kernels::kCustomOperators) {
      if (name == known.name) *opcode = static_cast<int32_t>(known.opcode);
    }
  }
  return Status::kOk;
}

Status ModelReader::ReadTensor(int32_t index, kernels::Tensor* tensor) const {
  if (index < 0 || static_cast<uint32_t>(index) >= SizeOf(graph().tensors())) return Status::kNoSuchTensor;
  // Where the tensor is put may have held anything before, so that every member of it is set.
  const tflite::Tensor& stored = *graph().tensors()->Get(static_cast<uint32_t>(index));
  if (!IsKnown(stored.type())) return Status::kUnsupportedType;
  tensor->type = static_cast<Type>(stored.type());
  Status status = ReadShape(Indices(stored.shape()), &tensor->shape);
  if (status != Status::kOk) return status;
  status = ReadQuantization(stored.quantization(), tensor->type, tensor->shape, &tensor->quantization);
  if (status != Status::kOk) return status;

  const int32_t elements = tensor->shape.elements();
  const uint32_t element_bytes = TypeBytes(tensor->type);
  int32_t bytes = elements / 2 + elements % 2;  // of int4
  if (tensor->type != Type::kInt4 && __builtin_mul_overflow(elements, element_bytes, &bytes)) {
    return Status::kUnsupportedShape;
  }
  tensor->bytes = static_cast<uint32_t>(bytes);
  tensor->variable = stored.is_variable();
  tensor->at_fault = false;

  tensor->data = nullptr;
  // Without data it is an activation. Data are of exactly its size, because no kernel looks where they end.
  if (stored.buffer() >= SizeOf(model().buffers())) return Status::kNoSuchBuffer;
  const tflite::Buffer& buffer = *model().buffers()->Get(stored.buffer());
  // Data behind the end of the FlatBuffer (models of more than 2 GB).
  if (buffer.offset() != 0 || buffer.size() != 0) return Status::kExternalBuffer;
  if (SizeOf(buffer.data()) == 0) return Status::kOk;
  if (buffer.data()->size() != tensor->bytes) return Status::kBufferSize;
  tensor->data = buffer.data()->Data();
  // Of data that are misaligned the verifier lets some pass, and a core may trap on them.
  if (element_bytes > 1 && reinterpret_cast<uintptr_t>(tensor->data) % element_bytes != 0) {
    return Status::kMisalignedBuffer;
  }
  // What a variable is at first follows from its type and zero point, in TensorFlow Lite Micro as here.
  if (tensor->variable) tensor->data = nullptr;
  return Status::kOk;
}

const tflite::Model& ModelReader::model() const { return *tflite::GetModel(data_); }

const tflite::SubGraph& ModelReader::graph() const {
  return *reinterpret_cast<const tflite::SubGraph*>(data_ + graph_);
}

const tflite::Operator& ModelReader::op(int32_t index) const {
  return *graph().operators()->Get(static_cast<uint32_t>(index));
}

}  // namespace assay::runtime

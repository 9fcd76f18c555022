#include "device-agent/runtime/testing/model_builder.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "device-agent/runtime/options_format.h"
#include "device-agent/runtime/tflite_generated.h"

namespace assay::runtime::testing {
namespace {

using flatbuffers::FlatBufferBuilder;
using flatbuffers::Offset;

constexpr int32_t kCustom = 32;  // the schema's number of every custom operator

struct WrittenOptions {
  uint8_t table = 0;
  Offset<tflite::Options> offset;
};

template <typename T>
T ValueAt(const OptionsSpec& options, const OptionsField& field) {
  T value;
  if (options.bytes.size() < field.offset + sizeof(value))
    throw std::logic_error("options of another operator");
  std::memcpy(&value, options.bytes.data() + field.offset, sizeof(value));
  return value;
}

WrittenOptions WriteOptions(FlatBufferBuilder& builder, kernels::Opcode opcode, const OptionsSpec& options) {
  const OptionsFormat format = FindOptionsFormat(opcode);
  if (options.bytes.empty() || format.fields.empty()) return {};
  Offset<void> vectors[kMaxOptionsFields];
  for (const OptionsField& field : format.fields) {
    if (field.kind == FieldKind::kBytes) {
      const auto bytes = ValueAt<kernels::ModelBytes>(options, field);
      vectors[field.id] = builder.CreateVector(bytes.data, bytes.size).Union();
    } else if (field.kind == FieldKind::kInts) {
      const auto ints = ValueAt<kernels::ModelInts>(options, field);
      vectors[field.id] = builder.CreateVector(ints.data, ints.size).Union();
    }
  }
  const auto start = builder.StartTable();
  for (const OptionsField& field : format.fields) {
    const auto slot = static_cast<flatbuffers::voffset_t>(4 + 2 * field.id);
    switch (field.kind) {
      case FieldKind::kInt8:
      case FieldKind::kBool:
        builder.AddElement<int8_t>(slot, ValueAt<int8_t>(options, field), field.default_value);
        break;
      case FieldKind::kInt32:
        builder.AddElement<int32_t>(slot, ValueAt<int32_t>(options, field), field.default_value);
        break;
      case FieldKind::kFloat:
        builder.AddElement<float>(slot, ValueAt<float>(options, field), field.default_value);
        break;
      case FieldKind::kBytes:
      case FieldKind::kInts:
        builder.AddOffset(slot, vectors[field.id]);
        break;
      case FieldKind::kNone:
        break;
    }
  }
  return {format.table, Offset<tflite::Options>(builder.EndTable(start))};
}

// What all subgraphs of a model share.
struct Shared {
  FlatBufferBuilder builder;
  std::vector<Offset<tflite::Buffer>> buffers;
  std::vector<Offset<tflite::OperatorCode>> codes;
  bool old_opcode_field = false;
};

Offset<tflite::SubGraph> WriteSubgraph(Shared& shared, const ModelSpec& spec) {
  FlatBufferBuilder& builder = shared.builder;
  std::vector<Offset<tflite::Tensor>> tensors;
  for (const TensorSpec& tensor : spec.tensors) {
    int32_t buffer = tensor.buffer;
    if (buffer < 0 && (!tensor.data.empty() || tensor.external_offset != 0)) {
      buffer = static_cast<int32_t>(shared.buffers.size());
      builder.ForceVectorAlignment(tensor.data.size(), sizeof(uint8_t), 16);
      const auto data = builder.CreateVector(tensor.data);
      shared.buffers.push_back(tflite::CreateBuffer(builder, data, tensor.external_offset));
    }
    Offset<tflite::QuantizationParameters> quantization;
    if (!tensor.scales.empty()) {
      const auto scales = builder.CreateVector(tensor.scales);
      const auto zero_points = builder.CreateVector(tensor.zero_points);
      quantization = tflite::CreateQuantizationParameters(builder, scales, zero_points, tensor.axis);
    }
    const auto shape = builder.CreateVector(tensor.shape);
    tensors.push_back(tflite::CreateTensor(builder, shape, static_cast<int8_t>(tensor.type),
                                           static_cast<uint32_t>(std::max(buffer, 0)), quantization,
                                           tensor.variable));
  }
  std::vector<Offset<tflite::Operator>> operators;
  for (const OperatorSpec& op : spec.operators) {
    int32_t code = op.opcode_index;
    if (code < 0) {
      code = static_cast<int32_t>(shared.codes.size());
      Offset<flatbuffers::String> name;
      int32_t number = op.opcode;
      for (const kernels::CustomOperator& custom : kernels::kCustomOperators) {
        if (static_cast<int32_t>(custom.opcode) != op.opcode) continue;
        name = builder.CreateString(custom.name);
        number = kCustom;
      }
      shared.codes.push_back(tflite::CreateOperatorCode(builder, static_cast<int8_t>(std::min(number, 127)),
                                                        name, shared.old_opcode_field ? 0 : number));
    }
    const auto inputs = builder.CreateVector(op.inputs);
    const auto outputs = builder.CreateVector(op.outputs);
    const int32_t options_of = op.options_of < 0 ? op.opcode : op.options_of;
    const WrittenOptions options =
        WriteOptions(builder, static_cast<kernels::Opcode>(options_of), op.options);
    operators.push_back(tflite::CreateOperator(builder, static_cast<uint32_t>(code), inputs, outputs,
                                               options.table, options.offset));
  }
  const auto tensor_vector = builder.CreateVector(tensors);
  const auto inputs = builder.CreateVector(spec.inputs);
  const auto outputs = builder.CreateVector(spec.outputs);
  const auto operator_vector = builder.CreateVector(operators);
  return tflite::CreateSubGraph(builder, tensor_vector, inputs, outputs, operator_vector);
}

}  // namespace

std::vector<uint8_t> BuildModel(const ModelSpec& spec) {
  Shared shared;
  FlatBufferBuilder& builder = shared.builder;
  shared.old_opcode_field = spec.old_opcode_field;
  shared.buffers = {tflite::CreateBuffer(builder)};  // by convention the first is empty
  std::vector<Offset<tflite::SubGraph>> subgraphs;
  if (spec.subgraphs > 0) {
    subgraphs.assign(static_cast<size_t>(spec.subgraphs), WriteSubgraph(shared, spec));
  }
  for (const ModelSpec& called : spec.called) subgraphs.push_back(WriteSubgraph(shared, called));
  const auto code_vector = builder.CreateVector(shared.codes);
  const auto subgraph_vector = builder.CreateVector(subgraphs);
  const auto buffer_vector = builder.CreateVector(shared.buffers);
  tflite::FinishModelBuffer(
      builder, tflite::CreateModel(builder, spec.version, code_vector, subgraph_vector, buffer_vector));
  return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
}

ModelSpec SmallModel() {
  const auto opcode = [](kernels::Opcode code) { return static_cast<int32_t>(code); };
  std::vector<uint8_t> filter(3 * 3 * 2 * 2);
  for (size_t i = 0; i < filter.size(); ++i) filter[i] = static_cast<uint8_t>(i * 7);
  std::vector<uint8_t> weights(4 * 32);
  for (size_t i = 0; i < weights.size(); ++i) weights[i] = static_cast<uint8_t>(i * 5);
  ModelSpec spec;
  spec.tensors = {
      {.shape = {1, 4, 4, 2}, .scales = {0.5f}, .zero_points = {3}},
      {.shape = {2, 3, 3, 2}, .scales = {0.01f, 0.02f}, .zero_points = {0, 0}, .data = filter},
      {.shape = {2},
       .type = Type::kInt32,
       .scales = {0.005f, 0.01f},
       .zero_points = {0, 0},
       .data = {100, 0, 0, 0, 200, 255, 255, 255}},
      {.shape = {1, 4, 4, 2}, .scales = {0.75f}, .zero_points = {-5}},
      {.shape = {1, 32}, .scales = {0.75f}, .zero_points = {-5}},
      {.shape = {4, 32}, .scales = {0.03f}, .zero_points = {0}, .data = weights},
      {.shape = {1, 4}, .scales = {1.5f}, .zero_points = {0}},
      {.shape = {1, 4}, .scales = {1.0f / 256}, .zero_points = {-128}},
  };
  spec.operators = {
      {opcode(kernels::Opcode::kConv2D),
       {0, 1, 2},
       {3},
       kernels::Conv2DOptions{kernels::Padding::kSame, kernels::Activation::kRelu, 1, 1, 1, 1}},
      {opcode(kernels::Opcode::kReshape), {3}, {4}, {}},
      {opcode(kernels::Opcode::kFullyConnected),
       {4, 5, -1},
       {6},
       kernels::FullyConnectedOptions{kernels::Activation::kNone, 0, false}},
      {opcode(kernels::Opcode::kSoftmax), {6}, {7}, kernels::SoftmaxOptions{1.0f}},
  };
  spec.inputs = {0};
  spec.outputs = {7};
  return spec;
}

}  // namespace assay::runtime::testing

#include "agent/testing/test_model.h"

#include "runtime/tflite_generated.h"

namespace assay::agent::testing {
namespace {

namespace tflite = runtime::tflite;
using flatbuffers::FlatBufferBuilder;
using flatbuffers::Offset;

constexpr int8_t kInt8 = 9;
constexpr int8_t kInt32 = 2;

Offset<tflite::Tensor> Tensor(FlatBufferBuilder& b, const std::vector<int32_t>& shape, int8_t type,
                              uint32_t buffer, float scale, int64_t zero_point) {
  const auto quantization = tflite::CreateQuantizationParameters(
      b, b.CreateVector(std::vector<float>{scale}), b.CreateVector(std::vector<int64_t>{zero_point}));
  return tflite::CreateTensor(b, b.CreateVector(shape), type, buffer, quantization);
}

template <typename T>
Offset<tflite::Buffer> Constant(FlatBufferBuilder& b, const std::vector<T>& values) {
  b.ForceVectorAlignment(values.size() * sizeof(T), 1, 16);
  return tflite::CreateBuffer(
      b, b.CreateVector(reinterpret_cast<const uint8_t*>(values.data()), values.size() * sizeof(T)));
}

std::vector<uint8_t> Model(int32_t second_opcode) {
  FlatBufferBuilder b;
  std::vector<int8_t> weights;
  for (int i = 0; i < 5 * 6; ++i) weights.push_back(static_cast<int8_t>(i * 37 % 101 - 50));
  const std::vector<Offset<tflite::Buffer>> buffers = {tflite::CreateBuffer(b), Constant(b, weights),
                                                       Constant(b, std::vector<int32_t>{10, -20, 30, 0, 5})};
  const std::vector<Offset<tflite::Tensor>> tensors = {
      Tensor(b, {1, 6}, kInt8, 0, 0.5f, 1), Tensor(b, {5, 6}, kInt8, 1, 0.0005f, 0),
      Tensor(b, {5}, kInt32, 2, 0.00025f, 0), Tensor(b, {1, 5}, kInt8, 0, 0.02f, -3),
      Tensor(b, {1, 5}, kInt8, 0, 1.f / 256, -128)};
  const auto vector = [&](const std::vector<int32_t>& values) { return b.CreateVector(values); };
  const std::vector<Offset<tflite::Operator>> operators = {
      tflite::CreateOperator(b, 0, vector({0, 1, 2}), vector({3}), tflite::Options::FullyConnectedOptions,
                             tflite::CreateFullyConnectedOptions(b).Union()),
      tflite::CreateOperator(b, 1, vector({3}), vector({4}), tflite::Options::SoftmaxOptions,
                             tflite::CreateSoftmaxOptions(b, 1.f).Union())};
  const auto graph =
      tflite::CreateSubGraph(b, b.CreateVector(tensors), vector({0}), vector({4}), b.CreateVector(operators));
  const std::vector<Offset<tflite::OperatorCode>> codes = {
      tflite::CreateOperatorCode(b, static_cast<int8_t>(kTestOpcodes[0]), kTestOpcodes[0]),
      tflite::CreateOperatorCode(b, static_cast<int8_t>(second_opcode), second_opcode)};
  b.Finish(tflite::CreateModel(b, 3, b.CreateVector(codes), b.CreateVector(std::vector{graph}),
                               b.CreateVector(buffers)),
           "TFL3");
  return {b.GetBufferPointer(), b.GetBufferPointer() + b.GetSize()};
}

}  // namespace

std::vector<uint8_t> TestModel() { return Model(kTestOpcodes[1]); }

std::vector<uint8_t> TestInput() { return {10, 200, 30, 127, 128, 60}; }

std::vector<uint8_t> ModelWithUnsupportedOperator() { return Model(kUnsupportedOpcode); }

}  // namespace assay::agent::testing

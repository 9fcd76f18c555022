#include "device-agent/agent/testing/test_model.h"

#include <cstring>

#include "device-agent/runtime/testing/model_builder.h"

namespace assay::agent::testing {
namespace {

using runtime::testing::ModelSpec;

template <typename T>
std::vector<uint8_t> Bytes(const std::vector<T>& values) {
  std::vector<uint8_t> bytes(values.size() * sizeof(T));
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

std::vector<uint8_t> Model(int32_t second_opcode) {
  std::vector<int8_t> weights;
  for (int i = 0; i < 5 * 6; ++i) weights.push_back(static_cast<int8_t>(i * 37 % 101 - 50));
  ModelSpec spec;
  spec.tensors = {
      {.shape = {1, 6}, .scales = {0.5f}, .zero_points = {1}},
      {.shape = {5, 6}, .scales = {0.0005f}, .zero_points = {0}, .data = Bytes(weights)},
      {.shape = {5},
       .type = Type::kInt32,
       .scales = {0.00025f},
       .zero_points = {0},
       .data = Bytes(std::vector<int32_t>{10, -20, 30, 0, 5})},
      {.shape = {1, 5}, .scales = {0.02f}, .zero_points = {-3}},
      {.shape = {1, 5}, .scales = {1.f / 256}, .zero_points = {-128}},
  };
  spec.operators = {
      {kTestOpcodes[0], {0, 1, 2}, {3}, kernels::FullyConnectedOptions{kernels::Activation::kNone, 0, false}},
      {second_opcode, {3}, {4}, kernels::SoftmaxOptions{1.f}, kTestOpcodes[1]},
  };
  spec.inputs = {0};
  spec.outputs = {4};
  return runtime::testing::BuildModel(spec);
}

}  // namespace

std::vector<uint8_t> TestModel() { return Model(kTestOpcodes[1]); }

std::vector<uint8_t> TestInput() { return {10, 200, 30, 127, 128, 60}; }

std::vector<uint8_t> ModelWithUnsupportedOperator() { return Model(kUnsupportedOpcode); }

}  // namespace assay::agent::testing

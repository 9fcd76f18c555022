// Builds small `.tflite` models for tests and fuzzers, right ones and wrong ones: nothing is checked. Host
// only.
#ifndef ASSAY_RUNTIME_TESTING_MODEL_BUILDER_H_
#define ASSAY_RUNTIME_TESTING_MODEL_BUILDER_H_

#include <vector>

#include "kernels/opcode.h"
#include "kernels/operators/options.h"
#include "kernels/types.h"

namespace assay::runtime::testing {

struct TensorSpec {
  std::vector<int32_t> shape;
  Type type = Type::kInt8;
  std::vector<float> scales = {};
  std::vector<int64_t> zero_points = {};
  int32_t axis = 0;
  std::vector<uint8_t> data = {};  // empty: not constant
  uint64_t external_offset = 0;    // of data behind the FlatBuffer
  int32_t buffer = -1;             // index of the buffer; -1: one of its own
  bool variable = false;
};

// A plain struct of kernels/operators/options.h, or nothing.
struct OptionsSpec {
  OptionsSpec() = default;
  template <typename Options>
  OptionsSpec(const Options& options)  // NOLINT(google-explicit-constructor): reads best in the specs
      : bytes(reinterpret_cast<const uint8_t*>(&options), reinterpret_cast<const uint8_t*>(&options + 1)) {}
  // To change one of them.
  template <typename Options>
  Options& as() {
    return *reinterpret_cast<Options*>(bytes.data());
  }
  std::vector<uint8_t> bytes;
};

struct OperatorSpec {
  int32_t opcode;  // the schema's number
  std::vector<int32_t> inputs;
  std::vector<int32_t> outputs;
  OptionsSpec options = {};
  int32_t options_of = -1;    // whose options these are; -1: the operator's own
  int32_t opcode_index = -1;  // into the table of opcodes; -1: an entry of its own
};

struct ModelSpec {
  std::vector<TensorSpec> tensors;
  std::vector<OperatorSpec> operators;
  std::vector<int32_t> inputs;
  std::vector<int32_t> outputs;
  uint32_t version = 3;
  int32_t subgraphs = 1;  // all alike
  std::vector<ModelSpec>
      called;  // further subgraphs, of which only tensors, operators, inputs and outputs count
  bool old_opcode_field = false;  // only the field that writers used before 2020
};

std::vector<uint8_t> BuildModel(const ModelSpec& spec);

// Input 0 [1,4,4,2], tensor 7 the output [1,4]: CONV_2D, RESHAPE, FULLY_CONNECTED, SOFTMAX.
ModelSpec SmallModel();

}  // namespace assay::runtime::testing

#endif  // ASSAY_RUNTIME_TESTING_MODEL_BUILDER_H_

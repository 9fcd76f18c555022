// Short words for the parts of a model that tests are made of: activations are int8 of scale 1.
#ifndef ASSAY_RUNTIME_TESTING_SPECS_H_
#define ASSAY_RUNTIME_TESTING_SPECS_H_

#include <utility>
#include <vector>

#include "device-agent/runtime/testing/model_builder.h"

namespace assay::runtime::testing {

inline TensorSpec Activation(std::vector<int32_t> shape) {
  return {.shape = std::move(shape), .scales = {1.0f}, .zero_points = {0}};
}

inline TensorSpec Flag(std::vector<uint8_t> data = {}) {
  return {.shape = {1}, .type = Type::kBool, .data = std::move(data)};
}

inline OperatorSpec Operator(kernels::Opcode opcode, std::vector<int32_t> inputs,
                             std::vector<int32_t> outputs, OptionsSpec options = {}) {
  return {static_cast<int32_t>(opcode), std::move(inputs), std::move(outputs), std::move(options)};
}

inline OperatorSpec Reshape(int32_t input, int32_t output) {
  return Operator(kernels::Opcode::kReshape, {input}, {output});
}

inline OperatorSpec Add(int32_t a, int32_t b, int32_t output) {
  return Operator(kernels::Opcode::kAdd, {a, b}, {output},
                  kernels::AddOptions{kernels::Activation::kNone, true});
}

}  // namespace assay::runtime::testing

#endif  // ASSAY_RUNTIME_TESTING_SPECS_H_

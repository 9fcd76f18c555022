// Runs one kernel on small tensors, as the runtime would. Host only.
#ifndef ASSAY_KERNELS_TESTING_RUN_KERNEL_H_
#define ASSAY_KERNELS_TESTING_RUN_KERNEL_H_

#include <cstring>
#include <initializer_list>
#include <stdexcept>
#include <vector>

#include "kernels/kernel.h"
#include "kernels/options.h"

namespace assay::kernels::testing {

// A tensor and its values; with Type::kNone an absent optional input.
struct Value {
  std::vector<int32_t> dims;
  std::vector<float> scales = {1.0f};
  int32_t zero_point = 0;
  int32_t axis = 0;
  Type type = Type::kInt8;
  std::vector<int8_t> int8 = {};
  std::vector<int32_t> int32 = {};

  Tensor tensor() const {
    Tensor result;
    result.type = type;
    if (type == Type::kNone) return result;
    result.shape.rank = static_cast<int32_t>(dims.size());
    for (size_t i = 0; i < dims.size(); ++i) result.shape.dims[i] = dims[i];
    if (!scales.empty()) {
      result.quantization = {scales.data(), static_cast<int32_t>(scales.size()), zero_point, axis};
    }
    result.bytes = static_cast<uint32_t>(result.shape.elements()) * TypeBytes(type);
    return result;
  }
  const void* data() const {
    return type == Type::kInt32 ? static_cast<const void*>(int32.data()) : int8.data();
  }
};

inline Value Int8(std::vector<int32_t> dims, float scale, int32_t zero_point,
                  std::vector<int8_t> values = {}) {
  return {.dims = std::move(dims), .scales = {scale}, .zero_point = zero_point, .int8 = std::move(values)};
}
inline Value Weights(std::vector<int32_t> dims, std::vector<float> scales, int32_t axis,
                     std::vector<int8_t> values) {
  return {.dims = std::move(dims), .scales = std::move(scales), .axis = axis, .int8 = std::move(values)};
}
inline Value Bias(std::vector<int32_t> values) {
  const auto size = static_cast<int32_t>(values.size());
  return {.dims = {size}, .scales = {}, .type = Type::kInt32, .int32 = std::move(values)};
}

struct Outcome {
  Status status;
  std::vector<int8_t> output;
};

inline const Kernel& FindKernel(const KernelSet& set, Opcode opcode) {
  for (int32_t i = 0; i < set.kernel_count; ++i) {
    if (set.kernels[i].opcode == opcode) return set.kernels[i];
  }
  throw std::runtime_error("no such kernel");
}

template <typename Options>
Outcome RunKernel(const KernelSet& set, Opcode opcode, const Options& options,
                  const std::vector<Value>& inputs, const Value& output) {
  const Kernel& kernel = FindKernel(set, opcode);
  std::vector<Tensor> tensors;
  std::vector<const void*> pointers;
  // All scales in one place, as in a model.
  std::vector<float> model;
  model.reserve(1024);
  for (const Value& input : inputs) {
    tensors.push_back(input.tensor());
    if (tensors.back().quantization.scales != nullptr) {
      tensors.back().quantization.scales = model.data() + model.size();
      model.insert(model.end(), input.scales.begin(), input.scales.end());
    }
    pointers.push_back(input.type == Type::kNone ? nullptr : input.data());
  }
  const Tensor output_tensor = output.tensor();
  const Operation operation = {
      opcode,         &options, model.data(), tensors.data(), static_cast<int32_t>(tensors.size()),
      &output_tensor, 1};
  alignas(kParamsAlignment) uint8_t params[kMaxParamsBytes];
  Needs needs;
  Outcome outcome = {kernel.prepare(operation, params, &needs), {}};
  if (outcome.status != Status::kOk) return outcome;
  std::vector<uint8_t> scratch(needs.scratch_bytes);
  std::vector<uint8_t> persistent(needs.persistent_bytes);
  outcome.output.resize(output_tensor.bytes);
  void* out = outcome.output.data();
  outcome.status =
      kernel.eval(params, {pointers.data(), &out, scratch.data(), persistent.data(), model.data()});
  return outcome;
}

}  // namespace assay::kernels::testing

#endif  // ASSAY_KERNELS_TESTING_RUN_KERNEL_H_

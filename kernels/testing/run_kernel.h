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
  std::vector<int8_t> int8 = {};  // int4 too: packed, two a byte
  std::vector<int32_t> int32 = {};
  std::vector<int16_t> int16 = {};
  std::vector<int64_t> int64 = {};
  std::vector<float> float32 = {};
  bool constant = false;  // in the model, so `prepare` sees the values
  bool variable = false;

  Tensor tensor() const {
    Tensor result;
    result.type = type;
    if (type == Type::kNone) return result;
    result.shape.rank = static_cast<int32_t>(dims.size());
    for (size_t i = 0; i < dims.size(); ++i) result.shape.dims[i] = dims[i];
    if (!scales.empty()) {
      result.quantization = {scales.data(), static_cast<int32_t>(scales.size()), zero_point, axis};
    }
    const auto elements = static_cast<uint32_t>(result.shape.elements());
    result.bytes = type == Type::kInt4 ? (elements + 1) / 2 : elements * TypeBytes(type);
    result.data = constant ? data() : nullptr;
    result.variable = variable;
    return result;
  }
  const void* data() const {
    switch (type) {
      case Type::kInt16:
        return int16.data();
      case Type::kInt32:
        return int32.data();
      case Type::kInt64:
        return int64.data();
      case Type::kFloat32:
        return float32.data();
      default:
        return int8.data();
    }
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
inline Value Bias(std::vector<int32_t> values, std::vector<float> scales = {}) {
  const auto size = static_cast<int32_t>(values.size());
  return {.dims = {size}, .scales = std::move(scales), .type = Type::kInt32, .int32 = std::move(values)};
}

inline Value Int32Constant(std::vector<int32_t> dims, std::vector<int32_t> values) {
  return {.dims = std::move(dims),
          .scales = {},
          .type = Type::kInt32,
          .int32 = std::move(values),
          .constant = true};
}
inline Value Int64Bias(std::vector<int64_t> values, std::vector<float> scales = {}) {
  const auto size = static_cast<int32_t>(values.size());
  return {.dims = {size}, .scales = std::move(scales), .type = Type::kInt64, .int64 = std::move(values)};
}
inline Value Int16(std::vector<int32_t> dims, float scale, std::vector<int16_t> values = {}) {
  return {.dims = std::move(dims), .scales = {scale}, .type = Type::kInt16, .int16 = std::move(values)};
}
inline Value Float(std::vector<int32_t> dims, std::vector<float> values = {}) {
  return {.dims = std::move(dims), .scales = {}, .type = Type::kFloat32, .float32 = std::move(values)};
}
// Values of -8 ... 7, which are packed here.
inline Value Int4Weights(std::vector<int32_t> dims, std::vector<float> scales, int32_t axis,
                         const std::vector<int8_t>& values) {
  std::vector<int8_t> packed((values.size() + 1) / 2);
  for (size_t i = 0; i < values.size(); ++i) {
    packed[i / 2] = static_cast<int8_t>(packed[i / 2] | (values[i] & 0xF) << (i % 2 * 4));
  }
  return {.dims = std::move(dims),
          .scales = std::move(scales),
          .axis = axis,
          .type = Type::kInt4,
          .int8 = std::move(packed)};
}

struct Outcome {
  Status status;
  std::vector<int8_t> output;  // bytes, so the values themselves if they are int8

  template <typename T>
  std::vector<T> output_as() const {
    std::vector<T> values(output.size() / sizeof(T));
    if (!values.empty()) std::memcpy(values.data(), output.data(), output.size());
    return values;
  }
};

// `type` and `weights`: of the operation's tensors, as in the loader.
inline const Kernel& FindKernel(const KernelSet& set, Opcode opcode, Type type, Type weights = Type::kNone) {
  for (int32_t i = 0; i < set.kernel_count; ++i) {
    const Kernel& kernel = set.kernels[i];
    if (kernel.opcode == opcode && (kernel.type == type || kernel.type == Type::kNone) &&
        (kernel.weights == weights || kernel.weights == Type::kNone || weights == Type::kNone)) {
      return kernel;
    }
  }
  throw std::runtime_error("no such kernel");
}

inline const Kernel& FindKernel(const KernelSet& set, Opcode opcode, const std::vector<Value>& inputs) {
  const auto type_of = [&inputs](size_t i) { return i < inputs.size() ? inputs[i].type : Type::kNone; };
  return FindKernel(set, opcode, type_of(static_cast<size_t>(ActivationsOperand(opcode))), type_of(1));
}

// A kernel, prepared once and run any number of times; its inputs may be changed in between.
class PreparedKernel {
 public:
  template <typename Options>
  PreparedKernel(const KernelSet& set, Opcode opcode, const Options& options, std::vector<Value> inputs,
                 const std::vector<Value>& outputs)
      : kernel_(FindKernel(set, opcode, inputs)), inputs_(std::move(inputs)) {
    model_.reserve(1024);
    std::vector<Tensor> tensors;
    for (const Value& input : inputs_) AddTensor(input, &tensors);
    for (const Value& output : outputs) {
      AddTensor(output, &tensors);
      outputs_.emplace_back(tensors.back().bytes);
    }
    const Tensor* const first = tensors.data();
    const Operation operation = {opcode,
                                 &options,
                                 model_.data(),
                                 first,
                                 static_cast<int32_t>(inputs_.size()),
                                 first + inputs_.size(),
                                 static_cast<int32_t>(outputs.size())};
    Needs needs;
    status_ = kernel_.prepare(operation, params_, &needs);
    if (status_ != Status::kOk) return;
    scratch_.resize(needs.scratch_bytes);
    persistent_.resize((needs.persistent_bytes + 7) / 8);
  }

  // Why it was refused, if it was.
  Status status() const { return status_; }
  std::vector<Value>& inputs() { return inputs_; }
  std::vector<int8_t>& output(size_t index) { return outputs_[index]; }

  Outcome Run() {
    if (status_ != Status::kOk) return {status_, {}};
    std::vector<const void*> inputs;
    for (const Value& input : inputs_) inputs.push_back(input.type == Type::kNone ? nullptr : input.data());
    std::vector<void*> outputs;
    for (std::vector<int8_t>& output : outputs_) outputs.push_back(output.data());
    const Status status = kernel_.eval(
        params_, {inputs.data(), outputs.data(), scratch_.data(), persistent_.data(), model_.data()});
    return {status, outputs_[0]};
  }

 private:
  // All scales and constants are in one place, as in a model.
  void AddTensor(const Value& value, std::vector<Tensor>* tensors) {
    tensors->push_back(value.tensor());
    if (Tensor& tensor = tensors->back(); tensor.data != nullptr) {
      model_.resize((model_.size() + 1) / 2 * 2);  // aligned for int64
      const size_t start = model_.size();
      model_.resize(start + (tensor.bytes + 3) / 4);
      if (tensor.bytes > 0) std::memcpy(model_.data() + start, tensor.data, tensor.bytes);
      tensor.data = model_.data() + start;
    }
    Quantization& quantization = tensors->back().quantization;
    if (quantization.scales == nullptr) return;
    quantization.scales = model_.data() + model_.size();
    model_.insert(model_.end(), value.scales.begin(), value.scales.end());
  }

  const Kernel& kernel_;
  std::vector<Value> inputs_;
  std::vector<std::vector<int8_t>> outputs_;
  std::vector<float> model_;
  alignas(kParamsAlignment) uint8_t params_[kMaxParamsBytes];
  std::vector<uint8_t> scratch_;
  std::vector<uint64_t> persistent_;  // aligned as in the arena
  Status status_;
};

template <typename Options>
Outcome RunKernel(const KernelSet& set, Opcode opcode, const Options& options,
                  const std::vector<Value>& inputs, const Value& output) {
  return PreparedKernel(set, opcode, options, inputs, {output}).Run();
}

}  // namespace assay::kernels::testing

#endif  // ASSAY_KERNELS_TESTING_RUN_KERNEL_H_

#include "kernels/testing/run_kernel.h"

#include <stdexcept>

namespace assay::kernels::testing {
namespace {

const Kernel& KernelFor(const KernelSet& set, Opcode opcode, const std::vector<Value>& inputs) {
  const auto type_of = [&inputs](size_t i) { return i < inputs.size() ? inputs[i].type : Type::kNone; };
  for (const Kernel* kernel : set.kernels) {
    if (kernel->Takes(opcode, type_of(kernel->typed_input), type_of(1))) return *kernel;
  }
  throw std::runtime_error("no such kernel");
}

}  // namespace

Tensor Value::tensor() const {
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

const void* Value::data() const {
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

Value Int8(std::vector<int32_t> dims, float scale, int32_t zero_point, std::vector<int8_t> values) {
  return {.dims = std::move(dims), .scales = {scale}, .zero_point = zero_point, .int8 = std::move(values)};
}

Value Weights(std::vector<int32_t> dims, std::vector<float> scales, int32_t axis,
              std::vector<int8_t> values) {
  return {.dims = std::move(dims), .scales = std::move(scales), .axis = axis, .int8 = std::move(values)};
}

Value Bias(std::vector<int32_t> values, std::vector<float> scales) {
  const auto size = static_cast<int32_t>(values.size());
  return {.dims = {size}, .scales = std::move(scales), .type = Type::kInt32, .int32 = std::move(values)};
}

Value Int32Constant(std::vector<int32_t> dims, std::vector<int32_t> values) {
  return {.dims = std::move(dims),
          .scales = {},
          .type = Type::kInt32,
          .int32 = std::move(values),
          .constant = true};
}

Value Int64Bias(std::vector<int64_t> values, std::vector<float> scales) {
  const auto size = static_cast<int32_t>(values.size());
  return {.dims = {size}, .scales = std::move(scales), .type = Type::kInt64, .int64 = std::move(values)};
}

Value Int16(std::vector<int32_t> dims, float scale, std::vector<int16_t> values) {
  return {.dims = std::move(dims), .scales = {scale}, .type = Type::kInt16, .int16 = std::move(values)};
}

Value Float(std::vector<int32_t> dims, std::vector<float> values) {
  return {.dims = std::move(dims), .scales = {}, .type = Type::kFloat32, .float32 = std::move(values)};
}

Value Int4Weights(std::vector<int32_t> dims, std::vector<float> scales, int32_t axis,
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

PreparedKernel::PreparedKernel(const KernelSet& set, Opcode opcode, const void* options,
                               std::vector<Value> inputs, const std::vector<Value>& outputs)
    : kernel_(KernelFor(set, opcode, inputs)), inputs_(std::move(inputs)) {
  model_.reserve(1024);
  std::vector<Tensor> tensors;
  for (const Value& input : inputs_) AddTensor(input, &tensors);
  for (const Value& output : outputs) {
    AddTensor(output, &tensors);
    outputs_.emplace_back(tensors.back().bytes);
  }
  const Tensor* const first = tensors.data();
  const Operation operation = {opcode,
                               options,
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

Outcome PreparedKernel::Run() {
  if (status_ != Status::kOk) return {status_, {}};
  std::vector<const void*> inputs;
  for (const Value& input : inputs_) inputs.push_back(input.type == Type::kNone ? nullptr : input.data());
  std::vector<void*> outputs;
  for (std::vector<int8_t>& output : outputs_) outputs.push_back(output.data());
  const Status status = kernel_.eval(
      params_, {inputs.data(), outputs.data(), scratch_.data(), persistent_.data(), model_.data()});
  return {status, outputs_[0]};
}

void PreparedKernel::AddTensor(const Value& value, std::vector<Tensor>* tensors) {
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

Outcome RunKernel(const KernelSet& set, Opcode opcode, const void* options, const std::vector<Value>& inputs,
                  const Value& output) {
  return PreparedKernel(set, opcode, options, inputs, {output}).Run();
}

}  // namespace assay::kernels::testing

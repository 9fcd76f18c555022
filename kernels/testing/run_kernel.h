// Runs one kernel on small tensors, as the runtime would. Host only.
#ifndef ASSAY_KERNELS_TESTING_RUN_KERNEL_H_
#define ASSAY_KERNELS_TESTING_RUN_KERNEL_H_

#include <cstring>
#include <vector>

#include "kernels/kernel.h"
#include "kernels/operators/options.h"

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

  Tensor tensor() const;
  const void* data() const;
};

Value Int8(std::vector<int32_t> dims, float scale, int32_t zero_point, std::vector<int8_t> values = {});
Value Weights(std::vector<int32_t> dims, std::vector<float> scales, int32_t axis, std::vector<int8_t> values);
Value Bias(std::vector<int32_t> values, std::vector<float> scales = {});
Value Int32Constant(std::vector<int32_t> dims, std::vector<int32_t> values);
Value Int64Bias(std::vector<int64_t> values, std::vector<float> scales = {});
Value Int16(std::vector<int32_t> dims, float scale, std::vector<int16_t> values = {});
Value Float(std::vector<int32_t> dims, std::vector<float> values = {});
// Values of -8 ... 7, which are packed here.
Value Int4Weights(std::vector<int32_t> dims, std::vector<float> scales, int32_t axis,
                  const std::vector<int8_t>& values);

// For operators whose options have no fields.
struct NoOptions {};

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

// A kernel, prepared once and run any number of times; its inputs may be changed in between.
class PreparedKernel {
 public:
  // `options`: the operator's struct in options.h.
  PreparedKernel(const KernelSet& set, Opcode opcode, const void* options, std::vector<Value> inputs,
                 const std::vector<Value>& outputs);
  template <typename Options>
  PreparedKernel(const KernelSet& set, Opcode opcode, const Options& options, std::vector<Value> inputs,
                 const std::vector<Value>& outputs)
      : PreparedKernel(set, opcode, static_cast<const void*>(&options), std::move(inputs), outputs) {}

  // Why it was refused, if it was.
  Status status() const { return status_; }
  std::vector<Value>& inputs() { return inputs_; }
  std::vector<int8_t>& output(size_t index) { return outputs_[index]; }

  Outcome Run();

 private:
  // All scales and constants are in one place, as in a model.
  void AddTensor(const Value& value, std::vector<Tensor>* tensors);

  const Kernel& kernel_;
  std::vector<Value> inputs_;
  std::vector<std::vector<int8_t>> outputs_;
  std::vector<float> model_;
  alignas(kParamsAlignment) uint8_t params_[kMaxParamsBytes];
  std::vector<uint8_t> scratch_;
  std::vector<uint64_t> persistent_;  // aligned as in the arena
  Status status_;
};

Outcome RunKernel(const KernelSet& set, Opcode opcode, const void* options, const std::vector<Value>& inputs,
                  const Value& output);
template <typename Options>
Outcome RunKernel(const KernelSet& set, Opcode opcode, const Options& options,
                  const std::vector<Value>& inputs, const Value& output) {
  return RunKernel(set, opcode, static_cast<const void*>(&options), inputs, output);
}

}  // namespace assay::kernels::testing

#endif  // ASSAY_KERNELS_TESTING_RUN_KERNEL_H_

#include "harness/exactness/reference.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "device-agent/protocol/crc32.h"
#include "harness/base/error.h"
#include "kernels/reference/reference.h"

namespace assay {
namespace {

constexpr const kernels::KernelSet* kSets[] = {&kernels::kReference};

template <typename Element>
ElementDifference Compare(std::span<const uint8_t> expected, std::span<const uint8_t> actual) {
  ElementDifference result = {};
  for (size_t offset = 0; offset + sizeof(Element) <= expected.size(); offset += sizeof(Element)) {
    if (std::memcmp(&expected[offset], &actual[offset], sizeof(Element)) == 0) continue;
    Element e, a;
    std::memcpy(&e, &expected[offset], sizeof(Element));
    std::memcpy(&a, &actual[offset], sizeof(Element));
    const double difference = std::abs(static_cast<double>(a) - static_cast<double>(e));
    if (result.differing++ == 0) {
      result.element = offset / sizeof(Element);
      result.expected = static_cast<double>(e);
      result.actual = static_cast<double>(a);
    }
    result.largest_difference = std::max(result.largest_difference, difference);
  }
  return result;
}

// Collects the CRC-32 of every operator's outputs, and the outputs of one operator.
class Recorder : public runtime::OperatorObserver {
 public:
  Recorder(const runtime::Interpreter& interpreter, int wanted)
      : interpreter_(interpreter), wanted_(wanted) {}

  void BeforeOperator(int32_t) override {}
  bool AfterOperator(int32_t index) override {
    uint32_t crc = 0;
    for (int i = 0; i < interpreter_.operator_output_count(index); ++i) {
      const std::span<const uint8_t> output = interpreter_.operator_output(index, i);
      crc = protocol::Crc32(output, crc);
      if (index == wanted_) output_.insert(output_.end(), output.begin(), output.end());
    }
    crcs_.push_back(crc);
    return index != wanted_;
  }

  std::vector<uint32_t> crcs_;
  std::vector<uint8_t> output_;

 private:
  const runtime::Interpreter& interpreter_;
  const int wanted_;
};

}  // namespace

ReferenceModel::ReferenceModel(const std::string& name, std::span<const uint8_t> model)
    : model_(model, kSets), interpreter_(model_.interpreter()) {
  if (interpreter_ == nullptr) throw UsageError(fmt::format("{}: {}", name, model_.DescribeRefusal()));
  if (interpreter_->operator_count() == 0) throw UsageError(fmt::format("{}: has no operators to run", name));
  if (input_bytes() == 0) throw UsageError(fmt::format("{}: has no inputs", name));
  if (output_bytes() == 0) throw UsageError(fmt::format("{}: has no outputs", name));
}

size_t ReferenceModel::input_bytes() const {
  size_t bytes = 0;
  for (int i = 0; i < interpreter_->input_count(); ++i) bytes += interpreter_->input_info(i).bytes;
  return bytes;
}

size_t ReferenceModel::output_bytes() const {
  size_t bytes = 0;
  for (int i = 0; i < interpreter_->output_count(); ++i) bytes += interpreter_->output_info(i).bytes;
  return bytes;
}

size_t ReferenceModel::classes() const {
  return static_cast<size_t>(interpreter_->output_info(0).shape.elements());
}

void ReferenceModel::WriteInput(std::span<const uint8_t> input) {
  interpreter_->Reset();
  for (int i = 0; i < interpreter_->input_count(); ++i) {
    const std::span<uint8_t> target = interpreter_->input(i);
    std::copy_n(input.begin(), target.size(), target.begin());
    input = input.subspan(target.size());
  }
}

ReferenceModel::Result ReferenceModel::Run(std::span<const uint8_t> input) {
  WriteInput(input);
  Recorder recorder(*interpreter_, -1);
  Result result;
  interpreter_->Invoke(&recorder, &result.fault);
  if (result.fault.status == Status::kEndedEarly) result.fault = {};
  for (int i = 0; i < interpreter_->output_count(); ++i) {
    const std::span<const uint8_t> output = interpreter_->output(i);
    result.output.insert(result.output.end(), output.begin(), output.end());
  }
  result.operator_crcs = std::move(recorder.crcs_);
  return result;
}

std::vector<uint8_t> ReferenceModel::OperatorOutput(std::span<const uint8_t> input, int index) {
  WriteInput(input);
  Recorder recorder(*interpreter_, index);
  interpreter_->Invoke(&recorder);
  return std::move(recorder.output_);
}

Type ReferenceModel::OperatorType(int index) const {
  return interpreter_->operator_output_info(index, 0).type;
}

ElementDifference CompareElements(Type type, std::span<const uint8_t> expected,
                                  std::span<const uint8_t> actual) {
  switch (type) {
    case Type::kFloat32:
      return Compare<float>(expected, actual);
    case Type::kInt32:
      return Compare<int32_t>(expected, actual);
    case Type::kInt64:
      return Compare<int64_t>(expected, actual);
    case Type::kInt16:
      return Compare<int16_t>(expected, actual);
    case Type::kInt8:
      return Compare<int8_t>(expected, actual);
    default:
      return Compare<uint8_t>(expected, actual);
  }
}

}  // namespace assay

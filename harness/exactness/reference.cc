#include "harness/exactness/reference.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <new>

#include "harness/base/error.h"
#include "harness/model/operator_name.h"
#include "kernels/reference/reference.h"
#include "protocol/crc32.h"

namespace assay {
namespace {

constexpr size_t kAlignment = 16;  // what the runtime asks of models and arenas
constexpr size_t kFirstArena = size_t{1} << 20;
constexpr size_t kLargestArena = size_t{1} << 30;

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

std::string DescribeFault(const runtime::Fault& fault) {
  std::string text;
  if (fault.operator_index >= 0) text += fmt::format("operator {}", fault.operator_index);
  if (fault.opcode >= 0)
    text += fmt::format("{}{}", text.empty() ? "operator " : " ", OperatorName(fault.opcode));
  if (fault.tensor >= 0) text += fmt::format("{}tensor {}", text.empty() ? "" : ", ", fault.tensor);
  if (fault.subgraph > 0 && !text.empty()) text = fmt::format("subgraph {}, {}", fault.subgraph, text);
  if (!text.empty()) text += ": ";
  text += StatusName(fault.status);
  if (fault.needed > fault.available) {
    text += fmt::format(": {} bytes needed, {} there, {} missing", fault.needed, fault.available,
                        fault.needed - fault.available);
  }
  return text;
}

void ReferenceModel::AlignedFree::operator()(uint8_t* bytes) const { std::free(bytes); }

ReferenceModel::AlignedBytes ReferenceModel::AllocateAligned(size_t bytes) {
  const size_t rounded = (std::max<size_t>(bytes, 1) + kAlignment - 1) / kAlignment * kAlignment;
  auto* memory = static_cast<uint8_t*>(std::aligned_alloc(kAlignment, rounded));
  if (memory == nullptr) throw std::bad_alloc();
  return AlignedBytes(memory);
}

ReferenceModel::ReferenceModel(const std::string& name, std::span<const uint8_t> model)
    : model_(AllocateAligned(model.size())) {
  std::copy(model.begin(), model.end(), model_.get());
  static const kernels::KernelSet* const kSets[] = {&kernels::kReference};
  const runtime::KernelChoice choice = {kSets, ""};
  for (size_t bytes = kFirstArena; interpreter_ == nullptr; bytes *= 4) {
    arena_ = AllocateAligned(bytes);
    runtime::Fault fault;
    interpreter_ =
        runtime::Interpreter::Load({model_.get(), model.size()}, {arena_.get(), bytes}, choice, &fault);
    if (interpreter_ != nullptr) break;
    if (fault.status != Status::kArenaTooSmall || bytes >= kLargestArena) {
      throw UsageError(fmt::format("{}: {}", name, DescribeFault(fault)));
    }
  }
  reader_.Open({model_.get(), model.size()});
  if (interpreter_->operator_count() == 0) throw UsageError(fmt::format("{}: has no operators to run", name));
  if (input_bytes() == 0) throw UsageError(fmt::format("{}: has no inputs", name));
  if (output_bytes() == 0) throw UsageError(fmt::format("{}: has no outputs", name));
}

ReferenceModel::~ReferenceModel() = default;

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

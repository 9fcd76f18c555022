#include "harness/model/describe_fault.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>
#include <vector>

#include "device-agent/runtime/flatbuffers.h"
#include "kernels/operator_name.h"
#include "kernels/status_info.h"

namespace assay {
namespace {

namespace tflite = runtime::tflite;
using runtime::Fault;
using runtime::ModelReader;

template <typename T>
size_t SizeOf(const flatbuffers::Vector<T>* vector) {
  return vector == nullptr ? 0 : vector->size();
}

// A copy, because the verifier does not make sure that numbers of 8 bytes are aligned.
template <typename T>
std::vector<T> ValuesOf(const flatbuffers::Vector<T>* vector) {
  std::vector<T> values(SizeOf(vector));
  if (!values.empty()) std::memcpy(values.data(), vector->Data(), values.size() * sizeof(T));
  return values;
}

// What the model holds at the place of a fault: the runtime's reader stops at what is wrong, this shows it.
// The fault may come from outside: its numbers are checked as the model's are.
class Place {
 public:
  Place(const Fault& fault, const ModelReader& model)
      : fault_(fault),
        subgraph_(std::clamp(fault.subgraph, 0, model.subgraph_count() - 1)),
        reader_(model.Subgraph(subgraph_)),
        model_(*tflite::GetModel(model.bytes().data())),
        graph_(*model_.subgraphs()->Get(static_cast<uint32_t>(subgraph_))),
        operator_(std::clamp(fault.operator_index, -1, reader_.operator_count() - 1)),
        inputs_(operator_ < 0 ? reader_.inputs() : reader_.operator_inputs(operator_)),
        outputs_(operator_ < 0 ? reader_.outputs() : reader_.operator_outputs(operator_)),
        operand_(fault.operand >= 0 ? fault.operand : FindOperand(fault.tensor)),
        tensor_(fault.operand >= 0 ? TensorAt(fault.operand) : fault.tensor) {}

  bool HasTensor() const { return tensor_ >= 0 && static_cast<size_t>(tensor_) < SizeOf(graph_.tensors()); }

  // "inputs[1]", of the operator or, without one, of the subgraph; "" if the fault is about none.
  std::string Operand() const {
    if (operand_ < 0) return "";
    const auto inputs = static_cast<int32_t>(inputs_.size());
    return operand_ < inputs ? fmt::format("inputs[{}]", operand_)
                             : fmt::format("outputs[{}]", operand_ - inputs);
  }

  // "tensor 5 'name' int8[1,4]"
  std::string Tensor() const {
    return HasTensor() ? fmt::format("tensor {} {}", tensor_, Describe(tensor_)) : Number();
  }

  // "subgraphs[0].tensors[5].shape" for "tensors[].shape"; "" if the fault is about no tensor.
  std::string Field(std::string_view field) const {
    constexpr std::string_view kTensors = "tensors[].", kOperators = "operators[].";
    const auto path = [&](std::string_view list, int32_t index) {
      return fmt::format("subgraphs[{}].{}[{}].{}", subgraph_, list.substr(0, list.size() - 3), index,
                         field.substr(list.size()));
    };
    if (field.starts_with(kTensors)) return HasTensor() ? path(kTensors, tensor_) : "";
    if (field.starts_with(kOperators)) return operator_ >= 0 ? path(kOperators, operator_) : "";
    return std::string(field);
  }

  // What stands there and what to do about it; "" where the phrase says all.
  std::string Found() const {
    switch (fault_.status) {
      case Status::kNoSuchTensor:
        return fmt::format("the subgraph has {}", SizeOf(graph_.tensors()));
      case Status::kNoSuchOperatorCode:
        return fmt::format("the model has {}", SizeOf(model_.operator_codes()));
      case Status::kExternalBuffer:
        return "convert into a file of less than 2 GB";
      case Status::kNoSuchBuffer:
        return HasTensor() ? fmt::format("{} of {}", Stored().buffer(), SizeOf(model_.buffers())) : "";
      case Status::kBufferSize:
        return HasTensor() ? FoundBytes() : "";
      case Status::kUnsupportedShape:
        return HasTensor() ? FoundDimensions() : "";
      case Status::kBadQuantization:
        return HasTensor() ? FoundQuantization() : Operands();
      case Status::kOperandCount:
      case Status::kOptionCount:
      case Status::kCallOperands:
      case Status::kUnsupportedType:
      case Status::kBadShape:
        return Operands();
      default:
        return "";
    }
  }

 private:
  const tflite::Tensor& Stored() const { return *graph_.tensors()->Get(static_cast<uint32_t>(tensor_)); }

  std::string Number() const { return fault_.tensor == -1 ? "" : fmt::format("tensor {}", fault_.tensor); }

  int32_t TensorAt(int32_t operand) const {
    const auto at = static_cast<size_t>(operand);
    if (at < inputs_.size()) return inputs_[at];
    return at - inputs_.size() < outputs_.size() ? outputs_[at - inputs_.size()] : -1;
  }

  int32_t FindOperand(int32_t tensor) const {
    const auto count = static_cast<int32_t>(inputs_.size() + outputs_.size());
    for (int32_t i = 0; i < count; ++i) {
      if (TensorAt(i) == tensor && tensor != -1) return i;
    }
    return -1;
  }

  // "'name' int8[1,4]" of any tensor, however wrong.
  std::string Describe(int32_t index) const {
    if (index < 0 || static_cast<size_t>(index) >= SizeOf(graph_.tensors())) return "none";
    const tflite::Tensor& tensor = *graph_.tensors()->Get(static_cast<uint32_t>(index));
    const std::string type = TypeName(static_cast<Type>(tensor.type()));
    const std::string name = NameOf(tensor);
    return fmt::format("{}{}[{}]", name.empty() ? "" : fmt::format("'{}' ", name),
                       type == "none" ? fmt::format("type {}", tensor.type()) : type,
                       fmt::join(ValuesOf(tensor.shape()), ","));
  }

  // The schema of the runtime leaves names out, so that the verifier has not seen this one.
  std::string NameOf(const tflite::Tensor& tensor) const {
    constexpr flatbuffers::voffset_t kName = 4 + 2 * 3;
    const auto& table = reinterpret_cast<const flatbuffers::Table&>(tensor);
    const std::span<const uint8_t> bytes = reader_.bytes();
    flatbuffers::Verifier verifier(bytes.data(), bytes.size());
    if (!table.VerifyOffset(verifier, kName)) return "";
    const auto* name = table.GetPointer<const flatbuffers::String*>(kName);
    return name != nullptr && verifier.VerifyString(name) ? Printable(name->str()) : "";
  }

  // Converters join the names of all that a tensor comes from, with semicolons: the first will do.
  static std::string Printable(const std::string& name) {
    constexpr size_t kLongest = 60;
    const size_t length = std::min(name.find(';'), kLongest);
    std::string text = name.substr(0, length);
    std::ranges::replace_if(
        text, [](char c) { return c < ' ' || c > '~'; }, '?');
    return length < name.size() ? text + "…" : text;
  }

  // "from 'in' int8[1,4], 'axis' int32[] to 'out' int8[4]", where one contradicts another.
  std::string Operands() const {
    if (operator_ < 0) return "";
    std::vector<std::string> from, to;
    for (const int32_t tensor : inputs_) from.push_back(Describe(tensor));
    for (const int32_t tensor : outputs_) to.push_back(Describe(tensor));
    return fmt::format("from {} to {}", from.empty() ? "nothing" : fmt::format("{}", fmt::join(from, ", ")),
                       to.empty() ? "nothing" : fmt::format("{}", fmt::join(to, ", ")));
  }

  std::string FoundBytes() const {
    if (Stored().buffer() >= SizeOf(model_.buffers())) return "";
    const auto type = static_cast<Type>(Stored().type());
    size_t elements = 1;
    for (const int32_t dim : ValuesOf(Stored().shape())) elements *= static_cast<size_t>(dim);
    return fmt::format("{} bytes, not {}", SizeOf(model_.buffers()->Get(Stored().buffer())->data()),
                       type == Type::kInt4 ? (elements + 1) / 2 : elements * TypeBytes(type));
  }

  std::string FoundDimensions() const {
    const std::vector<int32_t> dims = ValuesOf(Stored().shape());
    if (std::ranges::any_of(dims, [](int32_t dim) { return dim < 0; })) {
      return "converted with an open dimension; convert with a fixed batch and input size";
    }
    if (std::ranges::any_of(dims, [](int32_t dim) { return dim == 0; })) return "a dimension is 0";
    if (dims.size() > static_cast<size_t>(kMaxRank)) {
      return fmt::format("{} dimensions, of at most {}", dims.size(), kMaxRank);
    }
    return "";
  }

  std::string FoundQuantization() const {
    constexpr size_t kShown = 4;
    const tflite::QuantizationParameters* stored = Stored().quantization();
    if (stored == nullptr || SizeOf(stored->scale()) == 0) {
      return "no scale; convert with full integer quantization";
    }
    std::vector<float> scales = ValuesOf(stored->scale());
    // The scales at fault first, where one is: not positive or not finite.
    std::stable_partition(scales.begin(), scales.end(),
                          [](float s) { return !(s > 0.0f && std::isfinite(s)); });
    const size_t shown = std::min(scales.size(), kShown);
    std::vector<int64_t> zero_points = ValuesOf(stored->zero_point());
    const bool channels = scales.size() > 1;
    zero_points.resize(std::min(zero_points.size(), kShown));
    return fmt::format("{} scales ({}{}), zero points ({}){}", scales.size(),
                       fmt::join(scales.begin(), scales.begin() + static_cast<ptrdiff_t>(shown), " "),
                       scales.size() > shown ? " …" : "", fmt::join(zero_points, " "),
                       channels ? fmt::format(" along dimension {}", stored->quantized_dimension()) : "");
  }

  const Fault& fault_;
  const int32_t subgraph_;
  const ModelReader reader_;
  const tflite::Model& model_;
  const tflite::SubGraph& graph_;
  const int32_t operator_;
  const std::span<const int32_t> inputs_, outputs_;
  const int32_t operand_, tensor_;
};

}  // namespace

std::string DescribeFault(const Fault& fault, const ModelReader* model) {
  const StatusInfo& info = InfoOf(fault.status);
  std::vector<std::string> where;
  const auto add = [&where](const std::string& text) {
    if (!text.empty()) where.push_back(text);
  };
  const bool in_subgraph = fault.operator_index >= 0 || fault.opcode >= 0 || fault.tensor >= 0;
  if (fault.subgraph > 0 && in_subgraph) add(fmt::format("subgraph {}", fault.subgraph));
  if (fault.operator_index >= 0 || fault.opcode >= 0) {
    add(fmt::format("operator{}{}", fault.operator_index < 0 ? "" : fmt::format(" {}", fault.operator_index),
                    fault.opcode < 0 ? "" : fmt::format(" {}", OperatorName(fault.opcode))));
  }
  std::string field, found;
  if (model != nullptr && info.subject == Subject::kModel) {
    const Place place(fault, *model);
    add(place.Operand());
    add(place.Tensor());
    field = place.Field(info.field);
    found = place.Found();
  } else {
    if (fault.operand >= 0) add(fmt::format("operand {}", fault.operand));
    if (fault.tensor >= 0) add(fmt::format("tensor {}", fault.tensor));
  }
  std::string text = fmt::format("{}", fmt::join(where, ", "));
  if (!field.empty()) text += text.empty() ? field : fmt::format(" ({})", field);
  text += fmt::format("{}{}", text.empty() ? "" : ": ", info.phrase);
  if (!found.empty()) text += ": " + found;
  if (fault.needed > fault.available) {
    text += fmt::format(": {} bytes needed, {} there, {} missing", fault.needed, fault.available,
                        fault.needed - fault.available);
  }
  return text;
}

}  // namespace assay

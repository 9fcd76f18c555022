#include "harness/model/describe.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstring>
#include <vector>

#include "kernels/operator_name.h"

namespace assay {
namespace {

template <typename Element>
std::string Values(std::span<const uint8_t> bytes, size_t limit) {
  const size_t count = bytes.size() / sizeof(Element);
  std::string text;
  for (size_t i = 0; i < count && i < limit; ++i) {
    Element value;
    std::memcpy(&value, &bytes[i * sizeof(Element)], sizeof(Element));
    text += fmt::format("{}{}", i == 0 ? "" : " ", +value);
  }
  if (count > limit) text += fmt::format(" … ({} values)", count);
  return text;
}

}  // namespace

std::string DescribeTensor(const runtime::TensorInfo& tensor) {
  return fmt::format("{}[{}]", TypeName(tensor.type),
                     fmt::join(tensor.shape.dims, tensor.shape.dims + tensor.shape.rank, ","));
}

std::string DescribeInputs(const runtime::Interpreter& model) {
  std::vector<std::string> tensors;
  for (int i = 0; i < model.input_count(); ++i) tensors.push_back(DescribeTensor(model.input_info(i)));
  return fmt::format("{}", fmt::join(tensors, ", "));
}

std::string DescribeOutputs(const runtime::Interpreter& model) {
  std::vector<std::string> tensors;
  for (int i = 0; i < model.output_count(); ++i) tensors.push_back(DescribeTensor(model.output_info(i)));
  return fmt::format("{}", fmt::join(tensors, ", "));
}

std::string DescribeValues(Type type, std::span<const uint8_t> bytes, size_t limit) {
  switch (type) {
    case Type::kFloat32:
      return Values<float>(bytes, limit);
    case Type::kInt32:
      return Values<int32_t>(bytes, limit);
    case Type::kInt64:
      return Values<int64_t>(bytes, limit);
    case Type::kInt16:
      return Values<int16_t>(bytes, limit);
    case Type::kInt8:
      return Values<int8_t>(bytes, limit);
    default:
      return Values<uint8_t>(bytes, limit);
  }
}

}  // namespace assay

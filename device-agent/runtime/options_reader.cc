#include <cstring>

#include "device-agent/runtime/flatbuffers.h"
#include "device-agent/runtime/model_reader.h"
#include "device-agent/runtime/options_format.h"

namespace assay::runtime {
namespace {

uint32_t SizeOf(FieldKind kind) {
  switch (kind) {
    case FieldKind::kInt8:
    case FieldKind::kBool:
      return 1;
    case FieldKind::kInt32:
    case FieldKind::kFloat:
      return 4;
    case FieldKind::kBytes:
    case FieldKind::kInts:
      return sizeof(flatbuffers::uoffset_t);
    case FieldKind::kNone:
      break;
  }
  return 0;
}

// A field's bytes have been seen to lie inside of the model only by its table's start; the rest is checked
// here.
class FieldReader {
 public:
  FieldReader(std::span<const uint8_t> model, const flatbuffers::Table* table)
      : model_(model), table_(table) {}

  Status Read(const OptionsField& field, uint8_t* to) const {
    const uint8_t* from = nullptr;
    if (table_ != nullptr) from = table_->GetAddressOf(static_cast<flatbuffers::voffset_t>(4 + 2 * field.id));
    if (from != nullptr && !Contains(from, SizeOf(field.kind))) return Status::kMalformedModel;
    switch (field.kind) {
      case FieldKind::kInt8:
        *to = from != nullptr ? *from : static_cast<uint8_t>(field.default_value);
        return Status::kOk;
      case FieldKind::kBool:  // any byte but 0 is true
        *to = (from != nullptr ? *from : field.default_value) != 0 ? 1 : 0;
        return Status::kOk;
      case FieldKind::kInt32: {
        const int32_t value = field.default_value;
        std::memcpy(to, from != nullptr ? from : reinterpret_cast<const uint8_t*>(&value), sizeof(value));
        return Status::kOk;
      }
      case FieldKind::kFloat: {
        const float value = field.default_value;
        std::memcpy(to, from != nullptr ? from : reinterpret_cast<const uint8_t*>(&value), sizeof(value));
        return Status::kOk;
      }
      case FieldKind::kBytes: {
        kernels::ModelBytes bytes = {nullptr, 0};
        if (from != nullptr) {
          const Status status = ReadVector(from, &bytes.data, &bytes.size);
          if (status != Status::kOk) return status;
        }
        std::memcpy(to, &bytes, sizeof(bytes));
        return Status::kOk;
      }
      case FieldKind::kInts: {
        kernels::ModelInts ints = {nullptr, 0};
        if (from != nullptr) {
          const Status status = ReadVector(from, &ints.data, &ints.size);
          if (status != Status::kOk) return status;
        }
        std::memcpy(to, &ints, sizeof(ints));
        return Status::kOk;
      }
      case FieldKind::kNone:
        break;
    }
    return Status::kOk;
  }

 private:
  uint64_t Position(const uint8_t* at) const { return static_cast<uint64_t>(at - model_.data()); }

  bool Contains(const uint8_t* at, uint32_t size) const {
    return at >= model_.data() && Position(at) + size <= model_.size();
  }

  // A vector or string: an offset from here to a length, which the elements follow.
  template <typename T>
  Status ReadVector(const uint8_t* at, const T** data, uint32_t* count) const {
    uint32_t distance;
    std::memcpy(&distance, at, sizeof(distance));
    const uint64_t start = Position(at) + distance;
    uint32_t size;
    if (start + sizeof(size) > model_.size()) return Status::kMalformedModel;
    std::memcpy(&size, model_.data() + start, sizeof(size));
    const uint64_t first = start + sizeof(size);
    if (first + uint64_t{size} * sizeof(T) > model_.size()) return Status::kMalformedModel;
    const uint8_t* elements = model_.data() + first;
    if (reinterpret_cast<uintptr_t>(elements) % alignof(T) != 0) return Status::kMalformedModel;
    *data = reinterpret_cast<const T*>(elements);
    *count = size;
    return Status::kOk;
  }

  const std::span<const uint8_t> model_;
  const flatbuffers::Table* table_;
};

}  // namespace

Status ModelReader::ReadOptions(int32_t index, kernels::Opcode opcode, OperatorOptions* options) const {
  const tflite::Operator& op = this->op(index);
  if (static_cast<int16_t>(opcode) >= kernels::kFirstCustomOpcode) {
    const auto* custom = op.custom_options();
    kernels::CustomOptions read = {{nullptr, 0}};
    if (custom != nullptr) read.bytes = {custom->data(), custom->size()};
    std::memcpy(options->bytes, &read, sizeof(read));
    return Status::kOk;
  }
  const OptionsFormat format = FindOptionsFormat(opcode);
  if (format.fields.empty()) return Status::kOk;
  const auto* table = reinterpret_cast<const flatbuffers::Table*>(op.options());
  if (table != nullptr && op.options_type() != format.table) return Status::kMalformedModel;
  const FieldReader reader(bytes(), table);
  for (const OptionsField& field : format.fields) {
    const Status status = reader.Read(field, options->bytes + field.offset);
    if (status != Status::kOk) return status;
  }
  return Status::kOk;
}

}  // namespace assay::runtime

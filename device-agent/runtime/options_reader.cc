#include <cstring>
#include <new>

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
    if (from != nullptr && !Contains(from, SizeOf(field.kind))) return Status::kOptionOutside;
    switch (field.kind) {
      case FieldKind::kInt8:
        *to = from != nullptr ? *from : static_cast<uint8_t>(field.default_value);
        return Status::kOk;
      case FieldKind::kBool:  // any byte but 0 is true
        *to = (from != nullptr ? *from : field.default_value) != 0 ? 1 : 0;
        return Status::kOk;
      case FieldKind::kInt32:
      case FieldKind::kFloat: {  // of which every default is 0
        const int32_t value = field.default_value;
        std::memcpy(to, from != nullptr ? from : reinterpret_cast<const uint8_t*>(&value), sizeof(value));
        return Status::kOk;
      }
      case FieldKind::kBytes:
      case FieldKind::kInts: {
        const bool ints = field.kind == FieldKind::kInts;
        const uint8_t* elements = nullptr;
        uint32_t count = 0;
        if (from != nullptr) {
          const Status status = FindVector(from, ints ? sizeof(int32_t) : 1, &elements, &count);
          if (status != Status::kOk) return status;
        }
        if (ints) {
          new (to) kernels::ModelInts{reinterpret_cast<const int32_t*>(elements), count};
        } else {
          new (to) kernels::ModelBytes{elements, count};
        }
        return Status::kOk;
      }
      case FieldKind::kNone:
        break;
    }
    return Status::kOk;
  }

 private:
  bool Contains(const uint8_t* at, uint32_t size) const {
    return at >= model_.data() && at <= model_.data() + model_.size() && Behind(at) >= size;
  }

  // The bytes from there to the model's end.
  uint32_t Behind(const uint8_t* at) const {
    return static_cast<uint32_t>(model_.data() + model_.size() - at);
  }

  // A vector or string: an offset from the field, which is there, to a length, which the elements follow.
  // These are as aligned as they are large.
  Status FindVector(const uint8_t* field, uint32_t element_bytes, const uint8_t** elements,
                    uint32_t* count) const {
    uint32_t distance;
    std::memcpy(&distance, field, sizeof(distance));
    if (distance > Behind(field) - sizeof(*count)) return Status::kOptionOutside;
    std::memcpy(count, field + distance, sizeof(*count));
    *elements = field + distance + sizeof(*count);
    if (uint64_t{*count} * element_bytes > Behind(*elements)) return Status::kOptionOutside;
    const bool aligned = reinterpret_cast<uintptr_t>(*elements) % element_bytes == 0;
    return aligned ? Status::kOk : Status::kMisalignedOption;
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
  if (table != nullptr && op.options_type() != format.table) return Status::kOtherOptions;
  const FieldReader reader(bytes(), table);
  for (const OptionsField& field : format.fields) {
    const Status status = reader.Read(field, options->bytes + field.offset);
    if (status != Status::kOk) return status;
  }
  return Status::kOk;
}

}  // namespace assay::runtime

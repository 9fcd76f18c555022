// What every layer of the device side agrees on: element types, shapes, quantisation, statuses.
// Freestanding; included by kernels, runtime, protocol, agent and harness alike.
#ifndef ASSAY_KERNELS_TYPES_H_
#define ASSAY_KERNELS_TYPES_H_

#include <cstddef>
#include <cstdint>

#include "kernels/status.h"

namespace assay {

// Element types, numbered as in the TensorFlow Lite schema (enum TensorType).
enum class Type : uint8_t {
  kFloat32 = 0,
  kInt32 = 2,
  kUInt8 = 3,
  kInt64 = 4,
  kBool = 6,
  kInt16 = 7,
  kInt8 = 9,
  kResource = 13,  // a variable's handle: 4 bytes
  kInt4 = 17,
  kNone = 255,  // an optional tensor that is absent
};

// Bytes of one element; 0 for types the runtime does not know (int4 is counted by its own rule: two a byte).
constexpr uint32_t TypeBytes(Type type) {
  switch (type) {
    case Type::kFloat32:
    case Type::kInt32:
    case Type::kResource:
      return 4;
    case Type::kUInt8:
    case Type::kBool:
    case Type::kInt8:
      return 1;
    case Type::kInt64:
      return 8;
    case Type::kInt16:
      return 2;
    case Type::kInt4:
    case Type::kNone:
      break;
  }
  return 0;
}

// "int8" of Type::kInt8, "none" of Type::kNone, for messages to people.
const char* TypeName(Type type);

constexpr int kMaxRank = 6;

// Row-major; dims[0] is the outermost. All dims are > 0 and the product fits in int32 (checked by the model
// reader).
struct Shape {
  int32_t rank = 0;
  int32_t dims[kMaxRank] = {};

  int32_t elements() const {
    int32_t product = 1;
    for (int i = 0; i < rank; ++i) product *= dims[i];
    return product;
  }
};

// real = scale * (quantised - zero_point). Per-channel tensors (scale_count > 1) have zero_point 0
// throughout.
struct Quantization {
  const float* scales = nullptr;  // in place in the model; null if the tensor is not quantised
  int32_t scale_count = 0;
  int32_t zero_point = 0;
  int32_t axis = 0;  // the dimension the scales run along, if scale_count > 1
};

}  // namespace assay

#endif  // ASSAY_KERNELS_TYPES_H_

#include "runtime/flatbuffers.h"
#include "runtime/model_reader.h"

namespace assay::runtime {
namespace {

using kernels::Activation;
using kernels::Opcode;
using kernels::Padding;

// The options of type `Table`; a table of defaults if the operator has none at all, null if it has others.
template <typename Table>
const Table* OptionsAs(const tflite::Operator& op) {
  // A table without fields: the offset to its vtable, whose sizes follow.
  struct Empty {
    int32_t vtable_distance;
    uint16_t vtable_bytes;
    uint16_t table_bytes;
  };
  static constexpr Empty kEmpty = {-4, 4, 4};
  if (op.options() == nullptr) return reinterpret_cast<const Table*>(&kEmpty);
  return op.options_type() == tflite::OptionsTraits<Table>::enum_value
             ? static_cast<const Table*>(op.options())
             : nullptr;
}

void Read(const tflite::AddOptions& from, OperatorOptions* to) {
  to->add = {.activation = static_cast<Activation>(from.activation())};
}

void Read(const tflite::Conv2DOptions& from, OperatorOptions* to) {
  to->conv_2d = {.padding = static_cast<Padding>(from.padding()),
                 .activation = static_cast<Activation>(from.activation()),
                 .stride_width = from.stride_w(),
                 .stride_height = from.stride_h(),
                 .dilation_width = from.dilation_w(),
                 .dilation_height = from.dilation_h()};
}

void Read(const tflite::DepthwiseConv2DOptions& from, OperatorOptions* to) {
  to->depthwise_conv_2d = {.padding = static_cast<Padding>(from.padding()),
                           .activation = static_cast<Activation>(from.activation()),
                           .stride_width = from.stride_w(),
                           .stride_height = from.stride_h(),
                           .dilation_width = from.dilation_w(),
                           .dilation_height = from.dilation_h(),
                           .depth_multiplier = from.depth_multiplier()};
}

void Read(const tflite::FullyConnectedOptions& from, OperatorOptions* to) {
  to->fully_connected = {.activation = static_cast<Activation>(from.activation()),
                         .weights_format = from.weights_format()};
}

void Read(const tflite::Pool2DOptions& from, OperatorOptions* to) {
  to->pool_2d = {.padding = static_cast<Padding>(from.padding()),
                 .activation = static_cast<Activation>(from.activation()),
                 .stride_width = from.stride_w(),
                 .stride_height = from.stride_h(),
                 .filter_width = from.filter_width(),
                 .filter_height = from.filter_height()};
}

void Read(const tflite::SoftmaxOptions& from, OperatorOptions* to) { to->softmax = {.beta = from.beta()}; }

template <typename Table>
Status ReadAs(const tflite::Operator& op, OperatorOptions* options) {
  const Table* table = OptionsAs<Table>(op);
  if (table == nullptr) return Status::kMalformedModel;
  Read(*table, options);
  return Status::kOk;
}

}  // namespace

Status ModelReader::ReadOptions(int32_t index, Opcode opcode, OperatorOptions* options) const {
  switch (opcode) {
    case Opcode::kAdd:
      return ReadAs<tflite::AddOptions>(op(index), options);
    case Opcode::kAveragePool2D:
      return ReadAs<tflite::Pool2DOptions>(op(index), options);
    case Opcode::kConv2D:
      return ReadAs<tflite::Conv2DOptions>(op(index), options);
    case Opcode::kDepthwiseConv2D:
      return ReadAs<tflite::DepthwiseConv2DOptions>(op(index), options);
    case Opcode::kFullyConnected:
      return ReadAs<tflite::FullyConnectedOptions>(op(index), options);
    case Opcode::kSoftmax:
      return ReadAs<tflite::SoftmaxOptions>(op(index), options);
    case Opcode::kReshape:  // its new shape is the output's
      return Status::kOk;
  }
  return Status::kOk;
}

}  // namespace assay::runtime

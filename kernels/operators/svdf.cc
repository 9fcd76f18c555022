#include "kernels/operators/svdf.h"

#include <initializer_list>

#include "kernels/arithmetic/validate.h"
#include "kernels/arithmetic/variable.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

double Scale(const Tensor& tensor) { return static_cast<double>(tensor.quantization.scales[0]); }

bool IsMatrix(const Tensor& tensor, int64_t rows, int64_t columns) {
  return tensor.shape.rank == 2 && tensor.shape.dims[0] == rows && tensor.shape.dims[1] == columns;
}

// Every batch meets both matrices once.
uint64_t Operations(const Operation& operation) {
  const Tensor* inputs = operation.inputs;
  const int32_t batches = inputs[kSvdfInput].shape.dims[0];
  return Product(batches, inputs[kSvdfFeatures].shape.elements()) +
         Product(batches, inputs[kSvdfTimes].shape.elements());
}

Status PrepareShape(const Operation& operation, SvdfParams* p) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 5, 5));
  const Tensor* inputs = operation.inputs;
  if (!IsVariable(inputs[kSvdfState])) return Blame(inputs[kSvdfState], Status::kNotVariable);
  const Shape& input = inputs[kSvdfInput].shape;
  const Shape& times = inputs[kSvdfTimes].shape;
  if (input.rank != 2 || times.rank != 2 || inputs[kSvdfBias].shape.rank < 1) return Status::kBadShape;
  const int32_t filters = times.dims[0];
  const int32_t rank = static_cast<const SvdfOptions*>(operation.options)->rank;
  if (rank < 1) return Status::kUnsupportedOption;
  if (filters % rank != 0) return Status::kBadShape;
  *p = {.batches = input.dims[0],
        .inputs = input.dims[1],
        .units = filters / rank,
        .rank = rank,
        .memory = times.dims[1]};
  const bool fits = IsMatrix(inputs[kSvdfFeatures], filters, p->inputs) &&
                    IsMatrix(inputs[kSvdfState], p->batches, static_cast<int64_t>(filters) * p->memory) &&
                    IsMatrix(operation.outputs[0], p->batches, p->units) &&
                    inputs[kSvdfBias].shape.dims[0] == p->units;
  return fits ? Status::kOk : Status::kBadShape;
}

Status CheckTypes(const Operation& operation, Type features, Type bias) {
  const bool fit = operation.inputs[kSvdfFeatures].type == features &&
                   operation.inputs[kSvdfBias].type == bias &&
                   operation.outputs[0].type == operation.inputs[kSvdfInput].type;
  return fit ? Status::kOk : Status::kUnsupportedType;
}

}  // namespace

Status PrepareQuantizedSvdf(const Operation& operation, void* params, Needs* needs) {
  auto& p = *static_cast<QuantizedSvdfParams*>(params);
  ASSAY_RETURN_IF_ERROR(PrepareShape(operation, &p.shape));
  needs->operations = Operations(operation);
  ASSAY_RETURN_IF_ERROR(CheckTypes(operation, Type::kInt8, Type::kInt32));
  const Tensor& input = operation.inputs[kSvdfInput];
  const Tensor& features = operation.inputs[kSvdfFeatures];
  const Tensor& times = operation.inputs[kSvdfTimes];
  const Tensor& bias = operation.inputs[kSvdfBias];
  const Tensor& state = operation.inputs[kSvdfState];
  const Tensor& output = operation.outputs[0];
  const auto is_integer = [](const Tensor& tensor) {
    return tensor.type == Type::kInt8 || tensor.type == Type::kInt16;
  };
  if (!is_integer(times) || !is_integer(state) || TypeBytes(state.type) < TypeBytes(times.type)) {
    return Status::kUnsupportedType;
  }
  for (const Tensor* tensor : {&input, &features, &times, &state, &output}) {
    ASSAY_RETURN_IF_ERROR(CheckQuantized(*tensor));
  }

  const double product = Scale(state) * Scale(times);
  const double difference = (bias.quantization.scale_count > 0 ? Scale(bias) : 0.0) - product;
  if (!(difference > -1e-5 && difference < 1e-5)) return Status::kBadQuantization;
  ASSAY_RETURN_IF_ERROR(
      CheckedMultiplier(Scale(input) * Scale(features) / Scale(state), &p.feature_multiplier));
  ASSAY_RETURN_IF_ERROR(CheckedMultiplier(product / Scale(output), &p.output_multiplier));
  p.input_zero_point = input.quantization.zero_point;
  p.state_zero_point = state.quantization.zero_point;
  p.output_zero_point = output.quantization.zero_point;
  p.int16_times = times.type == Type::kInt16;
  return Status::kOk;
}

Status PrepareFloatSvdf(const Operation& operation, void* params, Needs* needs) {
  auto& p = *static_cast<FloatSvdfParams*>(params);
  ASSAY_RETURN_IF_ERROR(PrepareShape(operation, &p.shape));
  needs->operations = Operations(operation);
  ASSAY_RETURN_IF_ERROR(CheckTypes(operation, Type::kFloat32, Type::kFloat32));
  const bool all_float = operation.inputs[kSvdfTimes].type == Type::kFloat32 &&
                         operation.inputs[kSvdfState].type == Type::kFloat32;
  if (!all_float) return Status::kUnsupportedType;
  p.activation = static_cast<const SvdfOptions*>(operation.options)->activation;
  switch (p.activation) {
    case Activation::kNone:
    case Activation::kRelu:
    case Activation::kReluN1To1:
    case Activation::kRelu6:
    case Activation::kSignBit:
      return Status::kOk;
    case Activation::kTanh:
      break;
  }
  return Status::kUnsupportedOption;
}

}  // namespace assay::kernels

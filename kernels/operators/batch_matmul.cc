#include "kernels/operators/batch_matmul.h"

#include <initializer_list>

#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

constexpr int32_t kRank = kMatmulBatchRank + 2;

// The shape with ones in front, so that it has kRank dimensions.
struct Extended {
  int32_t dims[kRank];
};

Extended Extend(const Shape& shape) {
  Extended extended;
  const int32_t missing = kRank - shape.rank;
  for (int32_t i = 0; i < kRank; ++i) extended.dims[i] = i < missing ? 1 : shape.dims[i - missing];
  return extended;
}

// `lines_first`: a matrix lies as [lines, depth], else as [depth, lines].
MatmulOperand Locate(const Extended& shape, bool lines_first) {
  MatmulOperand operand;
  int32_t step = shape.dims[kRank - 2] * shape.dims[kRank - 1];
  for (int32_t i = kMatmulBatchRank - 1; i >= 0; --i) {
    operand.batch_steps[i] = shape.dims[i] == 1 ? 0 : step;
    step *= shape.dims[i];
  }
  operand.line_step = lines_first ? shape.dims[kRank - 1] : 1;
  operand.depth_step = lines_first ? 1 : shape.dims[kRank - 1];
  return operand;
}

Status PrepareShapes(const Shape& x_shape, const Shape& y_shape, const Shape& output_shape,
                     const BatchMatmulOptions& options, BatchMatmulParams* params) {
  const int32_t rank = x_shape.rank > y_shape.rank ? x_shape.rank : y_shape.rank;
  if (x_shape.rank < 2 || y_shape.rank < 2 || rank > kRank || output_shape.rank < rank ||
      output_shape.rank > kRank) {
    return Status::kBadShape;
  }
  const Extended x = Extend(x_shape);
  const Extended y = Extend(y_shape);
  const Extended output = Extend(output_shape);
  for (int32_t i = 0; i < kMatmulBatchRank; ++i) {
    if (x.dims[i] != y.dims[i] && x.dims[i] != 1 && y.dims[i] != 1) return Status::kBadShape;
    params->batches[i] = x.dims[i] == 1 ? y.dims[i] : x.dims[i];
    if (output.dims[i] != params->batches[i]) return Status::kBadShape;
  }
  params->x = Locate(x, !options.adjoint_x);
  params->y = Locate(y, options.adjoint_y);
  params->rows = x.dims[options.adjoint_x ? kRank - 1 : kRank - 2];
  params->depth = x.dims[options.adjoint_x ? kRank - 2 : kRank - 1];
  params->columns = y.dims[options.adjoint_y ? kRank - 2 : kRank - 1];
  const int32_t y_depth = y.dims[options.adjoint_y ? kRank - 1 : kRank - 2];
  const bool fits = y_depth == params->depth && output.dims[kRank - 2] == params->rows &&
                    output.dims[kRank - 1] == params->columns;
  return fits ? Status::kOk : Status::kBadShape;
}

Status PrepareQuantization(const Tensor& x, const Tensor& y, const Tensor& output,
                           BatchMatmulParams* params) {
  for (const Tensor* tensor : {&x, &y, &output}) {
    ASSAY_RETURN_IF_ERROR(CheckQuantized(*tensor));
    if (tensor->type == Type::kInt16 && tensor->quantization.zero_point != 0) return Status::kBadQuantization;
  }
  params->multiplier =
      ChannelMultiplier(x.quantization.scales[0], y.quantization.scales[0], output.quantization.scales[0]);
  if (params->multiplier.shift > (x.type == Type::kInt16 ? kMaxLeftShiftOf64Bits : kMaxLeftShift)) {
    return Status::kBadQuantization;
  }
  params->x_zero_point = static_cast<int16_t>(x.quantization.zero_point);
  params->y_zero_point = static_cast<int16_t>(y.quantization.zero_point);
  params->output_zero_point = static_cast<int16_t>(output.quantization.zero_point);
  return Status::kOk;
}

}  // namespace

Status PrepareBatchMatmul(const Operation& operation, void* params, Needs* needs) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const auto& options = *static_cast<const BatchMatmulOptions*>(operation.options);
  const Tensor& x = operation.inputs[0];
  const Tensor& y = operation.inputs[1];
  const Tensor& output = operation.outputs[0];
  if (y.type != x.type || output.type != x.type) return Status::kUnsupportedType;
  BatchMatmulParams prepared = {};
  ASSAY_RETURN_IF_ERROR(PrepareShapes(x.shape, y.shape, output.shape, options, &prepared));
  if (x.type != Type::kFloat32) ASSAY_RETURN_IF_ERROR(PrepareQuantization(x, y, output, &prepared));
  needs->operations = Product(output.shape.elements(), prepared.depth);
  *static_cast<BatchMatmulParams*>(params) = prepared;
  return Status::kOk;
}

}  // namespace assay::kernels

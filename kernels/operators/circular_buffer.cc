#include "kernels/operators/circular_buffer.h"

#include "kernels/arithmetic/validate.h"
#include "kernels/arithmetic/variable.h"
#include "kernels/operators/flexbuffer.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

Status ReadCyclesMax(const ModelBytes& options, const Shape& output, int32_t* cycles_max) {
  *cycles_max = 0;
  if (options.size > 0) {
    int64_t value;
    ASSAY_RETURN_IF_ERROR(ReadFlexInteger(options, "cycles_max", &value));
    *cycles_max = static_cast<int32_t>(value);  // cut off, as in the reference
  }
  if (*cycles_max > 0) return Status::kOk;
  const int32_t rows = output.dims[1];
  if (rows == 5 || rows == 13 || rows == 25) {
    *cycles_max = 1;
    return Status::kOk;
  }
  if (output.dims[2] == 2 && output.dims[3] == 96) return Status::kUnsupportedOption;
  *cycles_max = 2;
  return Status::kOk;
}

}  // namespace

Status PrepareCircularBuffer(const Operation& operation, void* params, Needs* needs) {
  auto& p = *static_cast<CircularBufferParams*>(params);
  if (operation.input_count != 1 || operation.output_count < 1 || operation.output_count > 2) {
    return Status::kOperandCount;
  }
  const Tensor& input = operation.inputs[0];
  const Tensor& output = operation.outputs[0];
  if (input.type != Type::kInt8 || output.type != Type::kInt8) return Status::kUnsupportedType;
  if (input.shape.rank != 4 || output.shape.rank != 4) return Status::kBadShape;
  const int32_t* in = input.shape.dims;
  const int32_t* out = output.shape.dims;
  if (in[0] != out[0] || in[1] != 1 || in[2] != out[2] || in[3] != out[3]) return Status::kBadShape;
  if (in[0] != 1) return Status::kUnsupportedShape;  // the reference keeps the first batch only
  p.has_due = operation.output_count == 2;
  if (p.has_due) {
    if (operation.outputs[1].type != Type::kBool) return Status::kUnsupportedType;
    if (operation.outputs[1].shape.elements() != 1) return Status::kBadShape;
  }
  const auto& options = *static_cast<const CustomOptions*>(operation.options);
  ASSAY_RETURN_IF_ERROR(ReadCyclesMax(options.bytes, output.shape, &p.cycles_max));
  p.row_bytes = in[2] * in[3];
  p.bytes = output.shape.elements();
  p.zero_point = static_cast<int8_t>(output.quantization.zero_point);
  p.in_output = IsVariable(output);
  needs->persistent_bytes = sizeof(CircularBufferState) + (p.in_output ? 0 : static_cast<uint32_t>(p.bytes));
  return Status::kOk;
}

}  // namespace assay::kernels

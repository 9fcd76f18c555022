#include "kernels/operators/concatenation.h"

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/operators/options.h"

namespace assay::kernels {
namespace {

constexpr int32_t kMaxConcatenatedInputs = 10;
constexpr TypeSet kConcatenatedTypes = {Type::kFloat32, Type::kInt8,  Type::kInt16,
                                        Type::kInt32,   Type::kInt64, Type::kBool};
constexpr TypeSet kPackedTypes = {Type::kFloat32, Type::kInt8, Type::kInt16, Type::kInt32, Type::kInt64};

bool SameQuantization(const Tensor& a, const Tensor& b) {
  return ScaleOf(a) == ScaleOf(b) && a.quantization.zero_point == b.quantization.zero_point;
}

}  // namespace

Status PrepareConcatenation(const Operation& operation, void* params, Needs*) {
  const int32_t count = operation.input_count;
  if (count < 1) return Status::kOperandCount;
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, count, count));
  const auto& options = *static_cast<const ConcatenationOptions*>(operation.options);
  const Tensor& output = operation.outputs[0];
  if (options.activation != Activation::kNone) return Status::kUnsupportedOption;
  if (count > kMaxConcatenatedInputs) return Status::kUnsupportedShape;
  int32_t axis;
  ASSAY_RETURN_IF_ERROR(ResolveAxis(options.axis, output.shape.rank, &axis));
  auto& parts = *static_cast<ConcatenationParams*>(params);
  parts = {.rows = Product(output.shape, 0, axis), .count = count, .bytes = {}};
  for (int32_t i = 0; i < count && output.type == Type::kInt8; ++i) {
    const Tensor& input = operation.inputs[i];
    if (!SameQuantization(input, output)) return Blame(input, Status::kBadQuantization);
  }
  return DivideAlong(kConcatenatedTypes, axis, output, operation.inputs, count, parts.bytes);
}

Status PreparePack(const Operation& operation, void* params, Needs*) {
  const auto& options = *static_cast<const PackOptions*>(operation.options);
  if (options.values < 1 || options.values != operation.input_count) return Status::kOptionCount;
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, options.values, options.values));
  return StackAlong(kPackedTypes, options.axis, operation.outputs[0], operation.inputs, options.values,
                    static_cast<PackParams*>(params));
}

}  // namespace assay::kernels

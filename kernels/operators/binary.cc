#include "kernels/operators/binary.h"

#include "kernels/arithmetic/quantize.h"
#include "kernels/arithmetic/validate.h"

namespace assay::kernels {
namespace {

Status Prepare(const Operation& operation, Type output, Activation activation, BinaryParams* params) {
  if (operation.inputs[1].type != operation.inputs[0].type || operation.outputs[0].type != output) {
    return Status::kUnsupportedType;
  }
  FloatRange range;
  ASSAY_RETURN_IF_ERROR(ActivationRange(activation, &range));
  params->activation = activation;
  return PrepareBroadcast(operation.inputs, 2, operation.outputs[0].shape, &params->broadcast);
}

}  // namespace

Status PrepareBinary(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  return Prepare(operation, operation.inputs[0].type, Activation::kNone, static_cast<BinaryParams*>(params));
}

Status PrepareArithmetic(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  const bool add_or_sub = operation.opcode == Opcode::kAdd || operation.opcode == Opcode::kSub;
  const Activation activation = add_or_sub
                                    ? static_cast<const AddOptions*>(operation.options)->activation
                                    : static_cast<const ActivationOptions*>(operation.options)->activation;
  if (operation.inputs[0].type == Type::kInt32 && operation.opcode != Opcode::kMul) {
    for (int32_t i = 0; i < 2; ++i) {
      if (operation.inputs[i].quantization.scale_count != 0) return Status::kBadQuantization;
    }
  }
  return Prepare(operation, operation.inputs[0].type, activation, static_cast<BinaryParams*>(params));
}

Status PrepareComparison(const Operation& operation, void* params, Needs*) {
  ASSAY_RETURN_IF_ERROR(CheckOperands(operation, 2, 2));
  return Prepare(operation, Type::kBool, Activation::kNone, static_cast<BinaryParams*>(params));
}

}  // namespace assay::kernels

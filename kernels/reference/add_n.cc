#include "kernels/operators/add_n.h"

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

Status AddNInt8(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const AddNParams*>(params);
  auto* output = static_cast<int8_t*>(buffers.outputs[0]);
  for (int32_t i = 0; i < p.elements; ++i) {
    int32_t sum = p.sum.Start();
    for (int32_t j = 0; j < p.inputs; ++j)
      sum += p.sum.Term(static_cast<const int8_t*>(buffers.inputs[j])[i]);
    output[i] = p.sum.Output(sum);
  }
  return Status::kOk;
}

Status AddNFloat(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const AddNParams*>(params);
  auto* output = static_cast<float*>(buffers.outputs[0]);
  for (int32_t i = 0; i < p.elements; ++i) {
    float sum = 0;
    for (int32_t j = 0; j < p.inputs; ++j) sum += static_cast<const float*>(buffers.inputs[j])[i];
    output[i] = sum;
  }
  return Status::kOk;
}

constexpr Kernel kAddN = {
    .opcode = Opcode::kAddN, .params_bytes = ParamsBytes<AddNParams>(), .prepare = PrepareAddN};

}  // namespace

constexpr Kernel rows::kAddNInt8 = kAddN.For(Type::kInt8, AddNInt8);
constexpr Kernel rows::kAddNFloat = kAddN.For(Type::kFloat32, AddNFloat);

}  // namespace assay::kernels::reference

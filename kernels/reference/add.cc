#include "kernels/operators/add.h"

#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

template <typename T, typename Function>
Status Rescaled(const void* params, const Buffers& buffers, Function function) {
  const auto& p = *static_cast<const AddParams*>(params);
  ForEachPair<T, T, T>(p.broadcast, buffers, [&](T a, T b) {
    return static_cast<T>(p.Output(function(p.Rescale(0, a), p.Rescale(1, b))));
  });
  return Status::kOk;
}

template <typename T>
Status QuantizedAdd(const void* params, const Buffers& buffers) {
  return Rescaled<T>(params, buffers, [](int32_t a, int32_t b) { return a + b; });
}

template <typename T>
Status QuantizedSub(const void* params, const Buffers& buffers) {
  return Rescaled<T>(params, buffers, [](int32_t a, int32_t b) { return a - b; });
}

template <typename T>
Status QuantizedSquaredDifference(const void* params, const Buffers& buffers) {
  return Rescaled<T>(params, buffers, [](int32_t a, int32_t b) { return (a - b) * (a - b); });
}

constexpr Kernel kAdd = {
    .opcode = Opcode::kAdd, .params_bytes = ParamsBytes<AddParams>(), .prepare = PrepareAdd};
constexpr Kernel kSquaredDifference = {.opcode = Opcode::kSquaredDifference,
                                       .params_bytes = ParamsBytes<AddParams>(),
                                       .prepare = PrepareSquaredDifference};
constexpr Kernel kSub = {
    .opcode = Opcode::kSub, .params_bytes = ParamsBytes<AddParams>(), .prepare = PrepareSub};

}  // namespace

constexpr Kernel rows::kAddInt8 = kAdd.For(Type::kInt8, QuantizedAdd<int8_t>);
constexpr Kernel rows::kAddInt16 = kAdd.For(Type::kInt16, QuantizedAdd<int16_t>);
constexpr Kernel rows::kSquaredDifferenceInt8 =
    kSquaredDifference.For(Type::kInt8, QuantizedSquaredDifference<int8_t>);
constexpr Kernel rows::kSquaredDifferenceInt16 =
    kSquaredDifference.For(Type::kInt16, QuantizedSquaredDifference<int16_t>);
constexpr Kernel rows::kSubInt8 = kSub.For(Type::kInt8, QuantizedSub<int8_t>);
constexpr Kernel rows::kSubInt16 = kSub.For(Type::kInt16, QuantizedSub<int16_t>);

}  // namespace assay::kernels::reference

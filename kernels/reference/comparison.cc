#include "kernels/operators/comparison.h"

#include <functional>

#include "kernels/operators/binary.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

template <typename T, typename Comparison>
Status QuantizedCompare(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const ComparisonParams*>(params);
  ForEachPair<T, T, StoredBool>(p.broadcast, buffers, [&](T a, T b) -> StoredBool {
    return Comparison()(p.Rescale(0, a), p.Rescale(1, b));
  });
  return Status::kOk;
}

consteval Kernel Row(Opcode opcode) {
  return {.opcode = opcode,
          .params_bytes = ParamsBytes<ComparisonParams>(),
          .prepare = PrepareQuantizedComparison};
}

}  // namespace

constexpr Kernel rows::kEqualInt8 =
    Row(Opcode::kEqual).For(Type::kInt8, QuantizedCompare<int8_t, std::equal_to<>>);
constexpr Kernel rows::kGreaterInt8 =
    Row(Opcode::kGreater).For(Type::kInt8, QuantizedCompare<int8_t, std::greater<>>);
constexpr Kernel rows::kGreaterInt16 =
    Row(Opcode::kGreater).For(Type::kInt16, QuantizedCompare<int16_t, std::greater<>>);
constexpr Kernel rows::kGreaterEqualInt8 =
    Row(Opcode::kGreaterEqual).For(Type::kInt8, QuantizedCompare<int8_t, std::greater_equal<>>);
constexpr Kernel rows::kLessInt8 = Row(Opcode::kLess).For(Type::kInt8, QuantizedCompare<int8_t, std::less<>>);
constexpr Kernel rows::kLessEqualInt8 =
    Row(Opcode::kLessEqual).For(Type::kInt8, QuantizedCompare<int8_t, std::less_equal<>>);
constexpr Kernel rows::kNotEqualInt8 =
    Row(Opcode::kNotEqual).For(Type::kInt8, QuantizedCompare<int8_t, std::not_equal_to<>>);

}  // namespace assay::kernels::reference

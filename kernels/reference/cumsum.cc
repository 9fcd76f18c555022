#include "kernels/operators/cumsum.h"

#include "kernels/arithmetic/axis.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

// T: of the tensors, S: of the sums.
template <typename T, typename S, typename Term, typename Output>
Status SumUp(const CumsumParams& p, const Buffers& buffers, S start, Term term, Output finish) {
  AxisView view;
  const Status status = ViewAlongAxis(p.shape, *static_cast<const int32_t*>(buffers.inputs[1]), &view);
  if (status != Status::kOk) return status;
  const auto* input = static_cast<const T*>(buffers.inputs[0]);
  auto* output = static_cast<T*>(buffers.outputs[0]);
  for (int32_t outer = 0; outer < view.outer; ++outer) {
    for (int32_t inner = 0; inner < view.inner; ++inner) {
      S sum = start;
      for (int32_t i = 0; i < view.length; ++i) {
        const int32_t along = p.reverse ? view.length - 1 - i : i;
        const int32_t at = (outer * view.length + along) * view.inner + inner;
        const S before = sum;
        sum += term(input[at]);
        output[at] = finish(p.exclusive ? before : sum);
      }
    }
  }
  return Status::kOk;
}

Status CumsumInt8(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const CumsumParams*>(params);
  return SumUp<int8_t, int32_t>(
      p, buffers, p.sum.Start(), [&](int8_t value) { return p.sum.Term(value); },
      [&](int32_t sum) { return p.sum.Output(sum); });
}

Status CumsumFloat(const void* params, const Buffers& buffers) {
  const auto identity = [](float value) { return value; };
  return SumUp<float, float>(*static_cast<const CumsumParams*>(params), buffers, 0.0f, identity, identity);
}

constexpr Kernel kCumsum = {
    .opcode = Opcode::kCumsum, .params_bytes = ParamsBytes<CumsumParams>(), .prepare = PrepareCumsum};

}  // namespace

constexpr Kernel rows::kCumsumInt8 = kCumsum.For(Type::kInt8, CumsumInt8);
constexpr Kernel rows::kCumsumFloat = kCumsum.For(Type::kFloat32, CumsumFloat);

}  // namespace assay::kernels::reference

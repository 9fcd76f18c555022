#include "kernels/operators/mirror_pad.h"

#include <cstring>

#include "kernels/arithmetic/movement.h"
#include "kernels/arithmetic/validate.h"
#include "kernels/reference/reference.h"

namespace assay::kernels::reference {
namespace {

// Which of the dimension's `length` elements the output has at `position`.
int32_t Mirrored(int32_t position, int32_t before, int32_t length, int32_t left_out) {
  if (position < before) return before - 1 - position + left_out;
  const int32_t behind = position - before - length;
  if (behind < 0) return position - before;
  const int32_t last = length - 1 - left_out;
  return behind < last ? last - behind : 0;
}

Status MirrorPad(const void* params, const Buffers& buffers) {
  const auto& p = *static_cast<const MirrorPadParams*>(params);
  const auto* input = static_cast<const uint8_t*>(buffers.inputs[0]);
  auto* output = static_cast<uint8_t*>(buffers.outputs[0]);
  ASSAY_RETURN_IF_ERROR(CheckMirrorPaddings(p, buffers.inputs[1]));

  int32_t index[kMaxRank] = {};
  while (true) {
    int32_t from = 0;
    for (int32_t d = 0; d < p.rank; ++d) {
      const auto before = static_cast<int32_t>(IntegerAt(buffers.inputs[1], p.type, 2 * d));
      from = from * p.input[d] + Mirrored(index[d], before, p.input[d], p.left_out);
    }
    std::memcpy(output, input + from * p.element_bytes, p.element_bytes);
    output += p.element_bytes;
    int32_t d = p.rank - 1;
    while (d >= 0 && ++index[d] == p.output[d]) index[d--] = 0;
    if (d < 0) return Status::kOk;
  }
}

constexpr Kernel kMirrorPad = {.opcode = Opcode::kMirrorPad,
                               .params_bytes = ParamsBytes<MirrorPadParams>(),
                               .prepare = PrepareMirrorPad};

}  // namespace

constexpr Kernel rows::kMirrorPadFloat = kMirrorPad.For(Type::kFloat32, MirrorPad);
constexpr Kernel rows::kMirrorPadInt8 = kMirrorPad.For(Type::kInt8, MirrorPad);

}  // namespace assay::kernels::reference

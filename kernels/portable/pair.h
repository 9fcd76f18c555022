// Two products for one multiplication: two int8 values in the two ends of a 32-bit word times one weight are,
// in 64 bits, the two products in the two ends of the sum. Cores with a multiply-accumulate of 32 x 32 + 64
// bits do that in one instruction; nothing here depends on having one.
//
//   pair = low + high * 2^23        pair * weight = low * weight + high * weight * 2^23
//
// A product of two int8 values is at most 2^14, so that as many as kMaxPairProducts of them stay within the
// 23 bits of the lower sum.
#ifndef ASSAY_KERNELS_PORTABLE_PAIR_H_
#define ASSAY_KERNELS_PORTABLE_PAIR_H_

#include <cstdint>

namespace assay::kernels::portable {

inline constexpr int32_t kPairShift = 23;
inline constexpr int32_t kMaxPairProducts = 255;

inline int32_t MakePair(int32_t low, int32_t high) { return low + high * (1 << kPairShift); }

// Sums of products of pairs start here: half of the lower sum's range, so that it is never negative and
// borrows nothing from the upper one.
inline constexpr int64_t kPairSumStart = 1 << (kPairShift - 1);

inline int32_t LowSum(int64_t sum) {
  constexpr uint32_t kMask = (1U << kPairShift) - 1;
  return static_cast<int32_t>(static_cast<uint32_t>(sum) & kMask) - static_cast<int32_t>(kPairSumStart);
}

inline int32_t HighSum(int64_t sum) { return static_cast<int32_t>(sum >> kPairShift); }

// Two pairs: four values that meet the same weights.
struct Quad {
  int32_t low;
  int32_t high;
};

}  // namespace assay::kernels::portable

#endif  // ASSAY_KERNELS_PORTABLE_PAIR_H_

#include "device-agent/platform/cortex_m/ring.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace assay::platform {
namespace {

template <uint32_t kSize>
void PutAll(Ring<kSize>& ring, const std::string& text) {
  for (const char byte : text) ring.Put(static_cast<uint8_t>(byte));
}

template <uint32_t kSize>
std::string Take(Ring<kSize>& ring, size_t most) {
  std::string text(most, '\0');
  text.resize(ring.Take({reinterpret_cast<uint8_t*>(text.data()), text.size()}));
  return text;
}

// Sizes are what a board needs, not powers of two.
template <typename Ring>
class RingTest : public testing::Test {};
using Rings = testing::Types<Ring<3>, Ring<4>, Ring<7>, Ring<8>>;
TYPED_TEST_SUITE(RingTest, Rings);

TYPED_TEST(RingTest, KeepsOrderAcrossItsEnd) {
  TypeParam ring;
  EXPECT_TRUE(ring.empty());
  EXPECT_EQ(Take(ring, 4), "");
  std::string put, taken;
  for (int i = 0; i < 100; ++i) {
    const std::string piece = {static_cast<char>('a' + i % 26), static_cast<char>('A' + i % 26), '.'};
    put += piece;
    PutAll(ring, piece);
    EXPECT_FALSE(ring.empty());
    taken += Take(ring, 2);
    taken += Take(ring, 2);
  }
  EXPECT_EQ(taken, put);
  EXPECT_TRUE(ring.empty());
}

TEST(Ring, DropsTheNewestWhenFullAndGoesOn) {
  Ring<8> ring;
  PutAll(ring, "0123456789");
  EXPECT_EQ(Take(ring, 3), "012");
  PutAll(ring, "abcdef");
  EXPECT_EQ(Take(ring, 100), "34567abc");
  PutAll(ring, "x");
  EXPECT_EQ(Take(ring, 100), "x");
}

// An interrupt as another thread: every byte arrives once and in order, or, when the ring was full, not at
// all.
TEST(Ring, TakesWhileAnotherPuts) {
  constexpr uint32_t kBytes = 1'000'000;
  Ring<13> ring;
  std::atomic<bool> done = false;
  std::thread interrupt([&] {
    for (uint32_t i = 0; i < kBytes; ++i) ring.Put(static_cast<uint8_t>(i % 251));
    done = true;
  });
  std::vector<uint8_t> taken;
  for (bool last = false; !last;) {
    last = done;
    uint8_t bytes[5];
    while (const size_t count = ring.Take(bytes)) taken.insert(taken.end(), bytes, bytes + count);
  }
  interrupt.join();
  EXPECT_TRUE(ring.empty());
  ASSERT_GE(taken.size(), 13u);
  ASSERT_LE(taken.size(), kBytes);
  // Nothing is dropped before the ring was full for the first time.
  for (uint8_t i = 0; i < 13; ++i) EXPECT_EQ(taken[i], i);
}

}  // namespace
}  // namespace assay::platform

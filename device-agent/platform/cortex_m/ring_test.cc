#include "device-agent/platform/cortex_m/ring.h"

#include <gtest/gtest.h>

#include <string>

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

TEST(Ring, KeepsOrderAcrossItsEnd) {
  Ring<8> ring;
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

}  // namespace
}  // namespace assay::platform

#include "device-agent/protocol/sha256.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <random>
#include <vector>

namespace assay::protocol {
namespace {

// libsodium is the judge; the lengths cover every position of the padding and several blocks.
TEST(Sha256, AgreesWithLibsodiumAtEveryLength) {
  std::mt19937 random(1);
  for (size_t length = 0; length < 600; ++length) {
    std::vector<uint8_t> bytes(length);
    for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random());
    Sha256Digest expected;
    crypto_hash_sha256(expected.data(), bytes.data(), bytes.size());
    ASSERT_EQ(Sha256(bytes), expected) << length;
  }
}

TEST(Sha256, LongInput) {
  const std::vector<uint8_t> bytes(1'000'003, 'a');
  Sha256Digest expected;
  crypto_hash_sha256(expected.data(), bytes.data(), bytes.size());
  EXPECT_EQ(Sha256(bytes), expected);
}

}  // namespace
}  // namespace assay::protocol

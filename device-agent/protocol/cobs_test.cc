#include "device-agent/protocol/cobs.h"

#include <gmock/gmock.h>

#include <numeric>
#include <random>
#include <vector>

namespace assay::protocol {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes Encode(const Bytes& plain) {
  Bytes encoded(CobsMaxBytes(plain.size()));
  encoded.resize(CobsEncode(plain, encoded));
  return encoded;
}

Bytes Decode(Bytes encoded) {
  size_t length = 0;
  EXPECT_TRUE(CobsDecode(encoded, &length));
  encoded.resize(length);
  return encoded;
}

Bytes Count(uint8_t first, size_t bytes) {
  Bytes result(bytes);
  std::iota(result.begin(), result.end(), first);
  return result;
}

Bytes Join(const std::vector<Bytes>& parts) {
  Bytes result;
  for (const Bytes& part : parts) result.insert(result.end(), part.begin(), part.end());
  return result;
}

TEST(Cobs, KnownEncodings) {
  const std::vector<std::pair<Bytes, Bytes>> examples = {
      {{}, {1}},
      {{0}, {1, 1}},
      {{0, 0}, {1, 1, 1}},
      {{0, 0x11, 0}, {1, 2, 0x11, 1}},
      {{0x11, 0x22, 0, 0x33}, {3, 0x11, 0x22, 2, 0x33}},
      {{0x11, 0, 0, 0}, {2, 0x11, 1, 1, 1}},
      {Count(1, 254), Join({{0xff}, Count(1, 254)})},
      {Join({{0}, Count(1, 254)}), Join({{1, 0xff}, Count(1, 254)})},
      {Count(1, 255), Join({{0xff}, Count(1, 254), {2, 0xff}})},
      {Join({Count(2, 254), {0}}), Join({{0xff}, Count(2, 254), {1, 1}})},
  };
  for (const auto& [plain, encoded] : examples) {
    EXPECT_EQ(Encode(plain), encoded);
    EXPECT_EQ(Decode(encoded), plain);
  }
}

TEST(Cobs, RoundTripOfEveryLengthNeedsNoMoreThanPromised) {
  std::mt19937 random(1);
  for (size_t length = 0; length < 1100; ++length) {
    Bytes plain(length);
    for (uint8_t& byte : plain) byte = static_cast<uint8_t>(random() % 4 == 0 ? 0 : random());
    for (const Bytes& example : {plain, Bytes(length, 0), Bytes(length, 7)}) {
      const Bytes encoded = Encode(example);
      EXPECT_THAT(encoded, testing::Each(testing::Ne(0)));
      EXPECT_EQ(Decode(encoded), example);
    }
  }
}

TEST(Cobs, EncodesInPlaceFromTheEndOfTheBuffer) {
  for (size_t length : {0, 1, 253, 254, 255, 508, 509, 1000}) {
    const Bytes plain(length, 0x55);
    Bytes buffer(CobsMaxBytes(length));
    std::copy(plain.begin(), plain.end(), buffer.end() - static_cast<ptrdiff_t>(length));
    const size_t encoded = CobsEncode(std::span(buffer).last(length), buffer);
    buffer.resize(encoded);
    EXPECT_EQ(buffer, Encode(plain)) << length;
  }
}

TEST(Cobs, RejectsWhatIsNoEncoding) {
  for (Bytes bytes : {Bytes{}, Bytes{0}, Bytes{2}, Bytes{3, 1}, Bytes{3, 1, 0}, Bytes{1, 5, 1, 1}}) {
    size_t length = 0;
    EXPECT_FALSE(CobsDecode(bytes, &length)) << testing::PrintToString(bytes);
  }
}

}  // namespace
}  // namespace assay::protocol

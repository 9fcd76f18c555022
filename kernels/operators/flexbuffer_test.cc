#include "kernels/operators/flexbuffer.h"

#include <gtest/gtest.h>

#include <vector>

namespace assay::kernels {
namespace {

// {"cycles_max": 3}, as the FlexBuffers library writes it: key, keys, values, root.
std::vector<uint8_t> Map(uint8_t value = 3) {
  return {'c',   'y',    'c', 'l', 'e', 's', '_', 'm', 'a', 'x', 0,
          1,                  // one key,
          12,                 //   12 bytes back
          1,     1,      1,   // its keys 1 byte back, of width 1; one value
          value, 1 << 2,      // signed, of width 1
          2,     9 << 2, 1};  // the values are 2 bytes back; a map; the root's width
}

Status Read(const std::vector<uint8_t>& bytes, int64_t* value) {
  // A copy of exactly that size, so that tools see what is read beyond it.
  const std::vector<uint8_t> copy(bytes.begin(), bytes.end());
  return ReadFlexInteger({copy.data(), static_cast<uint32_t>(copy.size())}, "cycles_max", value);
}

TEST(FlexBufferTest, ReadsTheInteger) {
  int64_t value;
  ASSERT_EQ(Read(Map(), &value), Status::kOk);
  EXPECT_EQ(value, 3);
  ASSERT_EQ(Read(Map(0xFE), &value), Status::kOk);
  EXPECT_EQ(value, -2);
}

TEST(FlexBufferTest, ReadsWideIntegers) {
  const std::vector<uint8_t> bytes = {
      'c',  'y',  'c',        'l', 'e',        's', '_', 'm', 'a', 'x', 0, 1, 12,
      0,                                           // padding
      2,    0,    1,          0,   1,          0,  // keys 2 bytes back, width 1, one value
      0x34, 0xF2, 1 << 2 | 1, 3,   9 << 2 | 1, 1};
  int64_t value;
  ASSERT_EQ(Read(bytes, &value), Status::kOk);
  EXPECT_EQ(value, static_cast<int16_t>(0xF234));
}

TEST(FlexBufferTest, RefusesOtherContents) {
  int64_t value;
  const auto status = [&](size_t at, uint8_t byte) {
    std::vector<uint8_t> bytes = Map();
    bytes[at] = byte;
    return Read(bytes, &value);
  };
  EXPECT_EQ(status(0, 'x'), Status::kUnsupportedOption);       // another key
  EXPECT_EQ(status(15, 2), Status::kUnsupportedOption);        // two values
  EXPECT_EQ(status(17, 2 << 2), Status::kUnsupportedOption);   // unsigned
  EXPECT_EQ(status(19, 10 << 2), Status::kUnsupportedOption);  // a vector
  EXPECT_EQ(status(20, 3), Status::kBrokenCustomOptions);      // no width
  EXPECT_EQ(status(14, 3), Status::kBrokenCustomOptions);
  EXPECT_EQ(status(18, 19), Status::kBrokenCustomOptions);  // beyond the start
}

TEST(FlexBufferTest, NeverReadsBeyondItsBytes) {
  const std::vector<uint8_t> whole = Map();
  int64_t value;
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_NE(Read({whole.begin(), whole.begin() + static_cast<ptrdiff_t>(size)}, &value), Status::kOk);
    EXPECT_NE(Read({whole.end() - static_cast<ptrdiff_t>(size), whole.end()}, &value), Status::kOk);
  }
  for (size_t at = 0; at < whole.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::vector<uint8_t> bytes = whole;
      bytes[at] = static_cast<uint8_t>(byte);
      const Status status = Read(bytes, &value);
      EXPECT_TRUE(status == Status::kOk || status == Status::kBrokenCustomOptions ||
                  status == Status::kUnsupportedOption);
    }
  }
}

}  // namespace
}  // namespace assay::kernels

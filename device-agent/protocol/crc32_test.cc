#include "device-agent/protocol/crc32.h"

#include <gtest/gtest.h>

#include <string_view>

namespace assay::protocol {
namespace {

uint32_t Crc(std::string_view text, uint32_t before = 0) {
  return Crc32({reinterpret_cast<const uint8_t*>(text.data()), text.size()}, before);
}

TEST(Crc32, KnownValues) {
  EXPECT_EQ(Crc(""), 0u);
  EXPECT_EQ(Crc("123456789"), 0xcbf43926u);  // the check value of the catalogue of CRCs
  EXPECT_EQ(Crc("The quick brown fox jumps over the lazy dog"), 0x414fa339u);
}

TEST(Crc32, GoesOnWhereItStopped) {
  const std::string_view text = "123456789";
  for (size_t cut = 0; cut <= text.size(); ++cut) {
    EXPECT_EQ(Crc(text.substr(cut), Crc(text.substr(0, cut))), 0xcbf43926u);
  }
}

}  // namespace
}  // namespace assay::protocol

#include "harness/unit/thumb.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

struct Case {
  const char* text;
  uint16_t first, second;
  uint64_t bytes;
  std::optional<int64_t> branch;
};

// As GNU as encodes them.
constexpr Case kCases[] = {
    {"movs r0, r0", 0x0000, 0xE7FE, 2, std::nullopt},
    {"bx lr", 0x4770, 0, 2, std::nullopt},
    {"b .", 0xE7FE, 0, 2, 0},
    {"b .+256", 0xE07E, 0, 2, 256},
    {"beq .-8", 0xD0FA, 0, 2, -8},
    {"ble .+4", 0xDD00, 0, 2, 4},
    {"udf 0", 0xDE00, 0, 2, std::nullopt},
    {"svc 0", 0xDF00, 0, 2, std::nullopt},
    {"cbz r1, .+10", 0xB119, 0, 2, 10},
    {"cbnz r0, .+126", 0xBBE8, 0, 2, 126},
    {"cbz r0, .+130", 0xB3F8, 0, 2, 130},
    {"push {r4, lr}", 0xB510, 0, 2, std::nullopt},
    {"bl .", 0xF7FF, 0xFFFE, 4, 0},
    {"bl .+3296", 0xF000, 0xFE6E, 4, 3296},
    {"bl .+0xfffff0", 0xF3FF, 0xD7F6, 4, 0xFFFFF0},
    {"bl .-0xfffff0", 0xF400, 0xD006, 4, -0xFFFFF0},
    {"b.w .+0x300000", 0xF2FF, 0xBFFE, 4, 0x300000},
    {"b.w .+2048", 0xF000, 0xBBFE, 4, 2048},
    {"beq.w .-1020", 0xF43F, 0xAE00, 4, -1020},
    {"bne.w .+0x40004", 0xF040, 0xA000, 4, 0x40004},
    {"bne.w .-0x40000", 0xF47F, 0x8FFE, 4, -0x40000},
    {"dsb", 0xF3BF, 0x8F4F, 4, std::nullopt},
    {"msr primask, r0", 0xF380, 0x8810, 4, std::nullopt},
    {"mov.w r0, #1", 0xF04F, 0x0001, 4, std::nullopt},
    {"ldr.w r0, [r1]", 0xF8D1, 0x0000, 4, std::nullopt},
    {"ldmia.w sp!, {r4, pc}", 0xE8BD, 0x8010, 4, std::nullopt},
};

TEST(ThumbTest, FindsBranches) {
  for (const Case& test : kCases) {
    const ThumbInstruction instruction = DecodeThumb(test.first, test.second);
    EXPECT_EQ(instruction.bytes, test.bytes) << test.text;
    EXPECT_EQ(instruction.branch, test.branch) << test.text;
  }
}

}  // namespace
}  // namespace assay

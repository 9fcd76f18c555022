#include "harness/base/text.h"

#include <gmock/gmock.h>

namespace assay {
namespace {

using ::testing::HasSubstr;

TEST(PrintableTest, TextStaysAsItIs) {
  EXPECT_EQ(Printable(""), "");
  EXPECT_EQ(Printable("two lines\nof \"text\" – 3 µs \\ \xF0\x9F\x98\x80"),
            "two lines\nof \"text\" – 3 µs \\ \xF0\x9F\x98\x80");
}

// Colours, a bell, a line that overwrites the one before.
TEST(PrintableTest, ControlCharactersBecomeSpaces) {
  EXPECT_EQ(Printable("a\033[31mb\a\rc\td\x7f"), "a [31mb  c d ");
  EXPECT_EQ(Printable(std::string("a\0b", 3)), "a b");
}

TEST(PrintableTest, WhatIsNotUtf8IsReplaced) {
  EXPECT_EQ(Printable("a\xFF"
                      "b"),
            "a\uFFFD"
            "b");
  EXPECT_EQ(Printable("\xC0\xAF").find('/'), std::string::npos) << "an overlong form";
  EXPECT_THAT(Printable("\xED\xA0\x80"), HasSubstr("\uFFFD")) << "half a surrogate pair";
}

TEST(PrintableTest, LongTextIsCut) {
  EXPECT_EQ(Printable("abcdef", 6), "abcdef");
  EXPECT_EQ(Printable("abcdefg", 6), "abcdef …");
  // In the midst of a character of three bytes.
  EXPECT_EQ(Printable("ab–cd", 4), "ab\uFFFD …");
}

}  // namespace
}  // namespace assay

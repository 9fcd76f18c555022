#include "harness/unit/image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "harness/base/error.h"
#include "harness/unit/testing/elf_builder.h"

namespace assay {
namespace {

using testing::ElfBuilder;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

class ImageTest : public ::testing::TestWithParam<std::pair<bool, bool>> {
 protected:
  // Invoke at 0x100 calls a helper.
  void SetUp() override {
    (void)builder_.AddSymbol("_ZN5assay7runtime11Interpreter6InvokeEv", 0x101, 100, ElfBuilder::kFunction,
                             ElfBuilder::kText);
    const size_t helper = builder_.AddSymbol("helper", 0x201, 40, ElfBuilder::kFunction, ElfBuilder::kText);
    builder_.AddCall(0x110, helper);
  }

  ElfBuilder builder_ = ElfBuilder(GetParam().first, GetParam().second);
};

TEST_P(ImageTest, HasABuildIdAndAMapOfItsCode) {
  const Image image = ParseImage(builder_.Build());
  EXPECT_EQ(image.build_id, "deadbeef");
  ASSERT_TRUE(image.code.Measure({}).has_value());
  EXPECT_EQ(image.code.Measure({})->runtime, 140u);
}

TEST_P(ImageTest, EveryTruncationIsAnError) {
  const std::vector<uint8_t> file = builder_.Build();
  for (size_t size = 0; size < file.size(); ++size) {
    EXPECT_THROW(ParseImage(std::span(file).first(size)), UsageError) << size;
  }
}

// Under the sanitizers an unchecked offset would end the test.
TEST_P(ImageTest, DamageIsNeverMoreThanAnError) {
  const std::vector<uint8_t> file = builder_.Build();
  std::mt19937 random(1);
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::vector<uint8_t> damaged = file;
    for (int j = 0; j < 1 + i % 4; ++j) {
      // Not in the middle, which is all zeros of .text.
      const size_t at = random() % (damaged.size() - ElfBuilder::kTextBytes);
      damaged[at < 64 ? at : at + ElfBuilder::kTextBytes] =
          i % 3 == 0 ? 0xFF : static_cast<uint8_t>(random());
    }
    try {
      (void)ParseImage(damaged).code.Measure({});
    } catch (const UsageError&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 1000);
}

INSTANTIATE_TEST_SUITE_P(Elf, ImageTest,
                         ::testing::Values(std::pair(false, false), std::pair(true, false),
                                           std::pair(false, true), std::pair(true, true)));

TEST(ReadImage, ThisProgram) {
  const Image image = ReadImage("/proc/self/exe");
  EXPECT_THAT(image.build_id, MatchesRegex("[0-9a-f]{40}"));
  EXPECT_FALSE(image.code.Measure({}).has_value());  // the runtime is not linked in
}

TEST(ReadImage, ErrorsNameTheFile) {
  try {
    ReadImage("/proc/self/maps");
    FAIL() << "it is no ELF file";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("/proc/self/maps"));
  }
  EXPECT_THROW(ReadImage("/nonexistent"), UsageError);
}

}  // namespace
}  // namespace assay

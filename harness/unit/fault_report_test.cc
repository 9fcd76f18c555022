#include "harness/unit/fault_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "harness/unit/testing/elf_builder.h"

namespace assay {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// An image with names but no lines, and no addr2line for it.
class FaultReportTest : public ::testing::Test {
 protected:
  FaultReportTest() : image_(::testing::TempDir() + "fault-" + std::to_string(getpid()) + ".elf") {
    testing::ElfBuilder builder(/*wide=*/false);
    (void)builder.AddSymbol("_ZN5assay3RunEi", 0x101, 0x40, testing::ElfBuilder::kFunction,
                            testing::ElfBuilder::kText);
    (void)builder.AddSymbol("caller", 0x201, 0x40, testing::ElfBuilder::kFunction,
                            testing::ElfBuilder::kText);
    const std::vector<uint8_t> file = builder.Build();
    std::ofstream(image_, std::ios::binary)
        .write(reinterpret_cast<const char*>(file.data()), static_cast<std::streamsize>(file.size()));
  }
  ~FaultReportTest() override { std::filesystem::remove(image_); }

  std::string Explain(const std::string& report) const {
    return ExplainFault(report, image_, "no-such-tool");
  }

  std::filesystem::path image_;
};

TEST_F(FaultReportTest, FunctionsAreNamedWithoutTools) {
  EXPECT_EQ(
      Explain("ASSAY-FAULT pc=00000110 lr=00000205 cfsr=00010000 hfsr=40000000 mmfar=00000000 bfar=00000000"),
      "undefined instruction in assay::Run(int), lr in caller [ASSAY-FAULT pc=00000110 lr=00000205 "
      "cfsr=00010000 hfsr=40000000 mmfar=00000000 bfar=00000000]");
  EXPECT_THAT(Explain("ASSAY-FAULT pc=00000500 lr=fffffff9 cfsr=02000000"),
              StartsWith("division by zero in 0x00000500 ["));
}

TEST_F(FaultReportTest, ReasonsAndAddresses) {
  EXPECT_THAT(Explain("ASSAY-FAULT stack-overflow sp=1fffff80 near=00000206 cfsr=00000092 hfsr=40000000 "
                      "mmfar=1fffffac bfar=1fffffac"),
              StartsWith("stack overflow: access to the guard at 0x1fffffac near caller ["));
  EXPECT_THAT(Explain("ASSAY-FAULT stack-overflow sp=1fffff80 near=00000000 cfsr=00000010"),
              StartsWith("stack overflow ["))
      << "the address is not valid, and nothing is near";
  EXPECT_THAT(Explain("ASSAY-FAULT pc=00000110 cfsr=00000082 mmfar=00000004"),
              StartsWith("forbidden access to memory: 0x00000004 in assay::Run(int) ["));
  EXPECT_THAT(Explain("ASSAY-FAULT pc=00000110 cfsr=00008200 bfar=f0000000"),
              StartsWith("access to an address with nothing behind it: 0xf0000000 in "));
  EXPECT_THAT(Explain("ASSAY-FAULT pc=00000110 cfsr=00000400"),
              HasSubstr("some instructions before in assay::Run"));
  EXPECT_THAT(Explain("ASSAY-FAULT pc=00000110 cfsr=00100000"),
              StartsWith("stack overflow in assay::Run(int) ["));
}

// A board that resets too early, or a line that damages what it carries.
TEST_F(FaultReportTest, WhatIsCutShortSaysWhatItCan) {
  EXPECT_EQ(Explain("ASSAY-FAULT"), "a fault [ASSAY-FAULT]");
  EXPECT_EQ(Explain("ASSAY-FAULT pc=00000110 lr=0000"),
            "a fault in assay::Run(int) [ASSAY-FAULT pc=00000110 lr=0000]");
  EXPECT_EQ(Explain("ASSAY-FAULT pc=0000x110"), "a fault [ASSAY-FAULT pc=0000x110]");
  EXPECT_THAT(ExplainFault("ASSAY-FAULT pc=00000110", "/no/such/image", "no-such-tool"),
              StartsWith("a fault in 0x00000110"));
}

}  // namespace
}  // namespace assay

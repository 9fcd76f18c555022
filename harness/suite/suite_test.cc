#include "harness/suite/suite.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>

#include "harness/base/error.h"
#include "harness/base/file.h"

namespace assay {
namespace {

class SuiteTest : public ::testing::Test {
 protected:
  SuiteTest() {
    std::string name = (std::filesystem::temp_directory_path() / "assay-suite-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    std::filesystem::create_directory(folder_ / "mine");
  }
  ~SuiteTest() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / "mine" / name) << text;
  }
  Suite Load(const std::string& inputs, const std::string& more = "") {
    Write("suite.yaml", "suite: mine\nversion: 1\ndescription: d\n" + more +
                            "cases:\n  - name: one\n    model: {file: m.tflite, sha256: " +
                            std::string(64, '0') + "}\n    inputs:\n" + inputs);
    return LoadSuite(folder_ / "mine/suite.yaml");
  }
  std::string LoadError(const std::string& inputs, const std::string& more = "") {
    try {
      Load(inputs, more);
    } catch (const UsageError& error) {
      return error.what();
    }
    return "no error";
  }
  LoadedCase Inputs(const std::string& inputs) {
    return LoadCaseInputs(Load(inputs).cases[0], folder_ / "mine", {}, /*input_bytes=*/4, /*output_bytes=*/2,
                          /*classes=*/2);
  }

  std::filesystem::path folder_;
};

TEST_F(SuiteTest, PackedInputsWithLabels) {
  Write("in.bin", "abcdefgh");
  Write("labels.csv", "first,2,1\nsecond,2,0\n");
  const LoadedCase loaded = Inputs("      - {packed: in.bin, labels: labels.csv, metric: top1}\n");
  ASSERT_EQ(loaded.inputs.size(), 2u);
  EXPECT_EQ(loaded.inputs[1].name, "second");
  EXPECT_EQ(loaded.inputs[1].bytes, (std::vector<uint8_t>{'e', 'f', 'g', 'h'}));
  EXPECT_EQ(loaded.inputs[0].label, 1);
  EXPECT_EQ(loaded.metric, "top1");
}

TEST_F(SuiteTest, BrokenInputsAreNamed) {
  Write("in.bin", "abcdef");
  EXPECT_THROW(Inputs("      - {packed: in.bin}\n"), UsageError);  // not a multiple of 4
  Write("in.bin", "abcdefgh");
  for (const char* labels :
       {"first,2,1\n", "first,2,2\nsecond,2,0\n", "first,2\nsecond,2,0\n", "first,9,5\nsecond,9,0\n"}) {
    Write("labels.csv", labels);
    EXPECT_THROW(Inputs("      - {packed: in.bin, labels: labels.csv, metric: top1}\n"), UsageError)
        << labels;
  }
}

// Outputs belong to inputs by number, also when some are missing.
TEST_F(SuiteTest, ExpectedOutputsArePairedByNumber) {
  Write("out_00.bin", "AA");
  Write("out_02.bin", "CC");
  const LoadedCase loaded = Inputs("      - {lcg: 3, expected: out_*.bin}\n");
  ASSERT_EQ(loaded.inputs.size(), 3u);
  EXPECT_TRUE(loaded.inputs[0].expected.has_value());
  EXPECT_FALSE(loaded.inputs[1].expected.has_value());
  EXPECT_EQ(loaded.inputs[2].expected, (std::vector<uint8_t>{'C', 'C'}));
  ASSERT_EQ(loaded.notes.size(), 1u);
  EXPECT_NE(loaded.notes[0].find("2 of 3"), std::string::npos) << loaded.notes[0];
}

TEST_F(SuiteTest, GeneratedInputsFollowTheDocument) {
  const std::vector<uint8_t> input = LcgInput(1, 2);
  uint32_t state = 0x12345678u + 0x9E3779B9u;
  for (const uint8_t byte : input) {
    state = state * 1664525u + 1013904223u;
    EXPECT_EQ(byte, state >> 24);
  }
}

TEST_F(SuiteTest, ErrorsNameFileLineFieldAndFix) {
  EXPECT_NE(
      LoadError("      - {pakced: in.bin}\n").find("suite.yaml:8: cases[0].inputs[0].pakced: is not a field"),
      std::string::npos)
      << LoadError("      - {pakced: in.bin}\n");
  EXPECT_NE(LoadError("      - {labels: a.csv}\n").find("needs a metric"), std::string::npos);
  EXPECT_NE(LoadError("      - {lcg: 1}\n", "labels: 7\n").find("labels"), std::string::npos);
  EXPECT_NE(LoadError("      - {lcg: 1, packed: x}\n").find("cannot stand beside"), std::string::npos);
  EXPECT_NE(LoadError("      []\n").find("inputs"), std::string::npos);
}

TEST_F(SuiteTest, NamesMustBeRight) {
  Load("      - {lcg: 1}\n");
  std::filesystem::rename(folder_ / "mine", folder_ / "yours");
  EXPECT_THROW(LoadSuite(folder_ / "yours/suite.yaml"), UsageError);
  std::filesystem::rename(folder_ / "yours", folder_ / "mine");
  EXPECT_THROW(SuiteCatalog(folder_).Load("mime"), UsageError);
  EXPECT_EQ(SuiteCatalog(folder_).names(), std::vector<std::string>{"mine"});
}

}  // namespace
}  // namespace assay

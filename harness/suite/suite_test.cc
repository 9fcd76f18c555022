#include "harness/suite/suite.h"

#include <gtest/gtest.h>

#include "harness/base/error.h"
#include "harness/base/testing/temporary_folder.h"

namespace assay {
namespace {

class SuiteTest : public ::testing::Test {
 protected:
  Suite Load(const std::string& inputs, const std::string& more = "") {
    const auto file =
        folder_.Write("mine/suite.yaml", "suite: mine\nversion: 1\ndescription: d\n" + more +
                                             "cases:\n  - name: one\n    model: {file: m.tflite, sha256: " +
                                             std::string(64, '0') + "}\n    inputs:\n" + inputs);
    return LoadSuite(file);
  }
  std::string LoadError(const std::string& inputs, const std::string& more = "") {
    try {
      Load(inputs, more);
    } catch (const UsageError& error) {
      return error.what();
    }
    return "no error";
  }

  testing::TemporaryFolder folder_;
};

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
  std::filesystem::rename(folder_.path() / "mine", folder_.path() / "yours");
  EXPECT_THROW(LoadSuite(folder_.path() / "yours/suite.yaml"), UsageError);
  std::filesystem::rename(folder_.path() / "yours", folder_.path() / "mine");
  EXPECT_THROW(SuiteCatalog(folder_.path()).Load("mime"), UsageError);
  EXPECT_EQ(SuiteCatalog(folder_.path()).names(), std::vector<std::string>{"mine"});
}

}  // namespace
}  // namespace assay

// assay compare: kernel choices side by side.
#include "tests/support/assay.h"

namespace assay::testing {
namespace {

using Json = nlohmann::json;

class CompareTest : public AssayTest {
 protected:
  const std::string model_ = std::string(ASSAY_SOURCE_DIR) + "/suites/keywords/keywords.tflite";
};

TEST_F(CompareTest, ChoicesTakeTurnsOnOneBoard) {
  const Json json = RunJson(
      {"compare", "--kernels", "reference,reference,ADD=reference", "--model", model_, "--rounds", "3"});
  ASSERT_TRUE(json.is_object());
  EXPECT_EQ(json["domain"], "time");
  ASSERT_EQ(json["sides"].size(), 2u);
  EXPECT_EQ(json["sides"][1]["kernels"], "reference,ADD=reference");
  for (const Json& side : json["sides"]) {
    EXPECT_TRUE(side["exact"]);
    EXPECT_EQ(side["samples"].size(), 3u);
    EXPECT_EQ(side["layers"].size(), 10u);
    EXPECT_EQ(side["layers"][0]["op"], "CONV_2D");
    EXPECT_EQ(side["layers"][0]["kernel_set"], "reference");
    EXPECT_EQ(side["layers"][0]["samples"].size(), 3u);
    EXPECT_GT(side["arena"], 0);
    EXPECT_GT(side["code"]["kernels"], 0);
  }
  EXPECT_EQ(json["sides"][0]["ratio"], 1.0);
}

// Exact figures, so equal kernels have a ratio of exactly one.
TEST_F(CompareTest, CountsOfAVirtualBoardRepeat) {
  if (!HasVirtualBoard()) GTEST_SKIP() << "virt-m4 is not built, or QEMU is not installed";
  const Json json = RunJson(
      {"compare", "--kernels", "reference,reference,ADD=reference", "--model", model_, "--board", "virt-m4"});
  ASSERT_TRUE(json.is_object());
  EXPECT_EQ(json["domain"], "instructions");
  EXPECT_EQ(json["sides"][1]["ratio"], 1.0);
}

TEST_F(CompareTest, SpeedIsNotComparedWhereBitsAreWrong) {
  const Program::Environment faulty = {{"ASSAY_HOST_AGENT", ASSAY_FAULTY_AGENT}};
  const std::vector<std::string> command = {"compare",  "--kernels", "reference,faulty", "--model", model_,
                                            "--rounds", "1"};
  const Json json = RunJson(command, 1, faulty);
  ASSERT_TRUE(json.is_object());
  EXPECT_TRUE(json["sides"][0]["exact"]);
  EXPECT_FALSE(json["sides"][1]["exact"]);
  EXPECT_TRUE(json["sides"][1]["ratio"].is_null());
  EXPECT_EQ(json["sides"][1]["first_difference"]["operator"], 7);
  const Result table = Run(command, faulty);
  EXPECT_NE(table.out.find("(outputs wrong)"), std::string::npos) << table.out;
  EXPECT_NE(table.err.find("operator 7 (AVERAGE_POOL_2D)"), std::string::npos) << table.err;
}

TEST_F(CompareTest, BadRequestsAreNamed) {
  EXPECT_NE(ErrorOf({"compare", "--kernels", "reference", "--model", model_}, 2).find("at least two"),
            std::string::npos);
  EXPECT_NE(ErrorOf({"compare", "--kernels", "reference,fast", "--model", model_}, 2).find("'fast'"),
            std::string::npos);
  EXPECT_NE(ErrorOf({"compare", "--kernels", "reference,reference", "--model", "/nonexistent"}, 2)
                .find("/nonexistent"),
            std::string::npos);
}

}  // namespace
}  // namespace assay::testing

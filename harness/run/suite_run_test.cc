#include "harness/run/suite_run.h"

#include <gmock/gmock.h>

#include "device-agent/agent/testing/test_model.h"
#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/testing/temporary_folder.h"

namespace assay {
namespace {

using record::Verdict;
using ::testing::HasSubstr;
using ::testing::SizeIs;

Verdict Worst(const std::vector<Verdict>& verdicts) {
  std::vector<record::Case> cases(verdicts.size());
  for (size_t i = 0; i < cases.size(); ++i) cases[i].verdict = verdicts[i];
  return WorstVerdict(cases);
}

// A proven difference outweighs a fault of the rig, which outweighs too little evidence.
TEST(WorstVerdictTest, OneBadCaseSpoilsTheRun) {
  const std::vector<Verdict> from_worst = {Verdict::kFail, Verdict::kInfra, Verdict::kInconclusive,
                                           Verdict::kPass};
  for (size_t a = 0; a < from_worst.size(); ++a) {
    for (size_t b = 0; b < from_worst.size(); ++b) {
      EXPECT_EQ(Worst({from_worst[a], from_worst[b]}), from_worst[std::min(a, b)]) << a << " " << b;
    }
  }
  EXPECT_EQ(Worst({}), Verdict::kInconclusive) << "nothing was shown";
}

class PrepareCasesTest : public ::testing::Test {
 protected:
  PrepareCasesTest() {
    const std::vector<uint8_t> model = agent::testing::TestModel();
    folder_.Write("model.tflite", std::string(model.begin(), model.end()));
    suite_.name = "mine";
    suite_.folder = folder_.path();
    for (const char* name : {"first", "second"}) {
      Case& entry = suite_.cases.emplace_back();
      entry.name = name;
      entry.model = "model.tflite";
      entry.sha256 = Sha256Hex(model);
      entry.inputs = {{.lcg = 2}};
    }
  }
  std::string Error(const std::string& case_name = "") {
    try {
      PrepareCases(suite_, case_name, "");
    } catch (const UsageError& error) {
      return error.what();
    }
    return "no error";
  }

  testing::TemporaryFolder folder_;
  Suite suite_;
};

TEST_F(PrepareCasesTest, EveryCaseHasItsFilesAndItsReference) {
  const std::vector<PreparedCase> cases = PrepareCases(suite_, "", "");
  ASSERT_THAT(cases, SizeIs(2));
  EXPECT_EQ(cases[1].files.definition.name, "second");
  EXPECT_EQ(cases[1].files.model, agent::testing::TestModel());
  ASSERT_THAT(cases[1].files.inputs, SizeIs(2));
  EXPECT_EQ(cases[1].files.inputs[1].bytes, LcgInput(1, 6));
  EXPECT_EQ(cases[1].reference->output_bytes(), 5u);
}

TEST_F(PrepareCasesTest, OneCaseCanBeChosen) {
  suite_.cases[0].model = "absent.tflite";
  const std::vector<PreparedCase> cases = PrepareCases(suite_, "second", "");
  ASSERT_THAT(cases, SizeIs(1)) << "and nothing of the others is read";
  EXPECT_EQ(cases[0].files.definition.name, "second");
  EXPECT_THAT(Error("secnd"), HasSubstr("suite mine has no case 'secnd'"));
  EXPECT_THAT(Error("secnd"), HasSubstr("second"));
}

TEST_F(PrepareCasesTest, AModelThatIsAnotherOrNoneIsNamed) {
  suite_.cases[1].sha256 = std::string(64, '0');
  EXPECT_THAT(Error(), HasSubstr("model.tflite: is not the model that the suite names"));
  folder_.Write("model.tflite", "text");
  for (Case& entry : suite_.cases) entry.sha256 = Sha256Hex(ReadFile(folder_.path() / "model.tflite"));
  EXPECT_THAT(Error(), HasSubstr((folder_.path() / "model.tflite").string() + ": "));
}

}  // namespace
}  // namespace assay

// assay compare: kernel choices side by side.
#include "device-agent/runtime/testing/model_builder.h"
#include "tests/support/assay.h"

namespace assay::testing {
namespace {

using Json = nlohmann::json;

class CompareTest : public AssayTest {
 protected:
  std::string Write(const std::string& name, const runtime::testing::ModelSpec& spec) const {
    const std::vector<uint8_t> bytes = runtime::testing::BuildModel(spec);
    WriteText(folder_ / name, std::string(bytes.begin(), bytes.end()));
    return (folder_ / name).string();
  }

  // The portable kernels compute what they have a kernel for, faster than the reference and in `most`
  // instructions at most. A bound, because every compiler changes the counts.
  void ExpectPortableIsFast(const TestBoard& board, const std::string& model, double most) const {
    SCOPED_TRACE(model);
    const Json json =
        RunJson({"compare", "--kernels", "reference,portable", "--board", board.name, "--model", model});
    ASSERT_TRUE(json.is_object());
    EXPECT_EQ(json["domain"], "instructions");
    EXPECT_EQ(json["inputs"], 5);
    for (const Json& side : json["sides"]) {
      EXPECT_EQ(side["equal"], 5) << side["kernels"];
      ASSERT_GE(side["samples"].size(), 2u);
      EXPECT_EQ(side["samples"][0], side["samples"][1]) << side["kernels"] << " does not repeat";
    }
    const Json& portable = json["sides"].at(1);
    EXPECT_EQ(portable["kernels"], "portable");
    for (const Json& layer : portable["layers"]) {
      const bool only_reference = layer["op"] == "RESHAPE";
      EXPECT_EQ(layer["kernel_set"], only_reference ? "reference" : "portable") << layer["op"];
    }
    EXPECT_LE(portable["median"].get<double>(), most);
    EXPECT_LT(portable["ratio"].get<double>(), 1.0);
  }

  const std::string model_ = std::string(ASSAY_SOURCE_DIR) + "/suites/keywords/keywords.tflite";
};

TEST_F(CompareTest, ChoicesTakeTurnsOnOneBoard) {
  const Json json = RunJson({"compare", "--kernels", "reference,portable,AVERAGE_POOL_2D=reference",
                             "--model", model_, "--rounds", "3"});
  ASSERT_TRUE(json.is_object());
  EXPECT_EQ(json["domain"], "time");
  ASSERT_EQ(json["sides"].size(), 2u);
  EXPECT_EQ(json["sides"][0]["kernels"], "reference");
  EXPECT_EQ(json["sides"][1]["kernels"], "portable,AVERAGE_POOL_2D=reference");
  for (const Json& side : json["sides"]) {
    EXPECT_TRUE(side["exact"]);
    EXPECT_EQ(side["samples"].size(), 3u);
    EXPECT_EQ(side["layers"].size(), 10u);
    EXPECT_EQ(side["layers"][0]["op"], "CONV_2D");
    EXPECT_EQ(side["layers"][0]["samples"].size(), 3u);
    EXPECT_EQ(side["layers"][7]["op"], "AVERAGE_POOL_2D");
    EXPECT_EQ(side["layers"][7]["kernel_set"], "reference");
    EXPECT_GT(side["arena"], 0);
    EXPECT_GT(side["code"]["kernels"], 0);
  }
  EXPECT_EQ(json["sides"][0]["layers"][0]["kernel_set"], "reference");
  EXPECT_EQ(json["sides"][1]["layers"][0]["kernel_set"], "portable");
  EXPECT_DOUBLE_EQ(json["sides"][1]["ratio"].get<double>(),
                   json["sides"][1]["median"].get<double>() / json["sides"][0]["median"].get<double>());
}

// tests/cases/portable_fallback: `portable` leaves the operator to `reference`, and everything must say so.
TEST_F(CompareTest, NamesTheKernelThatComputed) {
  const std::filesystem::path folder =
      std::filesystem::path(ASSAY_SOURCE_DIR) / "tests/cases/portable_fallback";
  const std::string model = folder / "model.tflite";
  const Json compared = RunJson({"compare", "--kernels", "portable,reference", "--model", model});
  ASSERT_TRUE(compared.is_object());
  for (const Json& side : compared["sides"]) EXPECT_EQ(side["layers"][0]["kernel_set"], "reference");
  EXPECT_EQ(compared["sides"][0]["code"], compared["sides"][1]["code"]);
  EXPECT_EQ(compared["sides"][0]["arena"], compared["sides"][1]["arena"]);
  EXPECT_EQ(RunJson({"model", model, "--kernels", "portable"})["operators"][0]["kernel_set"], "reference");

  const Json record = RunJson({"infer", model, "--input", folder / "in.bin", "--output", folder_ / "out.bin",
                               "--board", "host", "--kernels", "portable"});
  ASSERT_TRUE(record.is_object());
  EXPECT_EQ(ReadText(folder_ / "out.bin"), ReadText(folder / "expected.bin"));
  EXPECT_EQ(record["cases"][0]["layers"][0]["kernel_set"], "reference");
}

TEST_F(CompareTest, PortableIsFastOnTheProjectsOwnModel) {
  const std::optional<TestBoard> board = CountingBoard("cortex-m4");
  if (!board) GTEST_SKIP() << kNoCountingBoard;
  ExpectPortableIsFast(*board, model_, 2.6e6);
}

TEST_F(CompareTest, PortableIsAsFastAsPromised) {
  const std::optional<TestBoard> board = CountingBoard("cortex-m4");
  if (!board) GTEST_SKIP() << kNoCountingBoard;
  if (!Data()) GTEST_SKIP() << "MLPerf Tiny's files are absent (set ASSAY_DATA)";
  const std::pair<const char*, double> models[] = {{"kws_ref_model", 14.3e6},
                                                   {"vww_96_int8", 33e6},
                                                   {"pretrainedResnet_quant", 36e6},
                                                   {"ad01_int8", 0.65e6}};
  for (const auto& [name, most] : models)
    ExpectPortableIsFast(*board, *Data() + "/models/" + name + ".tflite", most);
}

// Exact figures, so equal kernels have a ratio of exactly one.
TEST_F(CompareTest, CountsOfAVirtualBoardRepeat) {
  const std::optional<TestBoard> board = CountingBoard();
  if (!board) GTEST_SKIP() << kNoCountingBoard;
  const Json json = RunJson({"compare", "--kernels", "reference,reference,ADD=reference", "--model", model_,
                             "--board", board->name});
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

// The input is to blame and not the rig, as in `assay infer`.
TEST_F(CompareTest, AModelThatFailsOnItsInputIsNoFaultOfTheRig) {
  runtime::testing::ModelSpec spec;
  spec.tensors = {{.shape = {4}, .scales = {1.0F}, .zero_points = {0}},
                  {.shape = {1}, .type = Type::kInt32},
                  {.shape = {1}, .scales = {1.0F}, .zero_points = {0}}};
  spec.operators = {{.opcode = static_cast<int32_t>(kernels::Opcode::kGather),
                     .inputs = {0, 1},
                     .outputs = {2},
                     .options = kernels::GatherOptions{}}};
  spec.inputs = {0, 1};
  spec.outputs = {2};
  const std::string model = Write("gather.tflite", spec);
  const std::string input = (folder_ / "out_of_range.bin").string();
  WriteText(input, std::string("\1\2\3\4\x4\0\0\0", 8));  // four values, and the index 4
  for (const TestBoard& board : ReadyBoards()) {
    const std::string compared = ErrorOf({"compare", "--kernels", "reference,portable", "--model", model,
                                          "--input", input, "--board", board.name},
                                         2);
    const std::string why =
        "input " + input +
        ": the model fails on the agent as in the reference: operator 0 GATHER: index out of range";
    EXPECT_NE(compared.find(model + " on " + board.name + ": with the kernels reference: " + why),
              std::string::npos)
        << compared;
    const std::string inferred = ErrorOf({"infer", model, "--input", input, "--board", board.name}, 2);
    EXPECT_NE(inferred.find(why), std::string::npos) << inferred;
  }
  WriteText(input, std::string("\1\2\3\4\3\0\0\0", 8));
  RunJson({"compare", "--kernels", "reference,portable", "--model", model, "--input", input});
}

// A circular buffer is not full after one row, and ends the inference: what comes after it has no figures.
TEST_F(CompareTest, AnInferenceThatEndsEarlyIsComparedUpToThere) {
  runtime::testing::ModelSpec spec;
  spec.tensors = {{.shape = {1, 1, 1, 4}, .scales = {1.0F}, .zero_points = {0}},
                  {.shape = {1, 4, 1, 4}, .scales = {1.0F}, .zero_points = {0}},
                  {.shape = {1, 4, 1, 4}, .scales = {1.0F / 256}, .zero_points = {-128}}};
  spec.operators = {
      {.opcode = static_cast<int32_t>(kernels::Opcode::kCircularBuffer), .inputs = {0}, .outputs = {1}},
      {.opcode = static_cast<int32_t>(kernels::Opcode::kSoftmax),
       .inputs = {1},
       .outputs = {2},
       .options = kernels::SoftmaxOptions{1.0F}}};
  spec.inputs = {0};
  spec.outputs = {2};
  const std::vector<std::string> command = {"compare", "--kernels", "reference,portable", "--model",
                                            Write("stream.tflite", spec)};
  const Json json = RunJson(command);
  ASSERT_TRUE(json.is_object());
  for (const Json& side : json["sides"]) {
    EXPECT_EQ(side["equal"], 5);
    ASSERT_EQ(side["layers"].size(), 2u);
    EXPECT_TRUE(side["layers"][0]["median"].is_number());
    EXPECT_TRUE(side["layers"][1]["median"].is_null());
  }
  const Result table = Run(command);
  EXPECT_EQ(table.exit_code, 0) << table.err;
  EXPECT_NE(table.out.find("CIRCULAR_BUFFER"), std::string::npos) << table.out;
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

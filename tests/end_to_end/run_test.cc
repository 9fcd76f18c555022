// assay run, from the command to the record, on every board there is.
#include <atomic>
#include <fstream>
#include <map>
#include <thread>

#include "tests/support/assay.h"

namespace assay::testing {
namespace {

using Json = nlohmann::json;

// Loading a model takes less of the stack than this, on every board.
constexpr int kMostLoadStack = 2048;

class RunTest : public AssayTest {
 protected:
  Json Keywords(const std::string& board, int inputs) const {
    return RunJson({"run", "--board", board, "--suite", "keywords", "--inputs", std::to_string(inputs)});
  }
};

TEST_F(RunTest, KeywordsAreBitExactAndEverythingIsMeasured) {
  for (const TestBoard& board : ReadyBoards()) {
    SCOPED_TRACE(board.name);
    const Json record = Keywords(board.name, 24);
    ASSERT_TRUE(record.is_object());
    EXPECT_EQ(record["schema"], "assay.record/1");
    EXPECT_EQ(record["verdict"], "pass");
    EXPECT_EQ(record["board"]["name"], board.name);
    EXPECT_EQ(record["board"]["virtual"], board.is_virtual);
    EXPECT_EQ(record["agent"]["digest"].get<std::string>().size(), 40u);
    EXPECT_GT(record["link"]["bytes_down"], 24 * 490);
    const Json& result = record["cases"][0];
    EXPECT_EQ(result["exactness"]["reference"], "tflm");
    EXPECT_EQ(result["exactness"]["inputs"], 24);
    EXPECT_EQ(result["exactness"]["equal"], 24);
    EXPECT_TRUE(result["exactness"]["first_difference"].is_null());
    EXPECT_EQ(result["exactness"]["operators_checked"], 24 * result["model"]["operators"].get<int>());
    EXPECT_EQ(result["accuracy"]["total"], 24);
    EXPECT_EQ(result["latency"]["domain"], board.domain);
    EXPECT_GT(result["latency"]["median"], 0);
    EXPECT_EQ(result["kernels"], record["agent"]["kernel_sets"][0]) << "what was left open is written out";
    ASSERT_EQ(result["layers"].size(), result["model"]["operators"]);
    double layers = 0;
    for (const Json& layer : result["layers"]) {
      EXPECT_TRUE(layer["kernel_set"] == "portable" || layer["kernel_set"] == "reference");
      EXPECT_EQ(layer["crc32"].get<std::string>().size(), 8u);
      layers += layer["count"].get<double>();
    }
    EXPECT_GT(layers, 0);
    EXPECT_EQ(result["layers"][0]["kernel_set"], "portable") << "the fastest set is the default";
    const Json& memory = result["memory"];
    EXPECT_EQ(memory["arena"], memory["persistent"].get<int>() + memory["activations"].get<int>() +
                                   memory["scratch"].get<int>() + memory["fragmentation"].get<int>());
    int persistent = 0;
    for (const auto& [name, bytes] : memory["persistent_parts"].items()) persistent += bytes.get<int>();
    EXPECT_EQ(memory["persistent"], persistent);
    EXPECT_EQ(memory["fragmentation"], 0);
    EXPECT_GT(memory["touched"], 0);
    EXPECT_GE(memory["touched"], memory["persistent"].get<int>() + memory["lower_bound"].get<int>());
    EXPECT_LE(memory["touched"], memory["arena"]);
    EXPECT_GT(memory["flash_runtime"], 1000);
    EXPECT_GT(memory["flash_model"], 1000);
#ifdef ASSAY_SANITIZED
    if (board.core == "host") continue;  // the sanitizer's own frames are on the stack
#endif
    EXPECT_GT(memory["stack"], 0);
    if (board.domain != "instructions") continue;
    EXPECT_GT(memory["load_stack"], 0);
    EXPECT_LT(memory["load_stack"], kMostLoadStack);
  }
}

TEST_F(RunTest, InstructionCountsRepeatExactlyEvenUnderLoad) {
  const std::optional<TestBoard> board = CountingBoard();
  if (!board) GTEST_SKIP() << kNoCountingBoard;
  const Json first = Keywords(board->name, 2)["cases"][0];
  std::atomic<bool> stop = false;
  std::vector<std::thread> load;
  for (unsigned i = 0; i < 2 * std::thread::hardware_concurrency(); ++i) {
    load.emplace_back([&] {
      while (!stop) {
      }
    });
  }
  const Json second = Keywords(board->name, 2)["cases"][0];
  stop = true;
  for (std::thread& thread : load) thread.join();
  EXPECT_EQ(first["latency"]["samples"], second["latency"]["samples"]);
  EXPECT_EQ(first["latency"]["cold"], second["latency"]["cold"]);
  EXPECT_EQ(first["layers"], second["layers"]);
  EXPECT_EQ(first["memory"], second["memory"]);
}

TEST_F(RunTest, AWrongKernelFailsAndItsOperatorIsNamed) {
  const Program::Environment faulty = {{"ASSAY_HOST_AGENT", ASSAY_FAULTY_AGENT}};
  const Json record = RunJson({"run", "--board", "host", "--inputs", "2", "--kernels", "faulty"}, 1, faulty);
  ASSERT_TRUE(record.is_object());
  EXPECT_EQ(record["verdict"], "fail");
  const Json& exactness = record["cases"][0]["exactness"];
  EXPECT_LT(exactness["equal"], exactness["inputs"]);
  const Json& difference = exactness["first_difference"];
  EXPECT_EQ(difference["operator_name"], "AVERAGE_POOL_2D");
  EXPECT_NE(difference["expected"], difference["actual"]);
  // The same image with its right kernels passes.
  EXPECT_EQ(
      RunJson({"run", "--board", "host", "--inputs", "2", "--kernels", "reference"}, 0, faulty)["verdict"],
      "pass");
  // One operator of the faulty set beside the reference.
  EXPECT_EQ(RunJson({"run", "--board", "host", "--inputs", "2", "--kernels", "reference,SOFTMAX=faulty"}, 1,
                    faulty)["cases"][0]["exactness"]["first_difference"]["operator_name"],
            "SOFTMAX");
}

// The arena that the official models need is known exactly, and the same on every board.
const std::map<std::string, int> kOfficialArenas = {
    {"kws01", 19056}, {"vww01", 59864}, {"ic01", 52544}, {"ad01", 3184}};

TEST_F(RunTest, OfficialModelsEqualTheGoldenOutputs) {
  if (!Data()) GTEST_SKIP() << "MLPerf Tiny's files are absent (set ASSAY_DATA)";
  for (const TestBoard& board : ReadyBoards()) {
    SCOPED_TRACE(board.name);
    std::vector<std::string> arguments = {"run",         "--board", board.name, "--suite",
                                          "mlperf-tiny", "--data",  *Data()};
    // All 200 keyword inputs run on the PC; on virtual boards the golden ones and a few more.
    if (board.is_virtual) arguments.insert(arguments.end(), {"--inputs", "16"});
    const Json record = RunJson(arguments);
    ASSERT_TRUE(record.is_object());
    ASSERT_EQ(record["cases"].size(), 4u);
    for (const Json& result : record["cases"]) {
      EXPECT_EQ(result["verdict"], "pass") << result["name"];
      EXPECT_GE(result["exactness"]["inputs"], 10);
      EXPECT_EQ(result["exactness"]["equal"], result["exactness"]["inputs"]);
      EXPECT_EQ(result["memory"]["arena"], kOfficialArenas.at(result["name"])) << result["name"];
      if (board.domain != "instructions") continue;
      EXPECT_GT(result["memory"]["load_stack"], 0) << result["name"];
      EXPECT_LT(result["memory"]["load_stack"], kMostLoadStack) << result["name"];
    }
    if (board.core != "host") continue;
    // What the golden outputs give: the rows of dataset_pred_200.txt that agree with the file's own label.
    std::ifstream predictions(*Data() + "/golden/kws/dataset_pred_200.txt");
    int correct = 0, total = 0;
    for (std::string name, predicted; predictions >> name >> predicted; ++total) {
      const size_t start = name.rfind('_') + 1;
      if (name.substr(start, name.find('.') - start) == predicted) ++correct;
    }
    EXPECT_EQ(record["cases"][0]["accuracy"]["total"], total);
    EXPECT_EQ(record["cases"][0]["accuracy"]["correct"], correct);
  }
}

TEST_F(RunTest, TableIsForPeopleAndOutForFiles) {
  const Result result =
      Run({"run", "--board", "host", "--inputs", "2", "--layers", "--out", folder_ / "record.json"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.out.find("2/2"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("DEPTHWISE_CONV_2D"), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find('\033'), std::string::npos) << "colours in a pipe";
  const Json record = Json::parse(ReadText(folder_ / "record.json"));
  EXPECT_EQ(record["verdict"], "pass");
  EXPECT_EQ(SpooledRecords().size(), 1u);
}

TEST_F(RunTest, RecordsFollowTheSchema) {
  if (std::string(ASSAY_PYTHON_PROGRAM).empty())
    GTEST_SKIP() << "the build was not told of a Python with jsonschema";
  for (const TestBoard& board : ReadyBoards()) {
    EXPECT_EQ(
        Run({"run", "--board", board.name, "--inputs", "1", "--out", folder_ / "record.json"}).exit_code, 0);
    Program check({ASSAY_PYTHON_PROGRAM, ASSAY_SOURCE_DIR "/tests/end_to_end/check_record.py",
                   ASSAY_SOURCE_DIR "/server/record/record.schema.json", folder_ / "record.json"});
    const Result result = check.Wait();
    EXPECT_EQ(result.exit_code, 0) << result.err;
  }
}

TEST_F(RunTest, InferWritesTheSameBytesOnEveryBoard) {
  const std::string inputs = ReadText(Suites("keywords/inputs.bin"));
  WriteText(folder_ / "in.bin", inputs.substr(490, 490));
  std::vector<std::string> outputs;
  for (const TestBoard& board : ReadyBoards()) {
    const std::string file = folder_ / (board.name + ".bin");
    const Result result = Run({"infer", Suites("keywords/keywords.tflite"), "--input", folder_ / "in.bin",
                               "--output", file, "--board", board.name});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    outputs.push_back(ReadText(file));
    EXPECT_EQ(outputs.back().size(), 12u);
    EXPECT_EQ(outputs.back(), outputs.front());
  }
}

}  // namespace
}  // namespace assay::testing

// What is wrong with a request is said in one line that helps, with the right exit code.
#include <random>

#include "device-agent/runtime/testing/model_builder.h"
#include "tests/support/assay.h"

namespace assay::testing {
namespace {

constexpr int kUsage = 2;
constexpr int kInfra = 3;

class BadInputTest : public AssayTest {
 protected:
  static std::string Model() { return Suites("keywords/keywords.tflite"); }
  std::string Input(size_t bytes = 490) const {
    WriteText(folder_ / "in.bin", std::string(bytes, '\0'));
    return folder_ / "in.bin";
  }
  static runtime::testing::ModelSpec LargeReshape(int elements) {
    runtime::testing::ModelSpec model;
    model.tensors = {{.shape = {1, elements}, .scales = {1.0f}, .zero_points = {0}},
                     {.shape = {elements, 1}, .scales = {1.0f}, .zero_points = {0}}};
    model.operators = {
        {.opcode = static_cast<int32_t>(kernels::Opcode::kReshape), .inputs = {0}, .outputs = {1}}};
    model.inputs = {0};
    model.outputs = {1};
    return model;
  }
  static runtime::testing::ModelSpec LargeFullyConnected(int inputs, int outputs) {
    runtime::testing::ModelSpec model;
    model.tensors = {
        {.shape = {1, inputs}, .scales = {1.0f}, .zero_points = {0}},
        {.shape = {outputs, inputs},
         .scales = {1.0f},
         .zero_points = {0},
         .data = std::vector<uint8_t>(static_cast<size_t>(inputs) * static_cast<size_t>(outputs))},
        {.shape = {1, outputs}, .scales = {1.0f}, .zero_points = {0}}};
    model.operators = {{.opcode = static_cast<int32_t>(kernels::Opcode::kFullyConnected),
                        .inputs = {0, 1},
                        .outputs = {2},
                        .options = kernels::FullyConnectedOptions()}};
    model.inputs = {0};
    model.outputs = {2};
    return model;
  }
  std::string InferError(const std::string& model, const std::string& input, int exit_code = kUsage) const {
    return ErrorOf({"infer", model, "--input", input}, exit_code);
  }
};

#define EXPECT_CONTAINS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

TEST_F(BadInputTest, TruncatedModel) {
  const std::string model = ReadText(Model());
  for (const size_t bytes : {size_t{0}, size_t{3}, size_t{100}, model.size() / 2, model.size() - 1}) {
    WriteText(folder_ / "cut.tflite", model.substr(0, bytes));
    const std::string fault =
        bytes == 0  ? "is empty"
        : bytes < 8 ? "is no .tflite file (TFL3 is not at byte 4)"
                    : "the FlatBuffer is broken; is the file complete (" + std::to_string(bytes) + " bytes)?";
    EXPECT_CONTAINS(InferError(folder_ / "cut.tflite", Input()), "cut.tflite: " + fault);
    EXPECT_CONTAINS(ErrorOf({"model", folder_ / "cut.tflite"}, kUsage), "cut.tflite: " + fault);
    EXPECT_CONTAINS(
        ErrorOf({"compare", "--model", folder_ / "cut.tflite", "--kernels", "reference,portable"}, kUsage),
        "cut.tflite: " + fault);
  }
}

TEST_F(BadInputTest, RandomModel) {
  std::mt19937 random(1);
  std::string bytes(5000, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  WriteText(folder_ / "random.tflite", bytes);
  EXPECT_CONTAINS(InferError(folder_ / "random.tflite", Input()), "random.tflite: is no .tflite file");
}

TEST_F(BadInputTest, UnsupportedOperatorIsNamed) {
  constexpr int kTopKV2 = 48;
  runtime::testing::ModelSpec model = runtime::testing::SmallModel();
  model.operators.back().opcode = kTopKV2;
  const std::vector<uint8_t> bytes = runtime::testing::BuildModel(model);
  WriteText(folder_ / "topk.tflite", std::string(bytes.begin(), bytes.end()));
  EXPECT_CONTAINS(InferError(folder_ / "topk.tflite", Input()), "operator 3 TOPK_V2: unsupported operator");
}

TEST_F(BadInputTest, InputOfTheWrongSize) {
  const std::string error = InferError(Model(), Input(489));
  EXPECT_CONTAINS(error, "in.bin: holds 489 bytes");
  EXPECT_CONTAINS(error, "takes 490 bytes, int8[1,49,10,1]");
}

TEST_F(BadInputTest, MissingFiles) {
  EXPECT_CONTAINS(InferError(folder_ / "nowhere.tflite", Input()), "nowhere.tflite: no such file");
  EXPECT_CONTAINS(InferError(Model(), folder_ / "nowhere.bin"), "nowhere.bin: no such file");
  EXPECT_CONTAINS(InferError(folder_.path(), Input()), "is a folder");
}

TEST_F(BadInputTest, OutputThatCannotBeWritten) {
  const std::string nowhere = folder_ / "nowhere/out";
  EXPECT_CONTAINS(ErrorOf({"infer", Model(), "--input", Input(), "--output", nowhere}, kUsage),
                  "cannot write " + nowhere);
  const Result result = Run({"model", Model(), "--svg", nowhere});
  EXPECT_EQ(result.exit_code, kUsage);
  EXPECT_EQ(result.out, "");
  EXPECT_CONTAINS(result.err, "cannot write " + nowhere);
}

TEST_F(BadInputTest, UnknownNamesSuggestTheNearest) {
  for (const TestBoard& board : ReadyBoards()) {
    EXPECT_CONTAINS(ErrorOf({"run", "--board", board.name + "x"}, kUsage),
                    "did you mean '" + board.name + "'?");
  }
  EXPECT_CONTAINS(ErrorOf({"run", "--board", "host", "--suite", "keyword"}, kUsage),
                  "did you mean 'keywords'?");
  EXPECT_CONTAINS(ErrorOf({"run", "--board", "host", "--case", "keyword"}, kUsage),
                  "did you mean 'keywords'?");
  EXPECT_CONTAINS(ErrorOf({"run", "--board", "host", "--kernels", "referense"}, kUsage),
                  "did you mean 'reference'?");
}

TEST_F(BadInputTest, WrongArguments) {
  EXPECT_EQ(Run({"run"}).exit_code, kUsage);
  EXPECT_CONTAINS(ErrorOf({"modle", "x"}, kUsage), "there is no command 'modle'; did you mean 'model'?");
  EXPECT_EQ(Run({"run", "--board", "host", "--mode", "fast"}).exit_code, kUsage);
  EXPECT_EQ(Run({"serve", "--listen", "nonsense"}).exit_code, kUsage);
  EXPECT_EQ(Run({"--help"}).exit_code, 0);
  EXPECT_EQ(Run({"run", "--help"}).exit_code, 0);
}

TEST_F(BadInputTest, WrongKernelsAreNoRun) {
  for (const char* kernels :
       {"reference,", "SOFTMAX=reference", "reference,SOFTMX=reference", "nonsense", "\xff"}) {
    EXPECT_CONTAINS(
        ErrorOf({"run", "--board", "host", "--kernels", kernels, "--server", "http://127.0.0.1:9"}, kUsage),
        "--kernels");
  }
  EXPECT_TRUE(SpooledRecords().empty());
  EXPECT_EQ(Run({"boards"}).err, "") << "something was left to be delivered";
}

TEST_F(BadInputTest, WrongServerAddress) {
  for (const char* server :
       {"localhost:8080", "https://127.0.0.1", "ftp://x", "http://", "http://a b", "http://a:99999"}) {
    EXPECT_CONTAINS(ErrorOf({"run", "--board", "host", "--server", server}, kUsage), "--server");
  }
}

TEST_F(BadInputTest, AStateFolderThatCannotBeHasNoSayInOtherCommands) {
  EXPECT_EQ(Run({"boards"}, {{"ASSAY_STATE", "/proc/nowhere"}}).exit_code, 0);
  EXPECT_CONTAINS(ErrorOf({"run", "--board", "host"}, kInfra, {{"ASSAY_STATE", "/proc/nowhere"}}),
                  "ASSAY_STATE");
}

TEST_F(BadInputTest, ModelWithNothingToRun) {
  runtime::testing::ModelSpec model = LargeReshape(8);
  model.operators.clear();
  model.outputs = {0};
  const std::vector<uint8_t> bytes = runtime::testing::BuildModel(model);
  WriteText(folder_ / "empty.tflite", std::string(bytes.begin(), bytes.end()));
  EXPECT_CONTAINS(InferError(folder_ / "empty.tflite", Input(8)), "no operators");
}

TEST_F(BadInputTest, SuiteWithoutItsData) {
  const std::string error =
      ErrorOf({"run", "--board", "host", "--suite", "mlperf-tiny"}, kUsage, {{"ASSAY_DATA", ""}});
  EXPECT_CONTAINS(error, "--data FOLDER");
  EXPECT_CONTAINS(error, "models/kws_ref_model.tflite");
}

TEST_F(BadInputTest, BrokenSuite) {
  std::filesystem::create_directories(folder_ / "suites/mine");
  WriteText(folder_ / "suites/mine/suite.yaml", "suite: mine\nversion: 1\ndescription: x\ncasess: []\n");
  const std::string error =
      ErrorOf({"run", "--board", "host", "--suite", "mine"}, kUsage, {{"ASSAY_SUITES", folder_ / "suites"}});
  EXPECT_CONTAINS(error, "suite.yaml:");
  EXPECT_CONTAINS(error, "cases");
}

TEST_F(BadInputTest, ChangedModelOfASuite) {
  std::filesystem::create_directory(folder_ / "suites");
  std::filesystem::copy(Suites("keywords"), folder_ / "suites/keywords",
                        std::filesystem::copy_options::recursive);
  std::string model = ReadText(Model());
  model[model.size() / 2] = static_cast<char>(model[model.size() / 2] ^ 1);
  WriteText(folder_ / "suites/keywords/keywords.tflite", model);
  const std::string error =
      ErrorOf({"run", "--board", "host"}, kUsage, {{"ASSAY_SUITES", folder_ / "suites"}});
  EXPECT_CONTAINS(error, "SHA-256");
}

TEST_F(BadInputTest, AModelThatCallsItselfIsRefused) {
  const std::string folder = std::string(ASSAY_SOURCE_DIR) + "/tests/cases/while_self/";
  for (const TestBoard& board : ReadyBoards()) {
    const std::string error = ErrorOf(
        {"infer", folder + "model.tflite", "--input", folder + "in.bin", "--board", board.name}, kUsage);
    EXPECT_CONTAINS(error, "calls too deep, or in a circle");
  }
}

// So many operators, each of 3,600 outputs of 36,000 weights.
std::string SlowModel(int32_t operators) {
  runtime::testing::ModelSpec model;
  const auto plain = [](std::vector<int32_t> shape) {
    return runtime::testing::TensorSpec{.shape = std::move(shape), .scales = {1.0f}, .zero_points = {0}};
  };
  model.tensors = {plain({1, 60, 60, 10}), plain({1, 60, 60, 10})};
  model.tensors[1].data = std::vector<uint8_t>(60 * 60 * 10, 1);
  for (int32_t i = 0; i < operators; ++i) {
    model.tensors.push_back(plain({1, 60, 60, 1}));
    model.operators.push_back(
        {.opcode = static_cast<int32_t>(kernels::Opcode::kConv2D),
         .inputs = {0, 1},
         .outputs = {2 + i},
         .options = kernels::Conv2DOptions{kernels::Padding::kSame, kernels::Activation::kNone, 1, 1, 1, 1}});
  }
  model.inputs = {0};
  model.outputs = {2};
  const std::vector<uint8_t> bytes = runtime::testing::BuildModel(model);
  return {bytes.begin(), bytes.end()};
}

TEST_F(BadInputTest, AModelOfMoreWorkThanItsDeadlineIsRefused) {
  WriteText(folder_ / "slow.tflite", SlowModel(1));
  WriteText(folder_ / "slower.tflite", SlowModel(100));
  for (const TestBoard& board : ReadyBoards()) {
    std::vector<std::string> infer = {
        "infer", folder_ / "slower.tflite", "--input", Input(36000), "--board", board.name};
    const std::string unasked = ErrorOf(infer, kUsage);
    EXPECT_CONTAINS(unasked, "12960000000 operations");
    EXPECT_CONTAINS(unasked, "its deadline is 10 s (--deadline)");
    infer[1] = folder_ / "slow.tflite";
    infer.insert(infer.end(), {"--deadline", "0.1"});
    const std::string asked = ErrorOf(infer, kUsage);
    EXPECT_CONTAINS(asked, "129600000 operations");
    EXPECT_CONTAINS(asked, "its deadline is 0.1 s (--deadline)");
  }
}

TEST_F(BadInputTest, ALoopThatDoesNotEndIsEndedByItsDeadline) {
  runtime::testing::ModelSpec model;
  const runtime::testing::TensorSpec value = {.shape = {64}, .scales = {1.0f}, .zero_points = {0}};
  const runtime::testing::TensorSpec flag = {.shape = {1}, .type = Type::kBool};
  model.tensors = {flag, value, flag, value};
  model.operators = {{.opcode = static_cast<int32_t>(kernels::Opcode::kWhile),
                      .inputs = {0, 1},
                      .outputs = {2, 3},
                      .options = kernels::WhileOptions{1, 1}}};
  model.inputs = {0, 1};
  model.outputs = {3};
  runtime::testing::ModelSpec same;
  same.tensors = {flag, value};
  same.inputs = {0, 1};
  same.outputs = {0, 1};
  model.called = {same};
  const std::vector<uint8_t> bytes = runtime::testing::BuildModel(model);
  WriteText(folder_ / "loop.tflite", std::string(bytes.begin(), bytes.end()));
  WriteText(folder_ / "one.bin", std::string(65, 1));
  for (const TestBoard& board : ReadyBoards()) {
    EXPECT_CONTAINS(ErrorOf({"infer", folder_ / "loop.tflite", "--input", folder_ / "one.bin", "--board",
                             board.name, "--deadline", "0.001"},
                            kUsage),
                    "deadline passed");
  }
}

TEST_F(BadInputTest, AnEmulatorThatIsNotInstalled) {
  const std::optional<TestBoard> board = CountingBoard();
  if (!board) GTEST_SKIP() << kNoCountingBoard;
  std::filesystem::create_directory(folder_ / "empty");
  const Result result = Run({"run", "--board", board->name}, {{"PATH", folder_ / "empty"}});
  EXPECT_EQ(result.exit_code, kInfra);
  EXPECT_CONTAINS(result.err, "needs the program " + board->program + ", which is not in PATH");
  EXPECT_CONTAINS(result.err, "install it: apt-get install ");
}

TEST_F(BadInputTest, ModelTooLargeForTheBoardsArena) {
  // A tensor larger than the board's whole arena.
  for (const TestBoard& board : ReadyBoards()) {
    const int elements = static_cast<int>(board.arena.value_or(4 << 20)) + 16;
    const std::vector<uint8_t> bytes = runtime::testing::BuildModel(LargeReshape(elements));
    WriteText(folder_ / "large.tflite", std::string(bytes.begin(), bytes.end()));
    const std::string error = ErrorOf(
        {"infer", folder_ / "large.tflite", "--input", Input(elements), "--board", board.name}, kUsage);
    EXPECT_CONTAINS(error, "arena too small");
    EXPECT_CONTAINS(error, "bytes needed");
    EXPECT_CONTAINS(error, "missing");
  }
}

TEST_F(BadInputTest, ModelTooLargeForTheBoardsStore) {
  const std::optional<TestBoard> board = CountingBoard();
  if (!board) GTEST_SKIP() << kNoCountingBoard;
  // Weights alone fill the store.
  constexpr int kOutputs = 1024;
  const int inputs = static_cast<int>(board->model_store.value()) / kOutputs;
  const std::vector<uint8_t> bytes = runtime::testing::BuildModel(LargeFullyConnected(inputs, kOutputs));
  WriteText(folder_ / "large.tflite", std::string(bytes.begin(), bytes.end()));
  const std::string error =
      ErrorOf({"infer", folder_ / "large.tflite", "--input", Input(inputs), "--board", board->name}, kUsage);
  EXPECT_CONTAINS(error, "model too large");
  EXPECT_CONTAINS(error, "missing");
}

}  // namespace
}  // namespace assay::testing

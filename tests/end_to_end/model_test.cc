// assay model: what is in a model, and what it costs.
#include <fstream>
#include <sstream>

#include "device-agent/runtime/testing/model_builder.h"
#include "tests/support/assay.h"

namespace assay::testing {
namespace {

using Json = nlohmann::json;
using runtime::testing::BuildModel;
using runtime::testing::ModelSpec;
using runtime::testing::SmallModel;
using runtime::testing::TensorSpec;

class ModelTest : public AssayTest {
 protected:
  std::string Write(const std::string& name, const std::vector<uint8_t>& bytes) const {
    const std::filesystem::path path = folder_ / name;
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return path.string();
  }

  // Of the runtime and of the kernels that the model takes, in the image of the board.
  int CodeBytes(const TestBoard& board, const std::string& file, const std::string& kernels) const {
    const Json json = RunJson({"model", file, "--kernels", kernels, "--board", board.name});
    const Json code = json.is_object() ? json["boards"].at(0)["code"] : Json();
    EXPECT_TRUE(code.is_object()) << file;
    if (!code.is_object()) return 0;
    EXPECT_GT(code["runtime"], 1000) << file;
    EXPECT_GT(code["kernels"], 1000) << file;
    return code["runtime"].get<int>() + code["kernels"].get<int>();
  }

  const std::string keywords_ = std::string(ASSAY_SOURCE_DIR) + "/suites/keywords/keywords.tflite";
};

// Bytes of one kind that are live at an operator.
uint64_t LiveAt(const Json& plan, uint64_t op, const std::string& kind) {
  uint64_t sum = 0;
  for (const Json& placement : plan) {
    if (placement["kind"] == kind && placement["first_operator"].get<uint64_t>() <= op &&
        op <= placement["last_operator"].get<uint64_t>()) {
      sum += placement["bytes"].get<uint64_t>();
    }
  }
  return sum;
}

void ExpectEveryByteAccountedFor(const Json& json) {
  const Json& memory = json["memory"];
  const auto bytes = [&](const char* field) { return memory[field].get<uint64_t>(); };
  uint64_t persistent = 0;
  for (const char* part : {"interpreter", "tensors", "operators", "params", "state"})
    persistent += bytes(part);
  EXPECT_EQ(bytes("persistent"), persistent);
  EXPECT_EQ(bytes("arena"), persistent + bytes("extent"));
  EXPECT_EQ(bytes("extent"), bytes("activations") + bytes("scratch") + bytes("fragmentation"));
  EXPECT_EQ(bytes("smallest_extent"), bytes("activations") + bytes("scratch"));
  EXPECT_LE(bytes("lower_bound"), bytes("smallest_extent"));

  const Json& plan = memory["plan"];
  uint64_t end = 0;
  for (const Json& placement : plan) {
    EXPECT_GE(placement["offset"].get<uint64_t>(), persistent);
    end = std::max(end, placement["offset"].get<uint64_t>() + placement["bytes"].get<uint64_t>());
  }
  EXPECT_EQ(bytes("arena"), end);
  // At the peak, but for what it costs that every placement begins at a multiple of 16.
  const uint64_t peak = bytes("peak_operator");
  const auto expect_live = [&](const char* field, const char* kind) {
    const uint64_t live = LiveAt(plan, peak, kind);
    EXPECT_GE(bytes(field), live) << field;
    EXPECT_LT(bytes(field), live + 16 * plan.size()) << field;
  };
  expect_live("activations", "activation");
  expect_live("scratch", "scratch");
  for (uint64_t op = 0; op < json["operators"].size(); ++op) {
    EXPECT_LE(LiveAt(plan, op, "activation") + LiveAt(plan, op, "scratch"), bytes("smallest_extent")) << op;
    EXPECT_LE(LiveAt(plan, op, "activation"), bytes("lower_bound")) << op;
  }
}

TEST_F(ModelTest, EveryByteOfTheArenaIsAccountedFor) {
  for (const char* kernels : {"reference", "portable"}) {
    SCOPED_TRACE(kernels);
    const Json json = RunJson({"model", keywords_, "--memory", "--kernels", kernels});
    ASSERT_TRUE(json.is_object());
    ExpectEveryByteAccountedFor(json);
    EXPECT_EQ(json["operators"].size(), 10u);
    EXPECT_EQ(json["operators"][0]["op"], "CONV_2D");
    EXPECT_GT(json["operators"][0]["macs"], 0);
    EXPECT_GT(json["weights"], 0);
  }
}

// Of a fully connected layer with portable kernels, whose scratch the planner puts below the activations.
TEST_F(ModelTest, ScratchIsAccountedForWhereverItLies) {
  ModelSpec spec;
  spec.tensors = {{.shape = {1, 640}, .scales = {0.5f}, .zero_points = {0}},
                  {.shape = {128, 640}, .scales = {0.5f}, .data = std::vector<uint8_t>(128 * 640, 1)},
                  {.shape = {1, 128}, .scales = {0.5f}, .zero_points = {0}}};
  spec.operators = {{.opcode = static_cast<int32_t>(kernels::Opcode::kFullyConnected),
                     .inputs = {0, 1, -1},
                     .outputs = {2},
                     .options = kernels::FullyConnectedOptions{}}};
  spec.inputs = {0};
  spec.outputs = {2};
  const std::string file = Write("dense.tflite", BuildModel(spec));
  const std::string svg = (folder_ / "dense.svg").string();
  const Json json = RunJson({"model", file, "--kernels", "portable", "--svg", svg});
  ASSERT_TRUE(json.is_object());
  ExpectEveryByteAccountedFor(json);
  EXPECT_EQ(json["memory"]["activations"], 640 + 128);
  EXPECT_EQ(json["memory"]["scratch"], 2 * 640);
  EXPECT_EQ(json["memory"]["lower_bound"], 640 + 128);
  EXPECT_NE(ReadText(svg).find("at the peak (operator 0) activations 768 and scratch 1,280"),
            std::string::npos);
  const std::string out = Run({"model", file, "--kernels", "portable"}).out;
  EXPECT_NE(out.find("at its peak (operator 0) activations 768 + scratch 1,280, + fragmentation 0\n"),
            std::string::npos)
      << out;
  EXPECT_NE(out.find("no plan can be smaller than what is live at the peak, 2,048; without any scratch, than "
                     "768\n"),
            std::string::npos)
      << out;
}

// A WHILE whose body is a fully connected layer: it runs as long as the first value says so.
ModelSpec Loop() {
  const TensorSpec flag = {.shape = {1}, .type = Type::kBool};
  const TensorSpec values = {.shape = {1, 4}, .scales = {0.5f}, .zero_points = {0}};
  ModelSpec spec;
  spec.tensors = {flag, values, flag, values};
  spec.operators = {{.opcode = static_cast<int32_t>(kernels::Opcode::kWhile),
                     .inputs = {0, 1},
                     .outputs = {2, 3},
                     .options = kernels::WhileOptions{1, 2}}};
  spec.inputs = {0, 1};
  spec.outputs = {3};
  ModelSpec condition;
  condition.tensors = {flag, values};
  condition.inputs = {0, 1};
  condition.outputs = {0};
  ModelSpec body;
  body.tensors = {flag,
                  values,
                  {.shape = {4, 4}, .scales = {0.5f}, .data = std::vector<uint8_t>(16, 1)},
                  values,
                  {.shape = {1}, .type = Type::kBool, .data = {0}}};
  body.operators = {{.opcode = static_cast<int32_t>(kernels::Opcode::kFullyConnected),
                     .inputs = {1, 2, -1},
                     .outputs = {3},
                     .options = kernels::FullyConnectedOptions{}}};
  body.inputs = {0, 1};
  body.outputs = {4, 3};
  spec.called = {condition, body};
  return spec;
}

TEST_F(ModelTest, SubgraphsAreDescribed) {
  const std::string file = Write("loop.tflite", BuildModel(Loop()));
  const Json json = RunJson({"model", file});
  ASSERT_TRUE(json.is_object());
  EXPECT_EQ(json["operators"].size(), 1u);
  EXPECT_EQ(json["macs"], 0);
  ASSERT_EQ(json["subgraphs"].size(), 2u);
  const Json& condition = json["subgraphs"][0];
  EXPECT_EQ(condition["index"], 1);
  EXPECT_EQ(condition["callers"],
            Json::array({{{"subgraph", 0}, {"operator", 0}, {"op", "WHILE"}, {"role", "condition"}}}));
  EXPECT_TRUE(condition["operators"].empty());
  const Json& body = json["subgraphs"][1];
  EXPECT_EQ(body["callers"][0]["role"], "body");
  EXPECT_EQ(body["input"], "bool[1], int8[1,4]");
  ASSERT_EQ(body["operators"].size(), 1u);
  EXPECT_EQ(body["operators"][0]["op"], "FULLY_CONNECTED");
  EXPECT_EQ(body["operators"][0]["macs"], 16);
  EXPECT_EQ(body["macs"], 16);
  EXPECT_EQ(body["weights"], 16);

  const std::string out = Run({"model", file}).out;
  // No table follows where there is no operator.
  EXPECT_NE(out.find("\n  0 operators, 0 MACs, 0 bytes of constants\n\nsubgraph 2"), std::string::npos)
      << out;
  EXPECT_NE(out.find("subgraph 1: condition of operator 0 WHILE\n"), std::string::npos) << out;
  EXPECT_NE(out.find("subgraph 2: body of operator 0 WHILE\n"), std::string::npos) << out;
  EXPECT_NE(out.find("\n  1 operator, 16 MACs, 16 bytes of constants"), std::string::npos) << out;
  EXPECT_NE(out.find("FULLY_CONNECTED"), std::string::npos) << out;
  EXPECT_NE(out.find("A WHILE runs its body once a turn"), std::string::npos) << out;
}

// The memory of the agent on the PC is not known before it runs.
TEST_F(ModelTest, ABoardWithoutAMemoryMapIsNamed) {
  const Json json = RunJson({"model", keywords_, "--board", "host"});
  ASSERT_TRUE(json.is_object());
  ASSERT_EQ(json["boards"].size(), 1u);
  EXPECT_EQ(json["boards"][0]["name"], "host");
  EXPECT_TRUE(json["boards"][0]["fits"].is_null());
  EXPECT_TRUE(json["boards"][0]["arena_there"].is_null());
  const std::string out = Run({"model", keywords_, "--board", "host"}).out;
  EXPECT_NE(out.find("no memory map: a program of this PC"), std::string::npos) << out;
}

TEST_F(ModelTest, AViewIsListedWithWhatItSees) {
  const TensorSpec values = {.shape = {1, 4}, .scales = {0.5f}, .zero_points = {0}};
  ModelSpec spec;
  spec.tensors = {values, values, values};
  for (const int32_t tensor : {0, 1}) {
    spec.operators.push_back({.opcode = static_cast<int32_t>(kernels::Opcode::kReshape),
                              .inputs = {tensor},
                              .outputs = {tensor + 1}});
  }
  spec.inputs = {0};
  spec.outputs = {2};
  const std::string out = Run({"model", Write("views.tflite", BuildModel(spec)), "--memory"}).out;
  for (const char* text : {"tensor 1: view of tensor 0  from operator 0 on",
                           "tensor 2: view of tensor 0  from operator 1 on", "multiples of 16"}) {
    EXPECT_NE(out.find(text), std::string::npos) << text << "\n" << out;
  }
}

TEST_F(ModelTest, ThePictureHasEverythingThatIsPlaced) {
  const std::string file = (folder_ / "plan.svg").string();
  const Json json = RunJson({"model", keywords_, "--svg", file});
  std::stringstream svg;
  svg << std::ifstream(file).rdbuf();
  EXPECT_EQ(svg.str().find("<svg "), 0u);
  for (const Json& placement : json["memory"]["plan"]) {
    const std::string name = placement["kind"] == "scratch"
                                 ? std::string("scratch:")
                                 : "tensor " + std::to_string(placement["tensor"].get<int>()) + ":";
    EXPECT_NE(svg.str().find(name), std::string::npos) << name;
  }
  EXPECT_EQ(svg.str().find("operators 0 to 0"), std::string::npos);
  for (const char* legend : {">persistent<", ">activations<", ">scratch<", ">lower bound: ", ">arena ",
                             ">bytes of the arena<", ">operators in order<"}) {
    EXPECT_NE(svg.str().find(legend), std::string::npos) << legend;
  }
}

// However few operators a model has, the lines of text above the plot have room.
TEST_F(ModelTest, ThePictureOfASmallModelIsWideEnough) {
  const std::string file = (folder_ / "plan.svg").string();
  const Result result = Run({"model", Write("loop.tflite", BuildModel(Loop())), "--svg", file});
  ASSERT_EQ(result.exit_code, 0);
  EXPECT_NE(result.err.find("memory plan written to " + file), std::string::npos) << result.err;
  const std::string svg = ReadText(file);
  const std::string width = " width=\"";
  ASSERT_NE(svg.find(width), std::string::npos);
  EXPECT_GE(std::stoi(svg.substr(svg.find(width) + width.size())), 860);
}

TEST_F(ModelTest, SaysWhatIsMissingOnABoardItDoesNotFit) {
  const std::optional<TestBoard> small = CountingBoard();
  if (!small) GTEST_SKIP() << kNoCountingBoard;
  // Two activations, of which one alone fills the arena.
  constexpr int32_t kRow = 512;
  const auto rows = static_cast<int32_t>(small->arena.value()) / kRow;
  ModelSpec spec;
  spec.tensors = {{.shape = {rows, kRow}, .scales = {0.5f}, .zero_points = {0}},
                  {.shape = {rows, kRow}, .scales = {1.0f / 256}, .zero_points = {-128}}};
  spec.operators = {{.opcode = static_cast<int32_t>(kernels::Opcode::kSoftmax),
                     .inputs = {0},
                     .outputs = {1},
                     .options = kernels::SoftmaxOptions{1.0f}}};
  spec.inputs = {0};
  spec.outputs = {1};
  const Json json = RunJson({"model", Write("large.tflite", BuildModel(spec)), "--board", small->name});
  ASSERT_TRUE(json.is_object());
  const Json& board = json["boards"].at(0);
  EXPECT_FALSE(board["fits"]);
  EXPECT_EQ(board["arena_missing"].get<int64_t>(),
            json["memory"]["arena"].get<int64_t>() - board["arena_there"].get<int64_t>());
}

// Still described: that is when somebody wants to know what is in it.
TEST_F(ModelTest, ARefusedModelIsDescribed) {
  ModelSpec spec = SmallModel();
  spec.operators[0].opcode = 30;  // SKIP_GRAM
  const std::string file = Write("refused.tflite", BuildModel(spec));
  const Json json = RunJson({"model", file}, 2);
  ASSERT_TRUE(json.is_object());
  EXPECT_EQ(json["operators"][0]["op"], "SKIP_GRAM");
  EXPECT_TRUE(json["operators"][0]["kernel_set"].is_null());
  EXPECT_TRUE(json["memory"].is_null());
  EXPECT_NE(json["refused"].get<std::string>().find("unsupported operator"), std::string::npos);
  EXPECT_FALSE(json["boards"].at(0)["fits"]);
  EXPECT_NE(Run({"model", file}).err.find("SKIP_GRAM"), std::string::npos);
  const std::string svg = folder_ / "plan.svg";
  EXPECT_NE(Run({"model", file, "--svg", svg}).err.find("plan.svg was not written"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(svg));
}

// What is enough, so that growth does not go unnoticed.
TEST_F(ModelTest, CodeForTheProjectsOwnModelIsSmall) {
  const std::optional<TestBoard> board = CountingBoard("cortex-m4");
  if (!board) GTEST_SKIP() << kNoCountingBoard;
  EXPECT_LT(CodeBytes(*board, keywords_, "reference"), 27'000);
  EXPECT_LT(CodeBytes(*board, keywords_, "portable"), 37'200);
}

// Text and constants in bytes of TensorFlow Lite Micro for the same models on the same core, reference
// kernels, GCC 12.2: what there is to beat. And what is enough for us.
TEST_F(ModelTest, CodeIsSmallerThanTensorFlowLiteMicros) {
  const std::optional<TestBoard> board = CountingBoard("cortex-m4");
  if (!board) GTEST_SKIP() << kNoCountingBoard;
  if (!Data()) GTEST_SKIP() << "MLPerf Tiny's files are absent (set ASSAY_DATA)";
  struct Budget {
    const char* model;
    int theirs, ours;
  };
  const Budget budgets[] = {{"kws_ref_model", 40'254, 24'700},
                            {"vww_96_int8", 40'254, 24'700},
                            {"pretrainedResnet_quant", 44'666, 25'100},
                            {"ad01_int8", 19'254, 18'850}};
  for (const auto& [name, theirs, ours] : budgets) {
    const int bytes = CodeBytes(*board, *Data() + "/models/" + name + ".tflite", "reference");
    EXPECT_LT(bytes, theirs) << name;
    EXPECT_LT(bytes, ours) << name;
  }
}

}  // namespace
}  // namespace assay::testing

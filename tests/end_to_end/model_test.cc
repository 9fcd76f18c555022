// assay model: what is in a model, and what it costs.
#include <fstream>
#include <sstream>

#include "runtime/testing/model_builder.h"
#include "tests/support/assay.h"

namespace assay::testing {
namespace {

using Json = nlohmann::json;
using runtime::testing::BuildModel;
using runtime::testing::ModelSpec;
using runtime::testing::SmallModel;

class ModelTest : public AssayTest {
 protected:
  std::string Write(const std::string& name, const std::vector<uint8_t>& bytes) const {
    const std::filesystem::path path = folder_ / name;
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return path.string();
  }

  const std::string keywords_ = std::string(ASSAY_SOURCE_DIR) + "/suites/keywords/keywords.tflite";
};

TEST_F(ModelTest, EveryByteOfTheArenaIsAccountedFor) {
  const Json json = RunJson({"model", keywords_, "--memory"});
  ASSERT_TRUE(json.is_object());
  const Json& memory = json["memory"];
  uint64_t persistent = 0;
  for (const char* part : {"interpreter", "tensors", "operators", "params", "state"}) {
    persistent += memory[part].get<uint64_t>();
  }
  EXPECT_EQ(memory["persistent"], persistent);
  EXPECT_EQ(memory["arena"].get<uint64_t>(),
            persistent + memory["activations"].get<uint64_t>() + memory["scratch"].get<uint64_t>());
  uint64_t end = 0;
  for (const Json& placement : memory["plan"]) {
    EXPECT_GE(placement["offset"].get<uint64_t>(), persistent);
    end = std::max(end, placement["offset"].get<uint64_t>() + placement["bytes"].get<uint64_t>());
  }
  EXPECT_EQ(memory["arena"], end);
  EXPECT_EQ(json["operators"].size(), 10u);
  EXPECT_EQ(json["operators"][0]["op"], "CONV_2D");
  EXPECT_GT(json["operators"][0]["macs"], 0);
  EXPECT_GT(json["weights"], 0);
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
}

TEST_F(ModelTest, SaysWhatIsMissingOnABoardItDoesNotFit) {
  // Two activations of 400 kB each, which is more than virt-m4's 512 KiB.
  ModelSpec spec;
  spec.tensors = {{.shape = {400, 1000}, .scales = {0.5f}, .zero_points = {0}},
                  {.shape = {400, 1000}, .scales = {1.0f / 256}, .zero_points = {-128}}};
  spec.operators = {{.opcode = static_cast<int32_t>(kernels::Opcode::kSoftmax),
                     .inputs = {0},
                     .outputs = {1},
                     .options = kernels::SoftmaxOptions{1.0f}}};
  spec.inputs = {0};
  spec.outputs = {1};
  const Json json = RunJson({"model", Write("large.tflite", BuildModel(spec)), "--board", "virt-m4"});
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
}

// Text and constants in bytes of TensorFlow Lite Micro for the same models on the same core, reference
// kernels, GCC 12.2: what there is to beat.
TEST_F(ModelTest, CodeIsSmallerThanTensorFlowLiteMicros) {
  if (!HasVirtualBoard()) GTEST_SKIP() << "virt-m4 is not built, or QEMU is not installed";
  if (!Data()) GTEST_SKIP() << "MLPerf Tiny's files are absent (set ASSAY_DATA)";
  const std::pair<const char*, int> models[] = {{"kws_ref_model", 40'254},
                                                {"vww_96_int8", 40'254},
                                                {"pretrainedResnet_quant", 44'666},
                                                {"ad01_int8", 19'254}};
  for (const auto& [name, theirs] : models) {
    const std::string file = *Data() + "/models/" + name + ".tflite";
    const Json json = RunJson({"model", file, "--kernels", "reference", "--board", "virt-m4"});
    ASSERT_TRUE(json.is_object()) << name;
    const Json& code = json["boards"].at(0)["code"];
    ASSERT_TRUE(code.is_object()) << name;
    EXPECT_LT(code["runtime"].get<int>() + code["kernels"].get<int>(), theirs) << name;
    EXPECT_GT(code["kernels"].get<int>(), 1000) << name;
  }
}

}  // namespace
}  // namespace assay::testing

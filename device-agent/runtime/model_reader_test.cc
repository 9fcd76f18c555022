#include "runtime/model_reader.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "kernels/reference/reference.h"
#include "runtime/interpreter.h"
#include "runtime/testing/aligned_bytes.h"
#include "runtime/testing/model_builder.h"

namespace assay::runtime {
namespace {

using kernels::Opcode;
using testing::AlignedBytes;
using testing::BuildModel;
using testing::ModelSpec;
using testing::SmallModel;

constexpr const kernels::KernelSet* kSets[] = {&kernels::kReference};

// Loads the bytes, and runs the model if that succeeds.
Fault Try(std::span<const uint8_t> bytes) {
  AlignedBytes model(bytes);
  AlignedBytes arena(8192);
  Fault fault;
  Interpreter* interpreter = Interpreter::Load(model.span(), arena.span(), {kSets, ""}, &fault);
  EXPECT_EQ(interpreter != nullptr, fault.status == Status::kOk);
  if (interpreter != nullptr) {
    interpreter->Invoke(nullptr);
    (void)interpreter->memory();
    for (int32_t i = 0; i < interpreter->allocation_count(); ++i) (void)interpreter->allocation(i);
  }
  return fault;
}

Fault Try(const std::function<void(ModelSpec&)>& change) {
  ModelSpec spec = SmallModel();
  change(spec);
  return Try(BuildModel(spec));
}

TEST(ModelReaderTest, ASmallModelLoads) {
  EXPECT_EQ(Try([](ModelSpec&) {}).status, Status::kOk);
}

TEST(ModelReaderTest, SubgraphsThatNothingCallsAreIgnored) {
  EXPECT_EQ(Try([](ModelSpec& spec) { spec.subgraphs = 2; }).status, Status::kOk);
}

TEST(ModelReaderTest, OpcodesMayStandInTheOldField) {
  EXPECT_EQ(Try([](ModelSpec& spec) { spec.old_opcode_field = true; }).status, Status::kOk);
}

TEST(ModelReaderTest, RefusesWhatIsNoModel) {
  EXPECT_EQ(Try(std::span<const uint8_t>()).status, Status::kMalformedModel);
  EXPECT_EQ(Try(std::vector<uint8_t>(100, 0)).status, Status::kMalformedModel);
  EXPECT_EQ(Try(std::vector<uint8_t>(100, 255)).status, Status::kMalformedModel);
}

TEST(ModelReaderTest, RefusesAMisalignedModel) {
  const std::vector<uint8_t> bytes = BuildModel(SmallModel());
  AlignedBytes model(bytes.size() + 4);
  AlignedBytes arena(8192);
  std::copy(bytes.begin(), bytes.end(), model.span().begin() + 4);
  Fault fault;
  EXPECT_EQ(Interpreter::Load(model.span().subspan(4), arena.span(), {kSets, ""}, &fault), nullptr);
  EXPECT_EQ(fault.status, Status::kBadRequest);
}

TEST(ModelReaderTest, RefusesEveryTruncation) {
  const std::vector<uint8_t> bytes = BuildModel(SmallModel());
  size_t refused = 0;
  for (size_t size = 0; size < bytes.size(); ++size) {
    const Status status = Try(std::span(bytes).first(size)).status;
    // The last bytes may be padding.
    if (size + 16 < bytes.size()) {
      EXPECT_NE(status, Status::kOk) << size;
    }
    refused += status != Status::kOk;
  }
  EXPECT_GE(refused, bytes.size() - 16);
}

TEST(ModelReaderTest, SurvivesEveryByteSetToExtremes) {
  const std::vector<uint8_t> bytes = BuildModel(SmallModel());
  for (size_t i = 0; i < bytes.size(); ++i) {
    for (const int value : {0x00, 0x01, 0x7F, 0x80, 0xFF}) {
      std::vector<uint8_t> changed = bytes;
      changed[i] = static_cast<uint8_t>(value);
      Try(changed);
    }
  }
}

TEST(ModelReaderTest, SurvivesRandomFlips) {
  const std::vector<uint8_t> bytes = BuildModel(SmallModel());
  std::mt19937 random(7);
  int refused = 0;
  for (int round = 0; round < 20000; ++round) {
    std::vector<uint8_t> changed = bytes;
    const auto flips = 1 + random() % 6;
    for (size_t i = 0; i < flips; ++i)
      changed[random() % changed.size()] ^= static_cast<uint8_t>(1U << random() % 8);
    refused += Try(changed).status != Status::kOk;
  }
  EXPECT_GT(refused, 1000);
}

struct BadModel {
  const char* name;
  std::function<void(ModelSpec&)> change;
  Status status;
  int32_t operator_index = -1;
  int32_t tensor = -1;
};

class BadModelTest : public ::testing::TestWithParam<BadModel> {};

TEST_P(BadModelTest, IsRefusedByName) {
  const Fault fault = Try(GetParam().change);
  EXPECT_STREQ(StatusName(fault.status), StatusName(GetParam().status));
  EXPECT_EQ(fault.operator_index, GetParam().operator_index);
  EXPECT_EQ(fault.tensor, GetParam().tensor);
  EXPECT_EQ(fault.opcode >= 0, fault.operator_index >= 0 && GetParam().name != std::string("OpcodeIndex"));
}

const BadModel kBadModels[] = {
    {"Version", [](ModelSpec& m) { m.version = 2; }, Status::kUnsupportedVersion},
    {"NoSubgraph", [](ModelSpec& m) { m.subgraphs = 0; }, Status::kMalformedModel},
    {"TooManySubgraphs", [](ModelSpec& m) { m.subgraphs = 65; }, Status::kModelTooLarge},
    {"UnknownOperator", [](ModelSpec& m) { m.operators[1].opcode = 150; }, Status::kUnsupportedOperator, 1},
    {"CustomOperator", [](ModelSpec& m) { m.operators[1].opcode = 32; }, Status::kUnsupportedOperator, 1},
    {"HugeOpcode", [](ModelSpec& m) { m.operators[1].opcode = 65536 + 22; }, Status::kUnsupportedOperator, 1},
    {"OpcodeIndex", [](ModelSpec& m) { m.operators[3].opcode_index = 9; }, Status::kMalformedModel, 3},
    {"TensorIndex", [](ModelSpec& m) { m.operators[2].inputs[1] = 8; }, Status::kMalformedModel, 2, 8},
    {"NegativeTensor", [](ModelSpec& m) { m.operators[2].inputs[1] = -2; }, Status::kMalformedModel, 2, -2},
    {"AbsentInput", [](ModelSpec& m) { m.operators[0].inputs[1] = -1; }, Status::kMalformedModel, 0},
    {"NoInputs", [](ModelSpec& m) { m.operators[3].inputs.clear(); }, Status::kUnsupportedType, 3},
    {"NoOutputs", [](ModelSpec& m) { m.operators[3].outputs.clear(); }, Status::kMalformedModel, 3},
    {"ManyInputs", [](ModelSpec& m) { m.operators[0].inputs.resize(100, 0); }, Status::kUnsupportedShape, 0},
    {"InputIndex", [](ModelSpec& m) { m.inputs = {99}; }, Status::kMalformedModel, -1, 99},
    {"OutputIndex", [](ModelSpec& m) { m.outputs = {-1}; }, Status::kMalformedModel, -1, -1},
    {"InputTwice",
     [](ModelSpec& m) {
       m.inputs = {0, 0};
     },
     Status::kMalformedModel, -1, 0},
    {"ConstantAsInput",
     [](ModelSpec& m) {
       m.inputs = {0, 5};
     },
     Status::kMalformedModel, -1, 5},
    {"OutputNeverWritten", [](ModelSpec& m) { m.operators.pop_back(); }, Status::kMalformedModel, -1, 7},
    {"ReadBeforeWritten", [](ModelSpec& m) { m.inputs.clear(); }, Status::kMalformedModel, 0, 0},
    {"WrittenTwice", [](ModelSpec& m) { m.operators[1].outputs = {3}; }, Status::kMalformedModel, 1, 3},
    {"Cycle", [](ModelSpec& m) { m.operators[0].inputs[0] = 3; }, Status::kMalformedModel, 0, 3},
    {"InputWritten", [](ModelSpec& m) { m.operators[0].outputs = {0}; }, Status::kMalformedModel, 0, 0},
    {"ConstantWritten", [](ModelSpec& m) { m.tensors[4].data.resize(32); }, Status::kMalformedModel, 1, 4},
    {"BufferIndex", [](ModelSpec& m) { m.tensors[1].buffer = 77; }, Status::kMalformedModel, 0, 1},
    {"BufferSize", [](ModelSpec& m) { m.tensors[1].data.pop_back(); }, Status::kMalformedModel, 0, 1},
    {"ExternalBuffer", [](ModelSpec& m) { m.tensors[1].external_offset = 64; }, Status::kMalformedModel, 0,
     1},
    {"UnknownType", [](ModelSpec& m) { m.tensors[3].type = static_cast<Type>(5); }, Status::kUnsupportedType,
     0, 3},
    {"FloatInput",
     [](ModelSpec& m) {
       m.tensors[0].type = Type::kFloat32;
       m.tensors[0].scales.clear();
     },
     Status::kUnsupportedType, 0},
    {"FloatWeights",
     [](ModelSpec& m) {
       m.tensors[5].type = Type::kFloat32;
       m.tensors[5].data.resize(4 * 128);
     },
     Status::kUnsupportedType, 2},
    {"NegativeDim", [](ModelSpec& m) { m.tensors[0].shape[0] = -1; }, Status::kUnsupportedShape, -1, 0},
    {"EmptyDim", [](ModelSpec& m) { m.tensors[3].shape[1] = 0; }, Status::kUnsupportedShape, 0, 3},
    {"Rank7", [](ModelSpec& m) { m.tensors[3].shape = {1, 1, 1, 1, 4, 4, 2}; }, Status::kUnsupportedShape, 0,
     3},
    {"ElementsOverflow",
     [](ModelSpec& m) {
       m.tensors[3].shape = {65536, 65536, 65536, 65536};
     },
     Status::kUnsupportedShape, 0, 3},
    {"BytesOverflow",
     [](ModelSpec& m) {
       m.tensors[3].type = Type::kInt64;
       m.tensors[3].scales.clear();
       m.tensors[3].shape = {65536, 16384};
     },
     Status::kUnsupportedShape, 0, 3},
    {"OutputShape",
     [](ModelSpec& m) {
       m.tensors[3].shape = {1, 4, 5, 2};
     },
     Status::kBadShape, 0},
    {"ReshapeElements",
     [](ModelSpec& m) {
       m.tensors[4].shape = {1, 31};
     },
     Status::kBadShape, 1},
    {"BiasSize",
     [](ModelSpec& m) {
       m.tensors[2].shape = {1};
       m.tensors[2].scales = {0.1f};
       m.tensors[2].zero_points = {0};
       m.tensors[2].data.resize(4);
     },
     Status::kBadShape, 0},
    {"ScaleCount",
     [](ModelSpec& m) {
       m.tensors[1].scales = {1, 1, 1};
     },
     Status::kBadQuantization, 0, 1},
    {"Axis", [](ModelSpec& m) { m.tensors[1].axis = 4; }, Status::kBadQuantization, 0, 1},
    {"OtherAxis", [](ModelSpec& m) { m.tensors[1].axis = 3; }, Status::kBadQuantization, 0},
    {"ZeroPointRange", [](ModelSpec& m) { m.tensors[0].zero_points = {128}; }, Status::kBadQuantization, -1,
     0},
    {"ZeroPointCount",
     [](ModelSpec& m) {
       m.tensors[0].zero_points = {1, 1};
     },
     Status::kBadQuantization, -1, 0},
    {"ChannelZeroPoint",
     [](ModelSpec& m) {
       m.tensors[1].zero_points = {0, 1};
     },
     Status::kBadQuantization, 0, 1},
    {"NoScale", [](ModelSpec& m) { m.tensors[3].scales.clear(); }, Status::kBadQuantization, 0},
    {"ZeroScale", [](ModelSpec& m) { m.tensors[3].scales = {0.0f}; }, Status::kBadQuantization, 0},
    {"NanScale",
     [](ModelSpec& m) {
       m.tensors[1].scales = {1.0f, std::numeric_limits<float>::quiet_NaN()};
     },
     Status::kBadQuantization, 0},
    {"InfiniteScale",
     [](ModelSpec& m) {
       m.tensors[1].scales = {1.0f, std::numeric_limits<float>::infinity()};
     },
     Status::kBadQuantization, 0},
    {"HugeMultiplier", [](ModelSpec& m) { m.tensors[3].scales = {1e-12f}; }, Status::kBadQuantization, 0},
    {"SoftmaxScale", [](ModelSpec& m) { m.tensors[7].scales = {1.0f / 128}; }, Status::kBadQuantization, 3},
    {"NoOptions", [](ModelSpec& m) { m.operators[0].options = {}; }, Status::kUnsupportedOption, 0},
    {"OtherOptions",
     [](ModelSpec& m) {
       m.operators[0].options = kernels::SoftmaxOptions{1.0f};
       m.operators[0].options_of = static_cast<int32_t>(kernels::Opcode::kSoftmax);
     },
     Status::kMalformedModel, 0},
    {"ZeroStride", [](ModelSpec& m) { m.operators[0].options.as<kernels::Conv2DOptions>().stride_width = 0; },
     Status::kUnsupportedOption, 0},
    {"UnknownActivation",
     [](ModelSpec& m) {
       m.operators[0].options.as<kernels::Conv2DOptions>().activation = static_cast<kernels::Activation>(77);
     },
     Status::kUnsupportedOption, 0},
    {"ShuffledWeights",
     [](ModelSpec& m) { m.operators[2].options.as<kernels::FullyConnectedOptions>().weights_format = 1; },
     Status::kUnsupportedOption, 2},
    {"TooManyOperators",
     [](ModelSpec& m) { m.operators.resize(ModelReader::kMaxOperators + 1, m.operators.back()); },
     Status::kModelTooLarge},
};

INSTANTIATE_TEST_SUITE_P(Models, BadModelTest, ::testing::ValuesIn(kBadModels),
                         [](const auto& bad) { return std::string(bad.param.name); });

}  // namespace
}  // namespace assay::runtime

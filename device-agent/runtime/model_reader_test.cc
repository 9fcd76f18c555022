#include "device-agent/runtime/model_reader.h"

#include <gmock/gmock.h>

#include <cstring>
#include <functional>
#include <random>
#include <set>

#include "device-agent/runtime/interpreter.h"
#include "device-agent/runtime/testing/aligned_bytes.h"
#include "device-agent/runtime/testing/model_builder.h"
#include "kernels/reference/reference.h"
#include "kernels/status_info.h"

namespace assay::runtime {
namespace {

using kernels::Opcode;
using testing::AlignedBytes;
using testing::BuildModel;
using ::testing::Contains;
using testing::ModelSpec;
using testing::OperatorSpec;
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
  EXPECT_EQ(Try(std::span<const uint8_t>()).status, Status::kNotAModel);
  EXPECT_EQ(Try(std::vector<uint8_t>(100, 0)).status, Status::kNotAModel);
  EXPECT_EQ(Try(std::vector<uint8_t>(100, 255)).status, Status::kNotAModel);
}

// What is said of the models that differ from this one by `add` in a word.
std::set<Status> OfChangedWords(const std::vector<uint8_t>& bytes, uint32_t add) {
  std::set<Status> statuses;
  for (size_t at = 0; at + sizeof(uint32_t) <= bytes.size(); at += sizeof(uint32_t)) {
    std::vector<uint8_t> changed = bytes;
    uint32_t word;
    std::memcpy(&word, &changed[at], sizeof(word));
    word += add;
    std::memcpy(&changed[at], &word, sizeof(word));
    statuses.insert(Try(changed).status);
  }
  return statuses;
}

// What the verifier has not seen, since the runtime's schema does not know it, and offsets that are wrong.
TEST(ModelReaderTest, NamesWhatAChangedOffsetBreaks) {
  ModelSpec spec = SmallModel();
  spec.operators[1].opcode = static_cast<int32_t>(Opcode::kSqueeze);
  static constexpr int32_t kFirst[] = {0};
  spec.operators[1].options = kernels::SqueezeOptions{{kFirst, 1}};
  EXPECT_THAT(OfChangedWords(BuildModel(spec), 0x10000000), Contains(Status::kOptionOutside));
  EXPECT_THAT(OfChangedWords(BuildModel(spec), 0x10000000), Contains(Status::kBrokenFlatBuffer));
  // Two bytes on the vector has a length of 0, and its elements are not aligned.
  EXPECT_THAT(OfChangedWords(BuildModel(spec), 2), Contains(Status::kMisalignedOption));
  // Four bytes on the constant has a length of 8 as well.
  spec.tensors[2] = {.shape = {1}, .type = Type::kInt64, .data = {8, 0, 0, 0, 0, 0, 0, 0}};
  EXPECT_THAT(OfChangedWords(BuildModel(spec), 4), Contains(Status::kMisalignedBuffer));
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

// All operators that run subgraphs or use variables: CALL_ONCE sets a variable, IF chooses between its value
// and the input, WHILE doubles that as long as the second input is true, which is once.
ModelSpec ControlFlow() {
  const testing::TensorSpec value = {.shape = {4}, .scales = {1.0f}, .zero_points = {0}};
  const testing::TensorSpec flag = {.shape = {1}, .type = Type::kBool};
  const testing::TensorSpec handle = {.shape = {1}, .type = Type::kResource};
  const auto opcode = [](Opcode code) { return static_cast<int32_t>(code); };
  static constexpr uint8_t kName[] = {'v'};
  const kernels::VarHandleOptions named = {{kName, 1}, {kName, 1}};
  testing::TensorSpec one = value;
  one.data = {1, 2, 3, 4};
  testing::TensorSpec no = flag;
  no.data = {0};
  const kernels::AddOptions add = {kernels::Activation::kNone, false};

  ModelSpec spec;
  spec.tensors = {value, flag, handle, value, value, flag, value};
  spec.operators = {{opcode(Opcode::kCallOnce), {}, {}, kernels::CallOnceOptions{1}},
                    {opcode(Opcode::kVarHandle), {}, {2}, named},
                    {opcode(Opcode::kReadVariable), {2}, {3}},
                    {opcode(Opcode::kIf), {1, 0, 3}, {4}, kernels::IfOptions{2, 3}},
                    {opcode(Opcode::kWhile), {1, 4}, {5, 6}, kernels::WhileOptions{4, 5}}};
  spec.inputs = {0, 1};
  spec.outputs = {6};
  ModelSpec first;
  first.tensors = {handle, one};
  first.operators = {{opcode(Opcode::kVarHandle), {}, {0}, named},
                     {opcode(Opcode::kAssignVariable), {0, 1}, {}}};
  ModelSpec then;
  then.tensors = {value, value};
  then.inputs = {0, 1};
  then.outputs = {0};
  ModelSpec otherwise = then;
  otherwise.outputs = {1};
  ModelSpec condition;
  condition.tensors = {flag, value};
  condition.inputs = {0, 1};
  condition.outputs = {0};
  ModelSpec body = condition;
  body.tensors = {flag, value, no, value};
  body.operators = {{opcode(Opcode::kAdd), {1, 1}, {3}, add}};
  body.outputs = {2, 3};
  spec.called = {first, then, otherwise, condition, body};
  return spec;
}

TEST(ModelReaderTest, AModelWithSubgraphsLoads) {
  EXPECT_EQ(Try(BuildModel(ControlFlow())).status, Status::kOk);
}

TEST(ModelReaderTest, SurvivesChangesOfAModelWithSubgraphs) {
  const std::vector<uint8_t> bytes = BuildModel(ControlFlow());
  for (size_t i = 0; i < bytes.size(); ++i) {
    for (const int value : {0x00, 0x01, 0x02, 0x05, 0x7F, 0xFF}) {
      std::vector<uint8_t> changed = bytes;
      changed[i] = static_cast<uint8_t>(value);
      Try(changed);
    }
  }
  std::mt19937 random(8);
  for (int round = 0; round < 10000; ++round) {
    std::vector<uint8_t> changed = bytes;
    const auto flips = 1 + random() % 4;
    for (size_t i = 0; i < flips; ++i)
      changed[random() % changed.size()] ^= static_cast<uint8_t>(1U << random() % 8);
    Try(changed);
  }
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
  const bool has_opcode =
      fault.status != Status::kNoSuchOperatorCode && fault.status != Status::kNegativeOpcode;
  EXPECT_EQ(fault.opcode >= 0, fault.operator_index >= 0 && has_opcode);
}

const BadModel kBadModels[] = {
    {"Version", [](ModelSpec& m) { m.version = 2; }, Status::kUnsupportedVersion},
    {"NoSubgraph", [](ModelSpec& m) { m.subgraphs = 0; }, Status::kNoSubgraph},
    {"TooManySubgraphs", [](ModelSpec& m) { m.subgraphs = 65; }, Status::kModelTooLarge},
    {"UnknownOperator", [](ModelSpec& m) { m.operators[1].opcode = 150; }, Status::kUnsupportedOperator, 1},
    {"CustomOperator", [](ModelSpec& m) { m.operators[1].opcode = 32; }, Status::kUnsupportedOperator, 1},
    {"NegativeOpcode", [](ModelSpec& m) { m.operators[1].opcode = -2; }, Status::kNegativeOpcode, 1},
    {"HugeOpcode", [](ModelSpec& m) { m.operators[1].opcode = 65536 + 22; }, Status::kUnsupportedOperator, 1},
    {"OpcodeIndex", [](ModelSpec& m) { m.operators[3].opcode_index = 9; }, Status::kNoSuchOperatorCode, 3},
    {"TensorIndex", [](ModelSpec& m) { m.operators[2].inputs[1] = 8; }, Status::kNoSuchTensor, 2, 8},
    {"NegativeTensor", [](ModelSpec& m) { m.operators[2].inputs[1] = -2; }, Status::kNoSuchTensor, 2, -2},
    {"AbsentInput", [](ModelSpec& m) { m.operators[0].inputs[1] = -1; }, Status::kAbsentOperand, 0},
    {"NoInputs", [](ModelSpec& m) { m.operators[3].inputs.clear(); }, Status::kUnsupportedType, 3},
    {"NoOutputs", [](ModelSpec& m) { m.operators[3].outputs.clear(); }, Status::kOperandCount, 3},
    {"ManyInputs", [](ModelSpec& m) { m.operators[0].inputs.resize(100, 0); }, Status::kUnsupportedShape, 0},
    {"InputIndex", [](ModelSpec& m) { m.inputs = {99}; }, Status::kNoSuchTensor, -1, 99},
    {"OutputIndex", [](ModelSpec& m) { m.outputs = {-1}; }, Status::kNoSuchTensor, -1, -1},
    {"InputTwice",
     [](ModelSpec& m) {
       m.inputs = {0, 0};
     },
     Status::kWrittenTwice, -1, 0},
    {"ConstantAsInput",
     [](ModelSpec& m) {
       m.inputs = {0, 5};
     },
     Status::kConstantWritten, -1, 5},
    {"OutputNeverWritten", [](ModelSpec& m) { m.operators.pop_back(); }, Status::kReadBeforeWritten, -1, 7},
    {"ReadBeforeWritten", [](ModelSpec& m) { m.inputs.clear(); }, Status::kReadBeforeWritten, 0, 0},
    {"WrittenTwice", [](ModelSpec& m) { m.operators[1].outputs = {3}; }, Status::kWrittenTwice, 1, 3},
    {"Cycle", [](ModelSpec& m) { m.operators[0].inputs[0] = 3; }, Status::kReadBeforeWritten, 0, 3},
    {"InputWritten", [](ModelSpec& m) { m.operators[0].outputs = {0}; }, Status::kWrittenTwice, 0, 0},
    {"ConstantWritten", [](ModelSpec& m) { m.tensors[4].data.resize(32); }, Status::kConstantWritten, 1, 4},
    {"BufferIndex", [](ModelSpec& m) { m.tensors[1].buffer = 77; }, Status::kNoSuchBuffer, 0, 1},
    {"BufferSize", [](ModelSpec& m) { m.tensors[1].data.pop_back(); }, Status::kBufferSize, 0, 1},
    {"ExternalBuffer", [](ModelSpec& m) { m.tensors[1].external_offset = 64; }, Status::kExternalBuffer, 0,
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
     Status::kOtherOptions, 0},
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

class BadSubgraphTest : public ::testing::TestWithParam<BadModel> {};

TEST_P(BadSubgraphTest, IsRefusedByName) {
  ModelSpec spec = ControlFlow();
  GetParam().change(spec);
  const Fault fault = Try(BuildModel(spec));
  EXPECT_STREQ(StatusName(fault.status), StatusName(GetParam().status));
  EXPECT_EQ(fault.operator_index, GetParam().operator_index);
}

kernels::IfOptions& IfOf(ModelSpec& m) { return m.operators[3].options.as<kernels::IfOptions>(); }
kernels::WhileOptions& WhileOf(ModelSpec& m) { return m.operators[4].options.as<kernels::WhileOptions>(); }

// Puts a call before all else that a subgraph does.
void CallFrom(ModelSpec& m, size_t subgraph, Opcode opcode, const testing::OptionsSpec& options) {
  std::vector<OperatorSpec>& operators = m.called[subgraph - 1].operators;
  operators.insert(operators.begin(), {static_cast<int32_t>(opcode), {}, {}, options});
}

const BadModel kBadSubgraphs[] = {
    {"Negative", [](ModelSpec& m) { IfOf(m).then_subgraph = -1; }, Status::kNoSuchSubgraph, 3},
    {"OutOfRange", [](ModelSpec& m) { IfOf(m).else_subgraph = 6; }, Status::kNoSuchSubgraph, 3},
    {"TheModelItself", [](ModelSpec& m) { WhileOf(m).body_subgraph = 0; }, Status::kNoSuchSubgraph, 4},
    {"CallsItself",
     [](ModelSpec& m) {
       m.called[4].operators = {m.operators[4]};
       m.called[4].operators[0].inputs = {0, 1};
       m.called[4].operators[0].outputs = {2, 3};
       m.called[4].tensors[2].data.clear();
     },
     Status::kCallsTooDeep, 0},
    {"ConditionAndBodyAreTheLoopItself",
     [](ModelSpec& m) {
       CallFrom(m, 1, Opcode::kWhile, kernels::WhileOptions{1, 1});
     },
     Status::kCallsTooDeep, 0},
    {"TwoOperatorsCallTheirOwnSubgraph",
     [](ModelSpec& m) {
       CallFrom(m, 1, Opcode::kIf, kernels::IfOptions{1, 1});
       CallFrom(m, 1, Opcode::kIf, kernels::IfOptions{1, 1});
     },
     Status::kCallsTooDeep, 0},
    {"TheSecondBranchIsTheCallerItself",
     [](ModelSpec& m) {
       CallFrom(m, 1, Opcode::kIf, kernels::IfOptions{2, 1});
     },
     Status::kCallsTooDeep, 0},
    {"CircleOfTwo",
     [](ModelSpec& m) {
       CallFrom(m, 1, Opcode::kCallOnce, kernels::CallOnceOptions{2});
       CallFrom(m, 2, Opcode::kCallOnce, kernels::CallOnceOptions{1});
     },
     Status::kCallsTooDeep, 0},
    {"CircleOfThreeCalledTwice",
     [](ModelSpec& m) {
       CallFrom(m, 1, Opcode::kWhile, kernels::WhileOptions{2, 2});
       CallFrom(m, 2, Opcode::kIf, kernels::IfOptions{4, 3});
       CallFrom(m, 3, Opcode::kIf, kernels::IfOptions{1, 1});
     },
     Status::kCallsTooDeep, 0},
    {"TooDeep",
     [](ModelSpec& m) {
       for (int32_t i = 0; i < 7; ++i) {
         ModelSpec caller;
         caller.operators = {
             {static_cast<int32_t>(Opcode::kCallOnce), {}, {}, kernels::CallOnceOptions{7 + i}}};
         m.called.push_back(caller);
       }
       m.operators[0].options = kernels::CallOnceOptions{6};
     },
     Status::kCallsTooDeep, 0},
    {"NameTooLong",
     [](ModelSpec& m) {
       static constexpr uint8_t kName[257] = {};
       m.operators[1].options.as<kernels::VarHandleOptions>().shared_name = {kName, sizeof(kName)};
     },
     Status::kNameTooLong, 1},
    {"TooFewInputs", [](ModelSpec& m) { m.operators[3].inputs.pop_back(); }, Status::kCallOperands, 3},
    {"TooManyOutputs",
     [](ModelSpec& m) {
       m.called[2].outputs = {1, 0};
     },
     Status::kCallOperands, 3},
    {"OtherType", [](ModelSpec& m) { m.called[1].tensors[1].type = Type::kUInt8; }, Status::kUnsupportedType,
     3},
    {"OtherShape", [](ModelSpec& m) { m.called[1].tensors[1].shape = {5}; }, Status::kBadShape, 3},
    {"ConditionOfIf", [](ModelSpec& m) { m.operators[3].inputs[0] = 0; }, Status::kUnsupportedType, 3},
    {"ConditionOfWhile", [](ModelSpec& m) { m.called[3].outputs = {1}; }, Status::kUnsupportedType, 4},
    {"NoCondition", [](ModelSpec& m) { m.called[3].outputs.clear(); }, Status::kNoCondition, 4},
    {"ValuesOfWhile", [](ModelSpec& m) { m.operators[4].outputs.pop_back(); }, Status::kOperandCount, 4},
    {"CallOnceWithInputs",
     [](ModelSpec& m) {
       m.called[0].tensors.push_back(m.tensors[0]);
       m.called[0].inputs = {2};
     },
     Status::kCallOperands, 0},
    {"InsideOfASubgraph", [](ModelSpec& m) { m.called[4].operators[0].inputs[0] = 9; }, Status::kNoSuchTensor,
     0},
    {"ReadBeforeWritten",
     [](ModelSpec& m) {
       m.called[4].operators[0].inputs = {3, 3};
     },
     Status::kReadBeforeWritten, 0},
    {"TooFewInputsOfTheSubgraph", [](ModelSpec& m) { m.called[4].inputs = {1}; }, Status::kCallOperands, 4},
    {"ConstantAsInput",
     [](ModelSpec& m) {
       m.called[1].tensors[0].data = {1, 2, 3, 4};
     },
     Status::kConstantWritten},
    {"HandleType", [](ModelSpec& m) { m.tensors[2].type = Type::kInt8; }, Status::kUnsupportedType, 1},
    {"HandleShape", [](ModelSpec& m) { m.tensors[2].shape = {2}; }, Status::kBadShape, 1},
    {"NoName", [](ModelSpec& m) { m.operators[1].options = {}; }, Status::kNoVariableName, 1},
};

INSTANTIATE_TEST_SUITE_P(Subgraphs, BadSubgraphTest, ::testing::ValuesIn(kBadSubgraphs),
                         [](const auto& bad) { return std::string(bad.param.name); });

}  // namespace
}  // namespace assay::runtime

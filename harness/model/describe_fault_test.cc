#include "harness/model/describe_fault.h"

#include <gmock/gmock.h>

#include <functional>
#include <limits>

#include "device-agent/runtime/testing/model_builder.h"
#include "harness/base/file.h"
#include "harness/base/resources.h"
#include "harness/model/host_model.h"
#include "kernels/reference/reference.h"
#include "kernels/status_info.h"

namespace assay {
namespace {

using runtime::Fault;
using runtime::testing::ModelSpec;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const kernels::KernelSet* kSets[] = {&kernels::kReference};

// What is said of the small model after a change.
std::string Refusal(const std::function<void(ModelSpec&)>& change) {
  ModelSpec spec = runtime::testing::SmallModel();
  change(spec);
  return HostModel(runtime::testing::BuildModel(spec), kSets).DescribeRefusal();
}

TEST(DescribeFaultTest, NamesOperandTensorFieldAndValues) {
  EXPECT_EQ(
      Refusal([](ModelSpec& m) { m.tensors[1].data.pop_back(); }),
      "operator 0 CONV_2D, inputs[1], tensor 1 int8[2,3,3,2] (subgraphs[0].tensors[1].buffer): the data "
      "are not of the size of type and shape: 35 bytes, not 36");
  EXPECT_EQ(Refusal([](ModelSpec& m) { m.tensors[1].buffer = 77; }),
            "operator 0 CONV_2D, inputs[1], tensor 1 int8[2,3,3,2] (subgraphs[0].tensors[1].buffer): no such "
            "buffer: 77 of 3");
  EXPECT_EQ(Refusal([](ModelSpec& m) { m.operators[2].inputs[1] = 8; }),
            "operator 2 FULLY_CONNECTED, inputs[1], tensor 8: no such tensor: the subgraph has 8");
  EXPECT_EQ(Refusal([](ModelSpec& m) { m.operators[2].outputs = {-2}; }),
            "operator 2 FULLY_CONNECTED, outputs[0], tensor -2: no such tensor: the subgraph has 8");
  EXPECT_EQ(Refusal([](ModelSpec& m) { m.inputs = {99}; }),
            "inputs[0], tensor 99: no such tensor: the subgraph has 8");
  EXPECT_EQ(Refusal([](ModelSpec& m) { m.operators[3].opcode_index = 9; }),
            "operator 3 (subgraphs[0].operators[3].opcode_index): no such operator code: the model has 3");
}

TEST(DescribeFaultTest, NamesTheOperandThatAKernelRefuses) {
  EXPECT_EQ(Refusal([](ModelSpec& m) { m.operators[0].inputs[1] = -1; }),
            "operator 0 CONV_2D, inputs[1]: an input that the operator needs is absent");
  const std::string scale =
      Refusal([](ModelSpec& m) { m.tensors[1].scales[1] = std::numeric_limits<float>::quiet_NaN(); });
  EXPECT_EQ(scale,
            "operator 0 CONV_2D, inputs[1], tensor 1 int8[2,3,3,2] (subgraphs[0].tensors[1].quantization): "
            "bad quantization: 2 scales (nan 0.01), zero points (0 0) along dimension 0");
  EXPECT_THAT(Refusal([](ModelSpec& m) { m.tensors[3].scales.clear(); }),
              HasSubstr("outputs[0], tensor 3 int8[1,4,4,2] (subgraphs[0].tensors[3].quantization): bad "
                        "quantization: no scale; convert with full integer quantization"));
}

TEST(DescribeFaultTest, ShowsWhatContradictsEachOther) {
  EXPECT_EQ(Refusal([](ModelSpec& m) {
              m.tensors[3].shape = {1, 4, 5, 2};
            }),
            "operator 0 CONV_2D: bad shape: from int8[1,4,4,2], int8[2,3,3,2], int32[2] to int8[1,4,5,2]");
  EXPECT_EQ(Refusal([](ModelSpec& m) { m.operators[3].outputs.clear(); }),
            "operator 3 SOFTMAX: the operator takes or gives another number of tensors: from int8[1,4] to "
            "nothing");
}

TEST(DescribeFaultTest, SaysWhatToDoWhereThereIsAUsualCause) {
  EXPECT_EQ(
      Refusal([](ModelSpec& m) { m.tensors[0].shape[0] = -1; }),
      "inputs[0], tensor 0 int8[-1,4,4,2] (subgraphs[0].tensors[0].shape): unsupported shape: converted "
      "with an open dimension; convert with a fixed batch and input size");
  EXPECT_THAT(Refusal([](ModelSpec& m) { m.tensors[3].shape[1] = 0; }), HasSubstr(": a dimension is 0"));
  EXPECT_THAT(Refusal([](ModelSpec& m) { m.tensors[3].shape = {1, 1, 1, 1, 4, 4, 2}; }),
              HasSubstr("7 dimensions, of at most 6"));
  EXPECT_THAT(Refusal([](ModelSpec& m) { m.tensors[3].type = static_cast<Type>(5); }),
              HasSubstr("tensor 3 type 5[1,4,4,2] (subgraphs[0].tensors[3].type): unsupported type"));
}

TEST(DescribeFaultTest, AFileThatIsNoModel) {
  const auto refusal = [](std::vector<uint8_t> bytes) { return HostModel(bytes, kSets).DescribeRefusal(); };
  EXPECT_EQ(refusal({}), "is empty");
  EXPECT_EQ(refusal(std::vector<uint8_t>(100)), "is no .tflite file (TFL3 is not at byte 4)");
  std::vector<uint8_t> half = runtime::testing::BuildModel(runtime::testing::SmallModel());
  half.resize(half.size() / 2);
  EXPECT_THAT(refusal(half), StartsWith("the FlatBuffer is broken; is the file complete ("));
  EXPECT_EQ(Refusal([](ModelSpec& m) { m.subgraphs = 0; }), "the model has no subgraph");
}

TEST(DescribeFaultTest, WithoutAModelItIsWhatTheFaultHolds) {
  const Fault fault = {.status = Status::kBadQuantization, .operator_index = 2, .opcode = 9, .operand = 1};
  EXPECT_EQ(DescribeFault(fault), "operator 2 FULLY_CONNECTED, operand 1: bad quantization");
  EXPECT_EQ(DescribeFault({.status = Status::kArenaTooSmall, .needed = 300, .available = 100}),
            "arena too small: 300 bytes needed, 100 there, 200 missing");
  EXPECT_EQ(DescribeFault({.status = Status::kReadBeforeWritten, .subgraph = 2, .tensor = 3}),
            "subgraph 2, tensor 3: a tensor is read before anything writes it");
}

TEST(DescribeFaultTest, NamesTensorsAsTheModelDoes) {
  const std::vector<uint8_t> bytes = ReadFile(SuitesFolder() / "keywords/keywords.tflite");
  const Fault fault = {.status = Status::kBadQuantization, .operator_index = 0, .opcode = 3, .operand = 0};
  const std::string text = HostModel(bytes, kSets).Describe(fault);
  EXPECT_THAT(text, HasSubstr(" 'serving_default_"));
  EXPECT_THAT(text, HasSubstr(" int8[1,49,10,1] (subgraphs[0].tensors["));
  EXPECT_THAT(text, HasSubstr("].quantization): bad quantization: 1 scales ("));
}

// A fault arrives over the link: nothing in it is taken for granted.
TEST(DescribeFaultTest, NumbersThatTheModelDoesNotHave) {
  const std::vector<uint8_t> bytes = runtime::testing::BuildModel(runtime::testing::SmallModel());
  const HostModel model(bytes, kSets);
  for (const StatusInfo& info : Statuses()) {
    for (const int32_t number : {-1000, -1, 0, 7, 1000, std::numeric_limits<int32_t>::max()}) {
      EXPECT_THAT(model.Describe({.status = info.status,
                                  .subgraph = number,
                                  .operator_index = number,
                                  .opcode = number,
                                  .tensor = number,
                                  .operand = number}),
                  ::testing::Not(""));
      EXPECT_THAT(model.Describe({.status = info.status, .tensor = number}), ::testing::Not(""));
      EXPECT_THAT(model.Describe({.status = info.status, .operator_index = 0, .operand = number}),
                  ::testing::Not(""));
    }
  }
}

}  // namespace
}  // namespace assay

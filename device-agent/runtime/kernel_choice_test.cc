#include "device-agent/runtime/kernel_choice.h"

#include <gtest/gtest.h>

#include <string>

#include "kernels/status_info.h"

namespace assay::runtime {
namespace {

using kernels::Kernel;
using kernels::KernelSet;
using kernels::Opcode;

// They write down that they were asked, in what the params are here.
Status Decline(const kernels::Operation& /*operation*/, void* params, kernels::Needs* needs) {
  *static_cast<std::string*>(params) += '-';
  needs->scratch_bytes = 100;
  return Status::kNotMine;
}
Status Accept(const kernels::Operation& /*operation*/, void* params, kernels::Needs* /*needs*/) {
  *static_cast<std::string*>(params) += '+';
  return Status::kOk;
}

constexpr Kernel kAddInt8 = {.opcode = Opcode::kAdd, .type = Type::kInt8, .prepare = Accept};
constexpr Kernel kAddInt16 = {.opcode = Opcode::kAdd, .type = Type::kInt16, .prepare = Accept};
constexpr Kernel kChoosyAdd = {.opcode = Opcode::kAdd, .type = Type::kInt8, .prepare = Decline};
constexpr Kernel kConv2DInt8 = {.opcode = Opcode::kConv2D, .type = Type::kInt8, .prepare = Accept};
constexpr Kernel kReshape = {.opcode = Opcode::kReshape, .prepare = Accept};
// Its first input is no activation.
constexpr Kernel kSplit = {
    .opcode = Opcode::kSplit, .type = Type::kInt8, .typed_input = 1, .prepare = Accept};
constexpr const Kernel* kFastKernels[] = {&kAddInt8};
constexpr const Kernel* kMiddleKernels[] = {&kAddInt8, &kConv2DInt8};
constexpr const Kernel* kSlowKernels[] = {&kAddInt8, &kConv2DInt8, &kAddInt16, &kReshape, &kSplit};
constexpr KernelSet kFast = {"fast", kFastKernels};
constexpr KernelSet kMiddle = {"middle", kMiddleKernels};
constexpr KernelSet kSlow = {"slow", kSlowKernels};
constexpr const KernelSet* kSets[] = {&kFast, &kMiddle, &kSlow};

Status Check(const char* text) { return CheckKernelChoice({kSets, text}); }

const char* Chosen(const char* text, Opcode opcode, Type type = Type::kInt8) {
  EXPECT_EQ(Check(text), Status::kOk) << text;
  kernels::Tensor inputs[2];
  inputs[0].type = type;
  inputs[1].type = Type::kInt8;
  kernels::Operation operation = {};
  operation.opcode = opcode;
  operation.inputs = inputs;
  operation.input_count = 2;
  ChosenKernel chosen;
  const Status status = ChooseKernel({kSets, text}, operation, &chosen);
  if (status != Status::kOk) return StatusName(status);
  EXPECT_EQ(kSets[chosen.set]->kernels[chosen.row], chosen.kernel);
  return kSets[chosen.set]->name;
}

TEST(KernelChoiceTest, AnEmptyTextChoosesTheFirstSet) { EXPECT_STREQ(Chosen("", Opcode::kAdd), "fast"); }

TEST(KernelChoiceTest, FallsBackAlongTheOrderOfSets) {
  EXPECT_STREQ(Chosen("", Opcode::kConv2D), "middle");
  EXPECT_STREQ(Chosen("fast", Opcode::kConv2D), "middle");
  EXPECT_STREQ(Chosen("fast", Opcode::kAdd, Type::kInt16), "slow");
  EXPECT_STREQ(Chosen("slow", Opcode::kConv2D), "slow");
}

TEST(KernelChoiceTest, AnOperatorMayHaveItsOwnSet) {
  EXPECT_STREQ(Chosen("fast,0=slow", Opcode::kAdd), "slow");
  EXPECT_STREQ(Chosen("slow,0=fast,3=middle", Opcode::kConv2D), "middle");
  EXPECT_STREQ(Chosen("slow,3=fast", Opcode::kConv2D), "middle");
  EXPECT_STREQ(Chosen("slow,0=fast,0=middle", Opcode::kAdd), "middle");
}

TEST(KernelChoiceTest, AKernelOfAnyTypeTakesEveryType) {
  EXPECT_STREQ(Chosen("", Opcode::kReshape, Type::kFloat32), "slow");
}

TEST(KernelChoiceTest, SaysWhetherOperatorOrTypeIsMissing) {
  EXPECT_STREQ(Chosen("", Opcode::kSoftmax), "unsupported operator");
  EXPECT_STREQ(Chosen("", Opcode::kAdd, Type::kFloat32), "unsupported type");
}

TEST(KernelChoiceTest, AKernelSaysWhichInputItsTypeIsOf) {
  EXPECT_STREQ(Chosen("", Opcode::kSplit, Type::kInt32), "slow");
}

// The set that the kernel is of that accepts the operation in the end.
const char* Prepared(std::span<const KernelSet* const> sets, std::string* asked) {
  const KernelChoice choice = {sets, ""};
  kernels::Tensor input;
  input.type = Type::kInt8;
  kernels::Operation operation = {};
  operation.opcode = Opcode::kAdd;
  operation.inputs = &input;
  operation.input_count = 1;
  ChosenKernel chosen;
  EXPECT_EQ(ChooseKernel(choice, operation, &chosen), Status::kOk);
  kernels::Needs needs;
  const Status status = PrepareKernel(choice, operation, &chosen, asked, &needs);
  if (status != Status::kOk) return StatusName(status);
  EXPECT_EQ(needs.scratch_bytes, 0u);  // what the others asked for does not count
  return sets[chosen.set]->name;
}

TEST(KernelChoiceTest, AKernelMayLeaveAnOperationToTheNextSet) {
  static constexpr const Kernel* kChoosyKernels[] = {&kChoosyAdd};
  static constexpr KernelSet kChoosy = {"choosy", kChoosyKernels};
  std::string asked;
  const KernelSet* two[] = {&kChoosy, &kChoosy, &kSlow};
  EXPECT_STREQ(Prepared(two, &asked), "slow");
  EXPECT_EQ(asked, "--+");
  const KernelSet* none[] = {&kChoosy};
  EXPECT_STREQ(Prepared(none, &asked), "unsupported operator");
}

TEST(KernelChoiceTest, RefusesUnknownSets) {
  EXPECT_EQ(Check("faster"), Status::kUnknownKernelSet);
  EXPECT_EQ(Check("fas"), Status::kUnknownKernelSet);
  EXPECT_EQ(Check("fast,0=slower"), Status::kUnknownKernelSet);
  EXPECT_EQ(Check("fast,0="), Status::kUnknownKernelSet);
}

TEST(KernelChoiceTest, RefusesWhatIsNotOfTheForm) {
  for (const char* text : {"0=fast", "fast,slow", "fast,ADD=slow", "fast,-1=slow", "fast,1x=slow",
                           "fast,123456=slow", "fast,=slow", "=fast", "fast,", "fast,0=slow,"}) {
    EXPECT_EQ(Check(text), Status::kBadRequest) << text;
  }
  EXPECT_EQ(Check(","), Status::kUnknownKernelSet);  // the set with an empty name
  EXPECT_EQ(Check("fast,,"), Status::kBadRequest);
}

}  // namespace
}  // namespace assay::runtime

#include "device-agent/runtime/kernel_choice.h"

#include <gtest/gtest.h>

namespace assay::runtime {
namespace {

using kernels::Kernel;
using kernels::KernelSet;
using kernels::Opcode;

constexpr Kernel kFastKernels[] = {{Opcode::kAdd, Type::kInt8, 0, nullptr, nullptr}};
constexpr Kernel kMiddleKernels[] = {{Opcode::kAdd, Type::kInt8, 0, nullptr, nullptr},
                                     {Opcode::kConv2D, Type::kInt8, 0, nullptr, nullptr}};
constexpr Kernel kSlowKernels[] = {{Opcode::kAdd, Type::kInt8, 0, nullptr, nullptr},
                                   {Opcode::kConv2D, Type::kInt8, 0, nullptr, nullptr},
                                   {Opcode::kAdd, Type::kInt16, 0, nullptr, nullptr},
                                   {Opcode::kReshape, Type::kNone, 0, nullptr, nullptr}};
constexpr KernelSet kFast = {"fast", kFastKernels, 1};
constexpr KernelSet kMiddle = {"middle", kMiddleKernels, 2};
constexpr KernelSet kSlow = {"slow", kSlowKernels, 4};
constexpr const KernelSet* kSets[] = {&kFast, &kMiddle, &kSlow};

Status Check(const char* text) { return CheckKernelChoice({kSets, text}); }

const char* Chosen(const char* text, Opcode opcode, Type type = Type::kInt8) {
  EXPECT_EQ(Check(text), Status::kOk) << text;
  ChosenKernel chosen;
  const Status status = ChooseKernel({kSets, text}, opcode, type, Type::kInt8, &chosen);
  return status == Status::kOk ? chosen.set->name : StatusName(status);
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

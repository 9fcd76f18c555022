#include <gmock/gmock.h>

#include <initializer_list>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int16;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(Opcode opcode, const Value& input, const Value& output) {
  return testing::RunKernel(kReference, opcode, testing::NoOptions{}, {input}, output);
}

TEST(ReluTest, RequantizesAndCutsOff) {
  EXPECT_THAT(Compute(Opcode::kRelu, Int8({3}, 0.5f, -1, {-2, -1, 3}), Int8({3}, 0.25f, 4)).output,
              ElementsAre(4, 4, 12));
}

TEST(ReluTest, SixStaysInTheInputsQuantization) {
  EXPECT_THAT(Compute(Opcode::kRelu6, Int8({3}, 0.5f, -1, {-2, 5, 100}), Int8({3}, 0.25f, 4)).output,
              ElementsAre(-1, 5, 11));
  EXPECT_THAT(
      Compute(Opcode::kRelu6, Int16({3}, 0.001f, {-2, 5, 10000}), Int16({3}, 1.0f)).output_as<int16_t>(),
      ElementsAre(0, 5, 6000));
}

TEST(ReluTest, RefusesWhatIsNotDefined) {
  Value shifted = Int16({1}, 1.0f);
  shifted.zero_point = 1;
  EXPECT_EQ(Compute(Opcode::kRelu, shifted, Int16({1}, 1.0f)).status, Status::kBadQuantization);
  EXPECT_EQ(Compute(Opcode::kRelu, Int8({1}, 1.0f, 0), Int8({1}, 1e-10f, 0)).status,
            Status::kBadQuantization);
  for (const Opcode opcode : {Opcode::kRelu, Opcode::kRelu6}) {
    EXPECT_EQ(Compute(opcode, Int8({1}, 1.0f, 0), Int16({1}, 1.0f)).status, Status::kUnsupportedType);
    EXPECT_EQ(Compute(opcode, Int8({1}, 1.0f, 0), Int8({2}, 1.0f, 0)).status, Status::kBadShape);
  }
}

}  // namespace
}  // namespace assay::kernels

#include <gmock/gmock.h>

#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;
using testing::Int32Constant;
using testing::Int8;
using testing::Value;

testing::Outcome Compute(const Value& indices, const Value& table, const Value& output) {
  return testing::RunKernel(kReference, Opcode::kEmbeddingLookup, 0, {indices, table}, output);
}

TEST(EmbeddingLookupTest, CopiesOrDequantisesRows) {
  const Value table = Int8({2, 2}, 0.5f, 0, {1, 2, 3, 4});
  const Value indices = Int32Constant({1}, {1});
  EXPECT_THAT(Compute(indices, table, Int8({1, 2}, 0.5f, 0)).output, ElementsAre(3, 4));
  EXPECT_THAT(Compute(indices, table, testing::Float({1, 2})).output_as<float>(), ElementsAre(1.5f, 2.0f));
}

TEST(EmbeddingLookupTest, RefusesRowsThatAreNotThere) {
  const Value table = Int8({2, 2}, 0.5f, 0, {1, 2, 3, 4});
  for (const int32_t index : {-1, 2}) {
    Value indices = Int32Constant({1}, {index});
    EXPECT_EQ(Compute(indices, table, Int8({1, 2}, 0.5f, 0)).status, Status::kIndexOutOfRange);
    indices.constant = false;
    EXPECT_EQ(Compute(indices, table, Int8({1, 2}, 0.5f, 0)).status, Status::kIndexOutOfRange);
  }
}

TEST(EmbeddingLookupTest, RefusesWhatDoesNotFit) {
  const Value indices = Int32Constant({1}, {1});
  EXPECT_EQ(Compute(indices, Int8({2, 2}, 0.5f, 1, {1, 2, 3, 4}), testing::Float({1, 2})).status,
            Status::kBadQuantization);
  EXPECT_EQ(Compute(indices, Int8({2}, 0.5f, 0, {1, 2}), Int8({1}, 0.5f, 0)).status, Status::kBadShape);
  EXPECT_EQ(Compute(indices, Int8({2, 2}, 0.5f, 0, {1, 2, 3, 4}), Int8({2, 2}, 0.5f, 0)).status,
            Status::kBadShape);
}

}  // namespace
}  // namespace assay::kernels

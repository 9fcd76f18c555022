#include "kernels/arithmetic/broadcast.h"

#include <gmock/gmock.h>

namespace assay::kernels {
namespace {

using ::testing::ElementsAre;

Tensor Of(std::initializer_list<int32_t> dims) {
  Tensor tensor;
  for (const int32_t dim : dims) tensor.shape.dims[tensor.shape.rank++] = dim;
  return tensor;
}

// For every element of the output, which one of `input` belongs to it.
std::vector<int32_t> Elements(const Broadcast& broadcast, int32_t input) {
  std::vector<int32_t> elements;
  BroadcastRows rows(broadcast);
  do {
    for (int32_t i = 0; i < rows.length(); ++i) elements.push_back(rows.start(input) + i * rows.step(input));
  } while (rows.Next());
  return elements;
}

TEST(BroadcastTest, MergesDimensionsThatTheSameInputsRepeat) {
  const Tensor inputs[] = {Of({2, 3, 1, 1, 4}), Of({3, 5, 6, 4})};
  Broadcast broadcast;
  ASSERT_EQ(PrepareBroadcast(inputs, 2, Of({2, 3, 5, 6, 4}).shape, &broadcast), Status::kOk);
  EXPECT_EQ(broadcast.rank, 4);
  EXPECT_THAT(broadcast.dims, ElementsAre(2, 3, 30, 4, 0, 0));
  EXPECT_THAT(broadcast.repeated, ElementsAre(0b0100, 0b0001, 0));
  ASSERT_EQ(PrepareBroadcast(inputs, 1, inputs[0].shape, &broadcast), Status::kOk);
  EXPECT_EQ(broadcast.rank, 1);
  EXPECT_EQ(broadcast.dims[0], 24);
}

TEST(BroadcastTest, FindsTheElementsOfThreeInputs) {
  const Tensor inputs[] = {Of({2, 1, 2}), Of({3, 1}), Of({})};
  Broadcast broadcast;
  ASSERT_EQ(PrepareBroadcast(inputs, 3, Of({2, 3, 2}).shape, &broadcast), Status::kOk);
  EXPECT_THAT(Elements(broadcast, 0), ElementsAre(0, 1, 0, 1, 0, 1, 2, 3, 2, 3, 2, 3));
  EXPECT_THAT(Elements(broadcast, 1), ElementsAre(0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2));
  EXPECT_THAT(Elements(broadcast, 2), ElementsAre(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
}

TEST(BroadcastTest, TakesOneElementOfAnyRank) {
  const Tensor inputs[] = {Of({1, 1}), Of({})};
  Broadcast broadcast;
  ASSERT_EQ(PrepareBroadcast(inputs, 2, Of({1}).shape, &broadcast), Status::kOk);
  EXPECT_THAT(Elements(broadcast, 0), ElementsAre(0));
}

TEST(BroadcastTest, RefusesShapesThatDoNotFit) {
  const Tensor inputs[] = {Of({2, 3}), Of({2, 1})};
  Broadcast broadcast;
  EXPECT_EQ(PrepareBroadcast(inputs, 2, Of({2, 1}).shape, &broadcast), Status::kBadShape);
  EXPECT_EQ(PrepareBroadcast(inputs, 2, Of({4, 3}).shape, &broadcast), Status::kBadShape);
  EXPECT_EQ(PrepareBroadcast(inputs, 2, Of({5, 2, 3}).shape, &broadcast), Status::kBadShape);
  EXPECT_EQ(PrepareBroadcastTo(inputs, 2, Of({5, 2, 3}).shape, &broadcast), Status::kOk);
  EXPECT_THAT(Elements(broadcast, 1).size(), 30);
}

}  // namespace
}  // namespace assay::kernels

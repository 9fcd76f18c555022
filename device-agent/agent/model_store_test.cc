#include "device-agent/agent/model_store.h"

#include <gtest/gtest.h>

#include <vector>

namespace assay::agent {
namespace {

class ModelStoreTest : public ::testing::Test {
 protected:
  std::vector<uint8_t> memory_ = std::vector<uint8_t>(16);
  ModelStore store_{memory_};
  const std::vector<uint8_t> model_ = {1, 2, 3, 4, 5};
  const protocol::Sha256Digest digest_ = protocol::Sha256(model_);
};

TEST_F(ModelStoreTest, HoldsAModelOnceItIsWholeAndVerified) {
  EXPECT_EQ(store_.Commit(), Status::kNoModel);
  ASSERT_EQ(store_.Begin(5, digest_), Status::kOk);
  EXPECT_EQ(store_.Append(0, std::span(model_).first(2)), Status::kOk);
  EXPECT_EQ(store_.Commit(), Status::kNoModel);
  EXPECT_EQ(store_.Append(2, {}), Status::kOk);
  EXPECT_EQ(store_.Append(2, std::span(model_).subspan(2)), Status::kOk);
  EXPECT_TRUE(store_.model().empty());
  EXPECT_EQ(store_.Commit(), Status::kOk);
  EXPECT_EQ(std::vector<uint8_t>(store_.model().begin(), store_.model().end()), model_);
  EXPECT_EQ(store_.Commit(), Status::kOk);
  EXPECT_EQ(store_.Append(5, {}), Status::kBadRequest);
}

TEST_F(ModelStoreTest, RefusesPiecesOutOfPlace) {
  EXPECT_EQ(store_.Append(0, model_), Status::kBadRequest);
  ASSERT_EQ(store_.Begin(5, digest_), Status::kOk);
  EXPECT_EQ(store_.Append(1, std::span(model_).first(1)), Status::kOutOfRange);
  ASSERT_EQ(store_.Append(0, std::span(model_).first(2)), Status::kOk);
  EXPECT_EQ(store_.Append(0, std::span(model_).first(2)), Status::kOutOfRange);
  EXPECT_EQ(store_.Append(3, std::span(model_).first(1)), Status::kOutOfRange);
  EXPECT_EQ(store_.Append(2, std::span(model_).first(4)), Status::kOutOfRange);
  EXPECT_EQ(store_.Append(0xffffffff, model_), Status::kOutOfRange);
  EXPECT_EQ(store_.Append(2, std::span(model_).subspan(2)), Status::kOk);
  EXPECT_EQ(store_.Commit(), Status::kOk);
}

TEST_F(ModelStoreTest, RefusesWhatDoesNotFit) {
  EXPECT_EQ(store_.Begin(16, digest_), Status::kOk);
  EXPECT_EQ(store_.Begin(17, digest_), Status::kModelTooLarge);
  EXPECT_EQ(store_.Append(0, model_), Status::kBadRequest);
  EXPECT_EQ(store_.Begin(0xffffffff, digest_), Status::kModelTooLarge);
  EXPECT_EQ(store_.Begin(0, digest_), Status::kNotAModel);
}

TEST_F(ModelStoreTest, RefusesAWrongDigest) {
  protocol::Sha256Digest wrong = digest_;
  wrong[31] ^= 1;
  ASSERT_EQ(store_.Begin(5, wrong), Status::kOk);
  ASSERT_EQ(store_.Append(0, model_), Status::kOk);
  EXPECT_EQ(store_.Commit(), Status::kDigestMismatch);
  EXPECT_TRUE(store_.model().empty());
}

TEST_F(ModelStoreTest, ANewModelAndClearForgetTheOldOne) {
  ASSERT_EQ(store_.Begin(5, digest_), Status::kOk);
  ASSERT_EQ(store_.Append(0, model_), Status::kOk);
  ASSERT_EQ(store_.Commit(), Status::kOk);
  ASSERT_EQ(store_.Begin(5, digest_), Status::kOk);
  EXPECT_TRUE(store_.model().empty());
  ASSERT_EQ(store_.Append(0, model_), Status::kOk);
  ASSERT_EQ(store_.Commit(), Status::kOk);
  store_.Clear();
  EXPECT_TRUE(store_.model().empty());
  EXPECT_EQ(store_.Commit(), Status::kNoModel);
}

}  // namespace
}  // namespace assay::agent

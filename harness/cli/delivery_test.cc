#include "harness/cli/delivery.h"

#include <gmock/gmock.h>

#include "harness/cli/testing/cli_test.h"

namespace assay::cli {
namespace {

using Kind = Spool::Delivery::Outcome;
using testing::Captured;
using ::testing::HasSubstr;

struct Report {
  bool all_delivered;
  std::string text;
};

// Of these deliveries, when the run's own records have these ids.
Report Of(const std::vector<Spool::Delivery>& deliveries, const std::vector<std::string>& own = {}) {
  std::vector<record::Record> records(own.size());
  for (size_t i = 0; i < own.size(); ++i) records[i].id = own[i];
  Report report = {};
  report.text = Captured([&] {
                  report.all_delivered = ReportDeliveries(deliveries, records);
                  return ExitCode::kPass;
                }).err;
  return report;
}

TEST(DeliveryTest, SaysWhereEachRecordWent) {
  EXPECT_EQ(Of({{"1a", "http://a", Kind::kDelivered, ""}}).text, "assay: record 1a delivered to http://a\n");
  EXPECT_EQ(Of({{"1a", "http://a", Kind::kDelivered, "cannot be removed"}}).text,
            "assay: record 1a delivered to http://a; cannot be removed\n");
  EXPECT_EQ(
      Of({{"1a", "http://a", Kind::kKept, "connection refused"}}).text,
      "assay: record 1a could not be delivered to http://a: connection refused; it is kept and delivered "
      "by the next assay command\n");
  EXPECT_EQ(Of({{"1a", "http://a", Kind::kRejected, "verdict: is missing"}}).text,
            "assay: record 1a was rejected: verdict: is missing\n");
  EXPECT_EQ(Of({}).text, "");
}

TEST(DeliveryTest, OnlyARunsOwnRecordsAreItsAffair) {
  const std::vector<Spool::Delivery> deliveries = {{"mine", "http://a", Kind::kDelivered, ""},
                                                   {"earlier", "http://b", Kind::kKept, "away"},
                                                   {"broken", "", Kind::kRejected, "set aside"}};
  EXPECT_TRUE(Of(deliveries, {"mine"}).all_delivered);
  EXPECT_FALSE(Of(deliveries, {"mine", "earlier"}).all_delivered);
  EXPECT_FALSE(Of(deliveries, {"broken"}).all_delivered);
  EXPECT_TRUE(Of(deliveries, {"nowhere to go"}).all_delivered) << "a run without a server";
}

class PendingTest : public testing::CliTest {};

TEST_F(PendingTest, WhatAServerDoesNotTakeNowIsKept) {
  const std::string id = "5f0c3a52-8d0e-4b56-9a57-3b8a4f7f2c11";
  folder_.Write("state/records/" + id + ".json", "{}");
  // Nobody listens on the port `discard`.
  folder_.Write("state/outbox/" + id + ".json", R"({"server": "http://127.0.0.1:9"})");
  for (int i = 0; i < 2; ++i) {
    bool all_delivered = false;
    const std::string text = Captured([&] {
                               all_delivered = DeliverPending();
                               return ExitCode::kPass;
                             }).err;
    EXPECT_THAT(text, HasSubstr("assay: record " + id + " could not be delivered to http://127.0.0.1:9: "));
    EXPECT_TRUE(all_delivered) << "it is of no run of this command";
  }
  record::Record mine;
  mine.id = id;
  Captured([&] {
    EXPECT_FALSE(DeliverPending({&mine, 1}));
    return ExitCode::kPass;
  });
}

}  // namespace
}  // namespace assay::cli

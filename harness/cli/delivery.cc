#include "harness/cli/delivery.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "harness/base/resources.h"
#include "server/client/client.h"

namespace assay::cli {

bool DeliverPending(std::span<const record::Record> records) {
  // A run waits for the delivery of its own record; other commands only try.
  const std::chrono::seconds patience(records.empty() ? 3 : 15);
  const auto send = [&](const std::string& server, std::string_view record) {
    return client::DeliverRecord(server, record, patience);
  };
  return ReportDeliveries(Spool(StateFolder()).DeliverAll(send), records);
}

bool ReportDeliveries(std::span<const Spool::Delivery> deliveries, std::span<const record::Record> records) {
  bool delivered_all = true;
  for (const Spool::Delivery& delivery : deliveries) {
    const bool delivered = delivery.outcome == Spool::Delivery::Outcome::kDelivered;
    const bool own =
        std::any_of(records.begin(), records.end(), [&](const auto& item) { return item.id == delivery.id; });
    if (own && !delivered) delivered_all = false;
    if (delivered) {
      fmt::print(stderr, "assay: record {} delivered to {}{}{}\n", delivery.id, delivery.server,
                 delivery.message.empty() ? "" : "; ", delivery.message);
    } else if (delivery.outcome == Spool::Delivery::Outcome::kKept) {
      fmt::print(
          stderr,
          "assay: record {} could not be delivered to {}: {}; it is kept and delivered by the next assay "
          "command\n",
          delivery.id, delivery.server, delivery.message);
    } else {
      fmt::print(stderr, "assay: record {} was rejected: {}\n", delivery.id, delivery.message);
    }
  }
  return delivered_all;
}

}  // namespace assay::cli

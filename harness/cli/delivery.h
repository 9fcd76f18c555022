// Records that are due are delivered, and the user is told what became of them.
#ifndef ASSAY_HARNESS_CLI_DELIVERY_H_
#define ASSAY_HARNESS_CLI_DELIVERY_H_

#include <span>

#include "harness/spool/spool.h"
#include "server/record/record.h"

namespace assay::cli {

// Delivers what is due, and reports it. Returns what ReportDeliveries does.
bool DeliverPending(std::span<const record::Record> records = {});

// Says on stderr what was delivered, kept or rejected. Returns whether none of `records`, those of this run,
// was kept or rejected.
bool ReportDeliveries(std::span<const Spool::Delivery> deliveries, std::span<const record::Record> records);

}  // namespace assay::cli

#endif  // ASSAY_HARNESS_CLI_DELIVERY_H_

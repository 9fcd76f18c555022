// Delivers records to a results server over HTTP (docs/server.md).
#ifndef ASSAY_SERVER_CLIENT_CLIENT_H_
#define ASSAY_SERVER_CLIENT_CLIENT_H_

#include <chrono>
#include <string>
#include <string_view>

namespace assay::client {

enum class Outcome {
  kDelivered,    // the server has it on disk, now or since an earlier delivery
  kRejected,     // the server will never take this record
  kUnavailable,  // nobody knows; the same delivery may succeed later
};

struct Result {
  Outcome outcome;
  std::string message;  // what went wrong and what to do about it; empty if delivered
};

// Why `url` cannot be a server's address, "http://HOST[:PORT][/PREFIX]"; "" if it can.
std::string CheckAddress(std::string_view url);

// Sends one record to the server at `url`, "http://HOST[:PORT][/PREFIX]", and waits for its answer.
// `patience` is for connecting and again for the exchange. Never throws for anything the network or the
// server does.
Result DeliverRecord(std::string_view url, std::string_view record_json,
                     std::chrono::milliseconds patience = std::chrono::seconds(30));

}  // namespace assay::client

#endif  // ASSAY_SERVER_CLIENT_CLIENT_H_

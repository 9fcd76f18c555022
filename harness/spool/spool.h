// Records on disk, and those that a server has not confirmed yet. A record is first written here, then
// delivered: a dead server or a killed harness loses nothing, and the record's id keeps it from being counted
// twice.
//
//   <folder>/records/<id>.json   every record of this user, whole
//   <folder>/outbox/<id>.json    {"server": URL}: that record is still to be delivered there. Locked (flock)
//   by the
//                                run that is still writing the record, if there is one.
#ifndef ASSAY_HARNESS_SPOOL_SPOOL_H_
#define ASSAY_HARNESS_SPOOL_SPOOL_H_

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "server/record/record.h"

namespace assay {

class Spool {
 public:
  // Touches nothing yet.
  explicit Spool(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::filesystem::path RecordFile(const std::string& id) const;

  // A run's entry: kept up to date while the run goes on, so that a killed run leaves an `infra` record.
  class Entry {
   public:
    // Creates the folders, and takes the place in the outbox if `server` is not empty. Throws InfraError if
    // the disk does not let it.
    Entry(const Spool& spool, const record::Record& record, const std::string& server);
    ~Entry();
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    void Update(const record::Record& record);  // durable when it returns
    void Discard();                             // there was no run: leaves nothing behind

   private:
    const Spool& spool_;
    const std::string id_;
    int lock_ = -1;
  };

  struct Delivery {
    std::string id, server;
    enum class Outcome { kDelivered, kKept, kRejected } outcome;
    std::string message;  // why not
  };
  // Delivers every record that is due and not in the hands of a running harness, giving a server `patience`
  // to answer. Those of a server that does not answer, and those that cannot be read just now, are kept.
  // Those a server rejects for good leave the outbox but stay among the records; entries that are no entries
  // are set aside as <id>.broken.
  std::vector<Delivery> DeliverAll(std::chrono::milliseconds patience) const;

 private:
  std::filesystem::path OutboxFile(const std::string& id) const;

  std::filesystem::path folder_;
};

}  // namespace assay

#endif  // ASSAY_HARNESS_SPOOL_SPOOL_H_

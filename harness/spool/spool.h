// Records on disk, and those that a server has not confirmed yet. A record is first written here, then
// delivered: a dead server, a killed harness or a power cut loses nothing, and the record's id keeps it from
// being counted twice. docs/spool.md tells the life of a record.
//
//   <folder>/records/<id>.json   every record of this user, whole
//   <folder>/outbox/<id>.json    {"server": URL}: that record is still to be delivered there. Locked by
//                                the run that is still writing the record, if there is one.
#ifndef ASSAY_HARNESS_SPOOL_SPOOL_H_
#define ASSAY_HARNESS_SPOOL_SPOOL_H_

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/file_system.h"
#include "server/client/client.h"
#include "server/record/record.h"

namespace assay {

class Spool {
 public:
  // Touches nothing yet.
  explicit Spool(std::filesystem::path folder, FileSystem& files = RealFileSystem())
      : folder_(std::move(folder)), files_(files) {}

  std::filesystem::path RecordFile(const std::string& id) const;

  // A run's entry: kept up to date while the run goes on, so that a killed run leaves an `infra` record.
  // Everything that has returned is durable. Throws InfraError if the disk does not let it; what was written
  // before is then still there.
  class Entry {
   public:
    // Creates the folders, and takes the place in the outbox if `server` is not empty.
    Entry(const Spool& spool, const record::Record& record, const std::string& server);
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    void Update(const record::Record& record);
    // There was no run: leaves nothing behind, as far as the disk lets it. Throws nothing.
    void Discard();

   private:
    const Spool& spool_;
    const std::string id_;
    std::unique_ptr<FileSystem::File> lock_;  // on the place in the outbox
  };

  struct Delivery {
    std::string id, server;
    enum class Outcome { kDelivered, kKept, kRejected } outcome;
    std::string message;  // why not; or why a record that was delivered is going to be delivered again
  };
  // Sends a record's text to a server, as client::DeliverRecord does.
  using Send = std::function<client::Result(const std::string& server, std::string_view record)>;
  // Delivers every record that is due and not in the hands of a running harness. Those of a server that does
  // not answer, and those that cannot be read just now, are kept. Those a server rejects for good leave the
  // outbox but stay among the records, entries without a record leave it too, and entries that are no entries
  // are set aside as <id>.broken. Clears away what a crash left half written. Throws InfraError if a folder
  // cannot be read.
  std::vector<Delivery> DeliverAll(const Send& send) const;

 private:
  std::filesystem::path OutboxFile(const std::string& id) const;
  std::vector<std::string> Names(const char* part) const;
  void ClearUp() const;
  void Deliver(const std::filesystem::path& entry, const Send& send, std::set<std::string>* silent,
               Delivery* delivery) const;

  std::filesystem::path folder_;
  FileSystem& files_;
};

}  // namespace assay

#endif  // ASSAY_HARNESS_SPOOL_SPOOL_H_

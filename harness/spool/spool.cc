#include "harness/spool/spool.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <set>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "server/client/client.h"
#include "server/record/record_json.h"

namespace assay {
namespace {

std::string Text(const std::filesystem::path& file) {
  const std::vector<uint8_t> bytes = ReadFile(file);
  return std::string(bytes.begin(), bytes.end());
}

// An flock on a file, given up on destruction or with the process. -1 if somebody else has it, or it is gone.
int TryLock(const std::filesystem::path& file) {
  const int fd = open(file.c_str(), O_RDWR | O_CLOEXEC);
  if (fd < 0) return -1;
  struct stat status;
  // Whoever had it before may have delivered and removed it meanwhile.
  if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &status) == 0 && status.st_nlink > 0) return fd;
  close(fd);
  return -1;
}

}  // namespace

std::filesystem::path Spool::RecordFile(const std::string& id) const {
  return folder_ / "records" / (id + ".json");
}
std::filesystem::path Spool::OutboxFile(const std::string& id) const {
  return folder_ / "outbox" / (id + ".json");
}

Spool::Entry::Entry(const Spool& spool, const record::Record& record, const std::string& server)
    : spool_(spool), id_(record.id) {
  for (const char* part : {"records", "outbox"}) {
    std::error_code error;
    std::filesystem::create_directories(spool.folder_ / part, error);
    if (error) {
      throw InfraError(fmt::format("cannot create {}: {} (ASSAY_STATE names another folder)",
                                   (spool.folder_ / part).string(), error.message()));
    }
  }
  Update(record);
  if (server.empty()) return;
  // Locked before it has its name, so that no other process can take it for abandoned.
  const std::filesystem::path file = spool.OutboxFile(record.id), fresh = file.string() + ".new";
  WriteFile(fresh, nlohmann::json{{"server", server}}.dump(), /*durable=*/true);
  lock_ = TryLock(fresh);
  std::filesystem::rename(fresh, file);
}

Spool::Entry::~Entry() {
  if (lock_ >= 0) close(lock_);
}

void Spool::Entry::Discard() {
  std::error_code ignored;
  std::filesystem::remove(spool_.OutboxFile(id_), ignored);
  std::filesystem::remove(spool_.RecordFile(id_), ignored);
}

void Spool::Entry::Update(const record::Record& record) {
  WriteFile(spool_.RecordFile(record.id), record::ToJson(record).dump(2) + "\n", /*durable=*/true);
}

std::vector<Spool::Delivery> Spool::DeliverAll(std::chrono::milliseconds patience) const {
  std::vector<std::filesystem::path> due;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / "outbox", error)) {
    if (entry.path().extension() == ".json" && entry.is_regular_file(error)) due.push_back(entry.path());
  }
  std::sort(due.begin(), due.end());
  std::vector<Delivery> deliveries;
  std::set<std::string> silent;  // servers that did not answer: asked once is enough
  for (const std::filesystem::path& file : due) {
    const int lock = TryLock(file);
    if (lock < 0) continue;
    Delivery delivery = {file.stem().string(), "", Delivery::Outcome::kKept, "the server does not answer"};
    try {
      delivery.server = nlohmann::json::parse(Text(file)).at("server").get<std::string>();
      if (!silent.contains(delivery.server)) {
        const client::Result result =
            client::DeliverRecord(delivery.server, Text(RecordFile(delivery.id)), patience);
        delivery.message = result.message;
        if (result.outcome == client::Outcome::kUnavailable) silent.insert(delivery.server);
        if (result.outcome == client::Outcome::kDelivered) delivery.outcome = Delivery::Outcome::kDelivered;
        if (result.outcome == client::Outcome::kRejected) delivery.outcome = Delivery::Outcome::kRejected;
      }
      if (delivery.outcome != Delivery::Outcome::kKept) std::filesystem::remove(file, error);
    } catch (const nlohmann::json::exception& broken) {
      delivery.outcome = Delivery::Outcome::kRejected;
      delivery.message =
          fmt::format("{} is no entry of the outbox and was set aside: {}", file.string(), broken.what());
      std::filesystem::rename(file, std::filesystem::path(file).replace_extension(".broken"), error);
    } catch (const std::exception& unreadable) {
      delivery.message = unreadable.what();
    }
    close(lock);
    deliveries.push_back(std::move(delivery));
  }
  return deliveries;
}

}  // namespace assay

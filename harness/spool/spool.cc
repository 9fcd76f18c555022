#include "harness/spool/spool.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "server/record/record_json.h"

namespace assay {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRecords = "records";
constexpr const char* kOutbox = "outbox";
constexpr std::string_view kEntryEnd = ".json";
// In an early version a power cut could leave an entry under this name.
constexpr std::string_view kFormerEnd = ".json.new";
constexpr uint64_t kMaxBytes = uint64_t{1} << 30;

std::string Text(FileSystem& files, const fs::path& file) {
  const std::vector<uint8_t> bytes = files.Read(file, kMaxBytes);
  return std::string(bytes.begin(), bytes.end());
}

std::optional<std::string> TextIfThere(FileSystem& files, const fs::path& file) {
  try {
    return Text(files, file);
  } catch (const fs::filesystem_error& error) {
    if (error.code() != std::errc::no_such_file_or_directory) throw;
    return std::nullopt;
  }
}

// The server that an entry of the outbox names; nothing if it is no entry.
std::optional<std::string> ServerOf(const std::string& text) {
  const nlohmann::json entry = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!entry.is_object() || !entry.contains("server") || !entry["server"].is_string()) return std::nullopt;
  return entry["server"].get<std::string>();
}

}  // namespace

fs::path Spool::RecordFile(const std::string& id) const { return folder_ / kRecords / (id + ".json"); }
fs::path Spool::OutboxFile(const std::string& id) const {
  return folder_ / kOutbox / (id + std::string(kEntryEnd));
}

Spool::Entry::Entry(const Spool& spool, const record::Record& record, const std::string& server)
    : spool_(spool), id_(record.id) {
  try {
    for (const char* part : {kRecords, kOutbox}) MakeFoldersDurably(spool.files_, spool.folder_ / part);
  } catch (const InfraError& error) {
    throw InfraError(fmt::format("{} (ASSAY_STATE names another folder)", error.what()));
  }
  try {
    // First the place in the outbox: a record without one would be passed over, a place without a record
    // belongs to a run that never began.
    if (!server.empty()) {
      lock_ = WriteDurably(spool.files_, spool.OutboxFile(id_), nlohmann::json{{"server", server}}.dump());
    }
    Update(record);
  } catch (const InfraError&) {
    Discard();
    throw;
  }
}

void Spool::Entry::Update(const record::Record& record) {
  WriteDurably(spool_.files_, spool_.RecordFile(id_), record::ToJson(record).dump(2) + "\n");
}

void Spool::Entry::Discard() {
  try {
    RemoveDurably(spool_.files_, spool_.RecordFile(id_));
    RemoveDurably(spool_.files_, spool_.OutboxFile(id_));
  } catch (const InfraError&) {
    // What is left is delivered, or cleared from the outbox, by a later command.
  }
}

std::vector<std::string> Spool::Names(const char* part) const {
  try {
    return files_.List(folder_ / part);
  } catch (const fs::filesystem_error& error) {
    if (error.code() == std::errc::no_such_file_or_directory) return {};
    throw InfraError(fmt::format("cannot read {}: {}", (folder_ / part).string(), error.code().message()));
  }
}

// What a crash left half written was never acknowledged. What cannot be removed now waits for the next time.
void Spool::ClearUp() const {
  for (const char* part : {kRecords, kOutbox}) {
    for (const std::string& name : Names(part)) {
      if (!IsTemporary(name)) continue;
      try {
        const std::unique_ptr<FileSystem::File> lock = files_.TryLock(folder_ / part / name);
        if (lock != nullptr) files_.Remove(folder_ / part / name);
      } catch (const fs::filesystem_error&) {
        continue;
      }
    }
  }
}

std::vector<Spool::Delivery> Spool::DeliverAll(const Send& send) const {
  ClearUp();
  std::vector<Delivery> deliveries;
  std::set<std::string> silent;  // servers that did not answer: asked once is enough
  for (const std::string& name : Names(kOutbox)) {
    if (!name.ends_with(kEntryEnd) && !name.ends_with(kFormerEnd)) continue;
    const fs::path entry = folder_ / kOutbox / name;
    Delivery delivery = {name.substr(0, name.rfind(kEntryEnd)), "", Delivery::Outcome::kKept, ""};
    try {
      const std::unique_ptr<FileSystem::File> lock = files_.TryLock(entry);
      if (lock == nullptr) continue;  // a run is still writing the record, or somebody else has delivered it
      Deliver(entry, send, &silent, &delivery);
    } catch (const fs::filesystem_error& error) {
      delivery.message = fmt::format("{}: {}", error.path1().string(), error.code().message());
    } catch (const InfraError& error) {
      delivery.message += (delivery.message.empty() ? "" : "; ") + std::string(error.what());
    }
    deliveries.push_back(std::move(delivery));
  }
  return deliveries;
}

// What becomes of one entry, which is locked. `delivery` is right even where this throws.
void Spool::Deliver(const fs::path& entry, const Send& send, std::set<std::string>* silent,
                    Delivery* delivery) const {
  const std::optional<std::string> server = ServerOf(Text(files_, entry));
  if (!server) {
    delivery->outcome = Delivery::Outcome::kRejected;
    delivery->message = fmt::format("{} is no entry of the outbox and is set aside", entry.string());
    RenameDurably(files_, entry, fs::path(entry).replace_extension(".broken"));
    return;
  }
  delivery->server = *server;
  if (silent->contains(*server)) {
    delivery->message = "the server does not answer";
    return;
  }
  const std::optional<std::string> record = TextIfThere(files_, RecordFile(delivery->id));
  if (!record) {
    delivery->outcome = Delivery::Outcome::kRejected;
    delivery->message =
        fmt::format("there is no {}; the run ended before it began", RecordFile(delivery->id).string());
  } else {
    const client::Result result = send(*server, *record);
    delivery->message = result.message;
    if (result.outcome == client::Outcome::kUnavailable) {
      silent->insert(*server);
      return;
    }
    delivery->outcome = result.outcome == client::Outcome::kDelivered ? Delivery::Outcome::kDelivered
                                                                      : Delivery::Outcome::kRejected;
  }
  RemoveDurably(files_, entry);
}

}  // namespace assay

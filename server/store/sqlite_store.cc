#include <fmt/format.h>
#include <fmt/ranges.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sodium.h>

#include <array>
#include <limits>
#include <mutex>
#include <nlohmann/json.hpp>

#include "server/record/record_json.h"
#include "server/store/migrations.h"
#include "server/store/store.h"
#include "server/store/summary.h"

namespace assay::store {
namespace {

using nlohmann::json;

// A page stops growing here, so that a few huge records cannot make an answer huge.
constexpr size_t kMaxPageBytes = size_t{4} << 20;

std::string Sha256(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return fmt::format("{:02x}", fmt::join(digest, ""));
}

// What a row has beside its place in the order.
struct Row {
  std::string id, board, suite, verdict, received, summary, bytes, sha256;
};

Row Derive(const record::Record& record, std::string_view bytes, const std::string& received) {
  return {.id = record.id,
          .board = record.board.name,
          .suite = record.suite.name,
          .verdict = std::string(ToString(record.verdict)),
          .received = received,
          .summary = ToText(Summarise(record, received)),
          .bytes = std::string(bytes),
          .sha256 = Sha256(bytes)};
}

class SqliteStore : public Store {
 public:
  SqliteStore(std::string path, std::chrono::milliseconds patience)
      : path_(std::move(path)), patience_(patience) {
    if (path_.empty() || path_.find('"') != std::string::npos) {
      throw StoreError(fmt::format("cannot open the database \"{}\": not a usable file name", path_));
    }
    WithSession([this](soci::session& sql) { Migrate(sql); });
  }

  Inserted Insert(std::string_view bytes) override {
    const json value = record::ParseJson(bytes);
    const Row row =
        Derive(record::FromJson(value), bytes, record::Timestamp(std::chrono::system_clock::now()));
    return WithSession([&](soci::session& sql) {
      // One statement is one transaction: when it returns, the record is in the log on disk.
      soci::statement insert =
          (sql.prepare << "INSERT INTO runs (id, board, suite, verdict, received, summary, record, sha256)"
                          " VALUES (:id, :board, :suite, :verdict, :received, :summary, :record, :sha256)"
                          " ON CONFLICT (id) DO NOTHING",
           soci::use(row.id, "id"), soci::use(row.board, "board"), soci::use(row.suite, "suite"),
           soci::use(row.verdict, "verdict"), soci::use(row.received, "received"),
           soci::use(row.summary, "summary"), soci::use(row.bytes, "record"),
           soci::use(row.sha256, "sha256"));
      insert.execute(true);
      if (insert.get_affected_rows() == 1) return Inserted{InsertResult::kInserted, row.id, row.sha256};
      const std::optional<StoredRecord> present = Select(sql, row.id);
      if (!present) throw StoreError("cannot store the record: it came and went while it was being stored");
      // Else compared as values: the order of fields, spaces, and 1 for 1.0 change nothing that a record
      // says.
      const bool equal = present->sha256 == row.sha256 || json::parse(present->bytes) == value;
      return Inserted{equal ? InsertResult::kAlreadyThere : InsertResult::kConflict, row.id, present->sha256};
    });
  }

  Page List(const Filter& filter, std::optional<int64_t> cursor, int limit) override {
    // Only the conditions asked for, so that each list has its index; values are always bound, never pasted
    // in.
    std::string query = "SELECT sequence, summary FROM runs WHERE sequence < :cursor";
    if (filter.board) query += " AND board = :board";
    if (filter.suite) query += " AND suite = :suite";
    if (filter.verdict) query += " AND verdict = :verdict";
    query += " ORDER BY sequence DESC LIMIT :limit";
    const std::string verdict = filter.verdict ? std::string(record::ToString(*filter.verdict)) : "";
    const long long below = cursor.value_or(std::numeric_limits<int64_t>::max());
    const long long one_more = static_cast<long long>(limit) + 1;

    return WithSession([&](soci::session& sql) {
      long long sequence = 0;
      std::string summary;
      soci::statement select(sql);
      select.exchange(soci::into(sequence));
      select.exchange(soci::into(summary));
      select.exchange(soci::use(below, "cursor"));
      if (filter.board) select.exchange(soci::use(*filter.board, "board"));
      if (filter.suite) select.exchange(soci::use(*filter.suite, "suite"));
      if (filter.verdict) select.exchange(soci::use(verdict, "verdict"));
      select.exchange(soci::use(one_more, "limit"));
      select.alloc();
      select.prepare(query);
      select.define_and_bind();
      select.execute();

      Page page;
      size_t bytes = 0;
      int64_t last = 0;
      while (select.fetch()) {
        if (static_cast<int>(page.summaries.size()) == limit || bytes > kMaxPageBytes) {
          page.next = last;
          break;
        }
        bytes += summary.size();
        last = sequence;
        page.summaries.push_back(summary);
      }
      return page;
    });
  }

  std::optional<StoredRecord> Get(const std::string& id) override {
    return WithSession([&](soci::session& sql) { return Select(sql, id); });
  }

  std::optional<std::string> Summary(const std::string& id) override {
    return WithSession([&](soci::session& sql) -> std::optional<std::string> {
      std::string summary;
      sql << "SELECT summary FROM runs WHERE id = :id", soci::into(summary), soci::use(id);
      if (!sql.got_data()) return std::nullopt;
      return summary;
    });
  }

  void Check() override {
    WithSession([](soci::session& sql) {
      long long version = 0;
      sql << "SELECT MAX(version) FROM schema_version", soci::into(version);
    });
  }

 private:
  static std::optional<StoredRecord> Select(soci::session& sql, const std::string& id) {
    StoredRecord stored;
    sql << "SELECT record, sha256 FROM runs WHERE id = :id", soci::into(stored.bytes),
        soci::into(stored.sha256), soci::use(id);
    if (!sql.got_data()) return std::nullopt;
    return stored;
  }

  std::unique_ptr<soci::session> Connect() const {
    auto session = std::make_unique<soci::session>(soci::sqlite3, fmt::format("db=\"{}\"", path_));
    soci::session& sql = *session;
    sql << fmt::format("PRAGMA busy_timeout = {}", patience_.count());
    // Readers never wait for the writer; and every commit is synced before it is acknowledged.
    sql << "PRAGMA journal_mode = WAL";
    sql << "PRAGMA synchronous = FULL";
    return session;
  }

  // Sessions are kept for the next call, but not after an error: a new one has no half-finished state.
  template <class Function>
  auto WithSession(const Function& function) -> decltype(function(std::declval<soci::session&>())) {
    try {
      std::unique_ptr<soci::session> session;
      {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
          session = std::move(idle_.back());
          idle_.pop_back();
        }
      }
      if (!session) session = Connect();
      if constexpr (std::is_void_v<decltype(function(*session))>) {
        function(*session);
        Keep(std::move(session));
      } else {
        auto result = function(*session);
        Keep(std::move(session));
        return result;
      }
    } catch (const soci::soci_error& error) {
      throw StoreError(fmt::format("the database {} cannot be used: {}", path_, error.get_error_message()));
    }
  }

  void Keep(std::unique_ptr<soci::session> session) {
    constexpr size_t kMaxIdle = 8;
    const std::lock_guard lock(mutex_);
    if (idle_.size() < kMaxIdle) idle_.push_back(std::move(session));
  }

  void Migrate(soci::session& sql) const {
    // Another server may be opening the same new file: whoever comes second finds it done.
    sql << "BEGIN IMMEDIATE";
    try {
      sql << "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY)";
      long long version = 0;
      sql << "SELECT COALESCE(MAX(version), 0) FROM schema_version", soci::into(version);
      const auto newest = static_cast<long long>(kMigrations.size());
      if (version > newest) {
        throw StoreError(
            fmt::format("the database {} was written by a newer version (schema {}, this program knows {}):"
                        " use that version, or another file",
                        path_, version, newest));
      }
      while (version < newest) {
        for (const std::string_view statement : kMigrations[static_cast<size_t>(version)]) {
          sql << std::string(statement);
        }
        ++version;
        sql << "INSERT INTO schema_version (version) VALUES (:version)", soci::use(version);
      }
      const std::string derivation = fmt::format("{} {}", newest, Sha256(SummaryVersion()));
      std::string derived_by;
      sql << "SELECT version FROM derivation", soci::into(derived_by);
      if (derived_by != derivation) {
        DeriveAnew(sql);
        sql << "UPDATE derivation SET version = :version", soci::use(derivation);
      }
      sql << "COMMIT";
    } catch (...) {
      try {
        sql << "ROLLBACK";
      } catch (const soci::soci_error&) {
        // Closing the session rolls back too.
      }
      throw;
    }
  }

  // It was accepted by the rules of its time, which may have been other ones.
  static record::Record ReadStored(const std::string& id, const std::string& bytes) {
    try {
      return record::FieldsFromJson(json::parse(bytes));
    } catch (const std::exception& error) {
      throw StoreError(
          fmt::format("cannot bring the database up to date: its run {} is broken: {}", id, error.what()));
    }
  }

  // One after the other, since all records together may be larger than memory.
  static void DeriveAnew(soci::session& sql) {
    std::vector<std::string> ids;
    const soci::rowset<std::string> all = (sql.prepare << "SELECT id FROM runs");
    ids.assign(all.begin(), all.end());
    for (const std::string& id : ids) {
      std::string bytes, received;
      sql << "SELECT record, received FROM runs WHERE id = :id", soci::into(bytes), soci::into(received),
          soci::use(id);
      const Row row = Derive(ReadStored(id, bytes), bytes, received);
      sql << "UPDATE runs SET board = :board, suite = :suite, verdict = :verdict, summary = :summary,"
             " sha256 = :sha256 WHERE id = :id",
          soci::use(row.board, "board"), soci::use(row.suite, "suite"), soci::use(row.verdict, "verdict"),
          soci::use(row.summary, "summary"), soci::use(row.sha256, "sha256"), soci::use(id, "id");
    }
  }

  const std::string path_;
  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<soci::session>> idle_;
};

}  // namespace

std::unique_ptr<Store> OpenSqliteStore(const std::string& path, std::chrono::milliseconds patience) {
  return std::make_unique<SqliteStore>(path, patience);
}

}  // namespace assay::store

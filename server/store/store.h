// Where records are kept.
#ifndef ASSAY_SERVER_STORE_STORE_H_
#define ASSAY_SERVER_STORE_STORE_H_

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "server/record/record.h"

namespace assay::store {

// The store cannot do what was asked at the moment: locked, disk full, not readable. Nothing was changed and
// nothing that was acknowledged is lost; the same call may succeed later.
class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class InsertResult {
  kInserted,      // it is on disk
  kAlreadyThere,  // a record of equal content has this id; its bytes stay as they are, even if they differ
  kConflict,      // a record of other content has this id; it stays as it is
};

struct Inserted {
  InsertResult result;
  std::string id;      // of the record
  std::string sha256;  // of the bytes that are stored under it, lower-case hex
};

struct StoredRecord {
  std::string bytes;   // as they were received
  std::string sha256;  // of these bytes, lower-case hex
};

struct Filter {
  std::optional<std::string> board = {};
  std::optional<std::string> suite = {};
  std::optional<record::Verdict> verdict = {};
};

struct Page {
  std::vector<std::string> summaries;  // RunSummary of server/openapi.yaml, as JSON text
  std::optional<int64_t> next;         // the cursor of the next page; null at the end
};

inline constexpr int kMaxPageRuns = 200;

// All functions may be called from several threads at once.
class Store {
 public:
  virtual ~Store() = default;

  // Stores the record that the bytes are the JSON of. Throws record::MalformedJson, record::InvalidRecord or
  // StoreError, having stored nothing.
  virtual Inserted Insert(std::string_view bytes) = 0;

  // The runs in the order they were stored, newest first: at most `limit` (of 1 to kMaxPageRuns), fewer if
  // they are large, beginning below `cursor`. Throws StoreError.
  virtual Page List(const Filter& filter, std::optional<int64_t> cursor, int limit) = 0;

  // Null if there is none. Throws StoreError.
  virtual std::optional<StoredRecord> Get(const std::string& id) = 0;

  // RunSummary of server/openapi.yaml, as JSON text; null if there is no such run. Throws StoreError.
  virtual std::optional<std::string> Summary(const std::string& id) = 0;

  // Throws StoreError if the store cannot be read.
  virtual void Check() = 0;
};

// Opens the SQLite database in the file `path`, creates it if it is not there, and brings its tables up to
// date. `patience` is how long a call waits for another process's lock. Throws StoreError.
std::unique_ptr<Store> OpenSqliteStore(const std::string& path,
                                       std::chrono::milliseconds patience = std::chrono::seconds(5));

}  // namespace assay::store

#endif  // ASSAY_SERVER_STORE_STORE_H_

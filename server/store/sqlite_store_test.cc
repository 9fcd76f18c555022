#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "server/record/example_record.h"
#include "server/record/record_json.h"
#include "server/store/store.h"

namespace assay::store {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class SqliteStoreTest : public testing::Test {
 protected:
  SqliteStoreTest() {
    std::string folder = (std::filesystem::temp_directory_path() / "store-test-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = folder;
    path_ = folder_ / "results.db";
  }
  ~SqliteStoreTest() override { std::filesystem::remove_all(folder_); }

  static json Example(const std::string& id = record::NewId()) { return ToJson(record::PassingRecord(id)); }

  // Ids of all runs, page by page.
  static std::vector<std::string> Ids(Store& store, int limit, const Filter& filter = {}) {
    std::vector<std::string> ids;
    std::optional<int64_t> cursor;
    for (int pages = 0; pages < 1000; ++pages) {
      const Page page = store.List(filter, cursor, limit);
      for (const std::string& summary : page.summaries) ids.push_back(json::parse(summary)["id"]);
      if (!page.next) return ids;
      cursor = page.next;
    }
    ADD_FAILURE() << "pages without end";
    return ids;
  }

  std::filesystem::path folder_;
  std::string path_;
};

TEST_F(SqliteStoreTest, KeepsTheWholeRecord) {
  const auto store = OpenSqliteStore(path_);
  json record = Example();
  record["invented_later"] = {1, "two"};
  EXPECT_EQ(store->Insert(record), InsertResult::kInserted);
  EXPECT_EQ(store->Get(record["id"]), record.dump());
  EXPECT_EQ(store->Get(record::NewId()), std::nullopt);
}

TEST_F(SqliteStoreTest, CountsNothingTwice) {
  const auto store = OpenSqliteStore(path_);
  json record = Example();
  EXPECT_EQ(store->Insert(record), InsertResult::kInserted);
  EXPECT_EQ(store->Insert(record), InsertResult::kAlreadyThere);
  record["cases"][0]["latency"]["median"] = 2001.0;  // the same number, written another way
  EXPECT_EQ(store->Insert(record), InsertResult::kAlreadyThere);
  EXPECT_EQ(Ids(*store, 10).size(), 1u);
}

TEST_F(SqliteStoreTest, NeverOverwrites) {
  const auto store = OpenSqliteStore(path_);
  const json record = Example();
  store->Insert(record);
  json other = record;
  other["harness"]["host"] = "elsewhere";
  EXPECT_EQ(store->Insert(other), InsertResult::kConflict);
  EXPECT_EQ(store->Get(record["id"]), record.dump());
}

TEST_F(SqliteStoreTest, RefusesInvalidRecords) {
  const auto store = OpenSqliteStore(path_);
  json record = Example();
  record["verdict"] = "maybe";
  EXPECT_THROW(store->Insert(record), record::InvalidRecord);
  EXPECT_TRUE(Ids(*store, 10).empty());
}

TEST_F(SqliteStoreTest, IsStillThereAfterReopening) {
  const json record = Example();
  OpenSqliteStore(path_)->Insert(record);
  const auto store = OpenSqliteStore(path_);
  EXPECT_EQ(store->Get(record["id"]), record.dump());
  EXPECT_EQ(store->Insert(record), InsertResult::kAlreadyThere);
}

TEST_F(SqliteStoreTest, PagesNewestFirstWithoutGapsWhileRunsArrive) {
  const auto store = OpenSqliteStore(path_);
  std::vector<std::string> ids;
  for (int i = 0; i < 25; ++i) {
    const json record = Example();
    store->Insert(record);
    ids.insert(ids.begin(), record["id"]);
  }
  for (const int limit : {1, 5, 7, 24, 25, 26, 200}) EXPECT_EQ(Ids(*store, limit), ids) << limit;

  const Page first = store->List({}, std::nullopt, 10);
  store->Insert(Example());
  const Page second = store->List({}, first.next, 10);
  EXPECT_EQ(json::parse(second.summaries[0])["id"], ids[10]);
}

TEST_F(SqliteStoreTest, Filters) {
  const auto store = OpenSqliteStore(path_);
  record::Record a = record::PassingRecord();
  record::Record b = record::EmptyRecord();
  b.board.name = "other'; DROP TABLE runs; --";
  b.suite.name = "tasks";
  store->Insert(ToJson(a));
  store->Insert(ToJson(b));
  using Names = std::vector<std::string>;
  EXPECT_EQ(Ids(*store, 10, {.board = a.board.name}), Names{a.id});
  EXPECT_EQ(Ids(*store, 10, {.board = b.board.name}), Names{b.id});
  EXPECT_EQ(Ids(*store, 10, {.suite = "tasks"}), Names{b.id});
  EXPECT_EQ(Ids(*store, 10, {.verdict = record::Verdict::kPass}), Names{a.id});
  EXPECT_EQ(Ids(*store, 10, {.verdict = record::Verdict::kInfra}), Names{b.id});
  EXPECT_EQ(Ids(*store, 10, {.board = a.board.name, .suite = "tasks"}), Names{});
  EXPECT_EQ(Ids(*store, 10, {.board = b.board.name, .suite = "tasks", .verdict = record::Verdict::kInfra}),
            Names{b.id});
}

TEST_F(SqliteStoreTest, SummarisesButNotTheSpeedOfWrongOutputs) {
  const auto store = OpenSqliteStore(path_);
  const record::Record wrong = record::ExampleRecord();
  const record::Record right = record::PassingRecord();
  store->Insert(ToJson(wrong));
  store->Insert(ToJson(right));
  const Page page = store->List({}, std::nullopt, 10);
  const json first = json::parse(page.summaries.at(0));
  EXPECT_EQ(first["id"], right.id);
  EXPECT_EQ(first["board"], json({{"name", "example"}, {"core", "cortex-m4"}, {"virtual", true}}));
  EXPECT_EQ(first["cases"][0]["latency"],
            json({{"domain", "instructions"}, {"unit", "instructions"}, {"median", 2001}}));
  EXPECT_EQ(first["cases"][0]["memory"], json({{"arena", 22000}, {"touched", 21990}}));
  const json second = json::parse(page.summaries.at(1));
  EXPECT_TRUE(second["cases"][0]["latency"].is_null());
  EXPECT_EQ(second["cases"][0]["exactness"], json({{"inputs", 3}, {"equal", 2}}));
  EXPECT_TRUE(second["cases"][1]["memory"].is_null());
}

TEST_F(SqliteStoreTest, SeveralWritersAndProcessesLoseNothing) {
  constexpr int kWriters = 4;
  constexpr int kEach = 25;
  const auto store = OpenSqliteStore(path_, std::chrono::seconds(60));
  const auto other = OpenSqliteStore(path_, std::chrono::seconds(60));
  const json shared = Example();
  std::atomic<int> inserted_shared = 0;
  {
    std::vector<std::jthread> writers;
    for (int i = 0; i < kWriters; ++i) {
      writers.emplace_back([&, i] {
        Store& mine = i % 2 == 0 ? *store : *other;
        for (int j = 0; j < kEach; ++j) EXPECT_EQ(mine.Insert(Example()), InsertResult::kInserted);
        if (mine.Insert(shared) == InsertResult::kInserted) ++inserted_shared;
      });
    }
  }
  EXPECT_EQ(inserted_shared, 1);
  const auto ids = Ids(*store, 200);
  EXPECT_EQ(std::set(ids.begin(), ids.end()).size(), kWriters * kEach + 1u);
}

// A child inserts and reports every acknowledged id through a pipe, until it is killed in the middle of it.
TEST_F(SqliteStoreTest, AcknowledgedRecordsSurviveKill) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const auto store = OpenSqliteStore(path_);
    for (int i = 0; i < 1'000'000; ++i) {
      const std::string id = record::NewId();
      store->Insert(Example(id));
      if (write(ends[1], id.data(), id.size()) != static_cast<ssize_t>(id.size())) break;
    }
    _exit(1);
  }
  close(ends[1]);
  std::vector<std::string> acknowledged;
  std::string id(36, ' ');
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(read(ends[0], id.data(), id.size()), 36);
    acknowledged.push_back(id);
  }
  kill(child, SIGKILL);
  while (read(ends[0], id.data(), id.size()) == 36) acknowledged.push_back(id);
  close(ends[0]);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));

  const auto store = OpenSqliteStore(path_);
  for (const std::string& each : acknowledged) EXPECT_EQ(store->Get(each), Example(each).dump());
  const size_t stored = Ids(*store, 200).size();
  EXPECT_GE(stored, acknowledged.size());
  EXPECT_LE(stored, acknowledged.size() + 1);  // killed between the commit and the report
}

TEST_F(SqliteStoreTest, LockedDatabaseIsAnErrorAndPasses) {
  const auto store = OpenSqliteStore(path_, std::chrono::milliseconds(50));
  store->Insert(Example());
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  const json record = Example();
  try {
    store->Insert(record);
    ADD_FAILURE() << "stored in a locked database";
  } catch (const StoreError& error) {
    EXPECT_THAT(error.what(), HasSubstr("locked"));
    EXPECT_THAT(error.what(), HasSubstr(path_));
  }
  EXPECT_EQ(Ids(*store, 10).size(), 1u);  // reading goes on
  sqlite3_close(other);
  EXPECT_EQ(store->Insert(record), InsertResult::kInserted);
}

// A file size limit stands in for the full disk.
TEST_F(SqliteStoreTest, FullDiskIsAnErrorAndLosesNothing) {
  const auto store = OpenSqliteStore(path_);
  store->Insert(Example());
  signal(SIGXFSZ, SIG_IGN);
  rlimit old{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &old), 0);
  const rlimit small = {256 << 10, old.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  size_t stored = 1;
  std::string refused;
  for (int i = 0; i < 1000 && refused.empty(); ++i) {
    const json record = Example();
    try {
      store->Insert(record);
      ++stored;
    } catch (const StoreError&) {
      refused = record["id"];
    }
  }
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &old), 0);
  ASSERT_FALSE(refused.empty());
  EXPECT_EQ(Ids(*store, 200).size(), stored);
  EXPECT_EQ(store->Get(refused), std::nullopt);
  EXPECT_EQ(store->Insert(Example(refused)), InsertResult::kInserted);
  EXPECT_EQ(Ids(*OpenSqliteStore(path_), 200).size(), stored + 1);
}

TEST_F(SqliteStoreTest, SaysWhyItCannotOpen) {
  EXPECT_THROW(OpenSqliteStore((folder_ / "missing" / "results.db").string()), StoreError);
  EXPECT_THROW(OpenSqliteStore(folder_.string()), StoreError);
  EXPECT_THROW(OpenSqliteStore(""), StoreError);
  const std::string text = (folder_ / "notes.txt").string();
  std::ofstream(text) << std::string(10'000, 'x');
  try {
    OpenSqliteStore(text);
    ADD_FAILURE() << "opened a text file";
  } catch (const StoreError& error) {
    EXPECT_THAT(error.what(), HasSubstr("not a database"));
  }
}

TEST_F(SqliteStoreTest, LeavesNewerDatabasesAlone) {
  OpenSqliteStore(path_);
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "INSERT INTO schema_version VALUES (1000)", nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(other);
  try {
    OpenSqliteStore(path_);
    ADD_FAILURE() << "opened a newer database";
  } catch (const StoreError& error) {
    EXPECT_THAT(error.what(), HasSubstr("newer version"));
  }
}

TEST_F(SqliteStoreTest, PathsWithSpacesWork) {
  const std::string path = (folder_ / "my results, 2025.db").string();
  OpenSqliteStore(path)->Insert(Example());
  EXPECT_TRUE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace assay::store

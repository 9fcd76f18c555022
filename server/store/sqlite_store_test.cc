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
#include "server/record/statistics.h"
#include "server/record/visitors/writer.h"
#include "server/store/migrations.h"
#include "server/store/store.h"
#include "server/store/summary.h"

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

  static std::string Example(const std::string& id = record::NewId()) {
    return ToText(record::PassingRecord(id));
  }
  static std::string RecordOfBefore() {
    std::ifstream file(ASSAY_RECORD_TESTDATA "/of_before.json");
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  static std::string IdOf(const std::string& record) { return json::parse(record)["id"]; }

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

  // A database as the first version made it, open.
  sqlite3* FirstVersion() const {
    sqlite3* first = nullptr;
    EXPECT_EQ(sqlite3_open(path_.c_str(), &first), SQLITE_OK);
    std::string statements =
        "CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY);"
        "INSERT INTO schema_version VALUES (1);";
    for (const std::string_view statement : kMigrations.at(0)) statements.append(statement) += ";";
    EXPECT_EQ(sqlite3_exec(first, statements.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    return first;
  }

  std::filesystem::path folder_;
  std::string path_;
};

TEST_F(SqliteStoreTest, KeepsTheVeryBytes) {
  const auto store = OpenSqliteStore(path_);
  json record = json::parse(Example());
  record["invented_later"] = {1, "two"};
  // Spaces, an order of fields and a way to write a number and a letter that no writer of ours has.
  std::string bytes = "\xEF\xBB\xBF \r\n" + record.dump(3) + "\n\n";
  bytes.replace(bytes.find("2001"), 4, "2.001e3");
  bytes.replace(bytes.find("\"kws\""), 5, "\"\\u006bws\"");
  const Inserted inserted = store->Insert(bytes);
  EXPECT_EQ(inserted.result, InsertResult::kInserted);
  EXPECT_EQ(inserted.id, record["id"]);
  const std::optional<StoredRecord> stored = OpenSqliteStore(path_)->Get(record["id"]);
  ASSERT_TRUE(stored.has_value());
  EXPECT_EQ(stored->bytes, bytes);
  EXPECT_EQ(stored->sha256, inserted.sha256);
  EXPECT_FALSE(store->Get(record::NewId()).has_value());
}

// As sha256sum prints it.
TEST_F(SqliteStoreTest, TellsTheDigestOfTheBytes) {
  EXPECT_EQ(OpenSqliteStore(path_)->Insert(RecordOfBefore()).sha256,
            "0ac9f08154dfe6adcb7cf586312c13bfab919b4c636b9f6d089efd341f5bde0b");
}

TEST_F(SqliteStoreTest, CountsNothingTwice) {
  const auto store = OpenSqliteStore(path_);
  const std::string bytes = Example();
  const Inserted first = store->Insert(bytes);
  EXPECT_EQ(store->Insert(bytes).result, InsertResult::kAlreadyThere);
  json record = json::parse(bytes);
  record["cases"][0]["latency"]["median"] = 2001.0;  // the same number, written another way
  const Inserted again = store->Insert(record.dump(2));
  EXPECT_EQ(again.result, InsertResult::kAlreadyThere);
  EXPECT_EQ(again.sha256, first.sha256);  // of what is there, not of what came
  EXPECT_EQ(store->Get(first.id)->bytes, bytes);
  EXPECT_EQ(Ids(*store, 10).size(), 1u);
}

TEST_F(SqliteStoreTest, NeverOverwrites) {
  const auto store = OpenSqliteStore(path_);
  const std::string bytes = Example();
  const Inserted first = store->Insert(bytes);
  json other = json::parse(bytes);
  other["harness"]["host"] = "elsewhere";
  const Inserted second = store->Insert(other.dump());
  EXPECT_EQ(second.result, InsertResult::kConflict);
  EXPECT_EQ(second.sha256, first.sha256);
  EXPECT_EQ(store->Get(first.id)->bytes, bytes);
}

TEST_F(SqliteStoreTest, RefusesInvalidRecords) {
  const auto store = OpenSqliteStore(path_);
  json record = json::parse(Example());
  record["verdict"] = "maybe";
  EXPECT_THROW(store->Insert(record.dump()), record::InvalidRecord);
  EXPECT_THROW(store->Insert("{"), record::MalformedJson);
  EXPECT_TRUE(Ids(*store, 10).empty());
}

TEST_F(SqliteStoreTest, IsStillThereAfterReopening) {
  const std::string record = Example();
  const Inserted first = OpenSqliteStore(path_)->Insert(record);
  const auto store = OpenSqliteStore(path_);
  EXPECT_EQ(store->Get(first.id)->bytes, record);
  EXPECT_EQ(store->Insert(record).result, InsertResult::kAlreadyThere);
}

TEST_F(SqliteStoreTest, PagesNewestFirstWithoutGapsWhileRunsArrive) {
  const auto store = OpenSqliteStore(path_);
  std::vector<std::string> ids;
  for (int i = 0; i < 25; ++i) {
    ids.insert(ids.begin(), store->Insert(Example()).id);
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
  store->Insert(ToText(a));
  store->Insert(ToText(b));
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
  store->Insert(ToText(wrong));
  store->Insert(ToText(right));
  const Page page = store->List({}, std::nullopt, 10);
  const json first = json::parse(page.summaries.at(0));
  EXPECT_EQ(first["id"], right.id);
  EXPECT_EQ(first["board"], ToJson(right)["board"]);
  EXPECT_EQ(first["cases"][0]["outputs_wrong"], false);
  EXPECT_EQ(first["cases"][0]["latency"]["domain"], "instructions");
  EXPECT_EQ(first["cases"][0]["latency"]["unit"], "instructions");
  EXPECT_EQ(first["cases"][0]["latency"]["statistics"].size(), record::Statistics().size());
  EXPECT_EQ(first["cases"][0]["latency"]["statistics"][0],
            json({{"name", "median"}, {"unit", "instructions"}, {"value", 2001}, {"in_lists", true}}));
  json memory = ToJson(right)["cases"][0]["memory"];
  memory["plan"] = json::array();  // the one part that would be large
  EXPECT_EQ(first["cases"][0]["memory"], memory);
  const json second = json::parse(page.summaries.at(1));
  EXPECT_TRUE(second["cases"][0]["latency"].is_null());
  EXPECT_EQ(second["cases"][0]["outputs_wrong"], true);
  EXPECT_EQ(second["cases"][0]["exactness"], ToJson(wrong)["cases"][0]["exactness"]);
  EXPECT_EQ(second["cases"][1]["outputs_wrong"], false);
  EXPECT_TRUE(second["cases"][1]["memory"].is_null());
}

TEST_F(SqliteStoreTest, SummarisesOneRunAsItListsIt) {
  const auto store = OpenSqliteStore(path_);
  const Inserted inserted = store->Insert(Example());
  store->Insert(Example());
  EXPECT_EQ(store->Summary(inserted.id), store->List({}, std::nullopt, 2).summaries.at(1));
  EXPECT_EQ(store->Summary(record::NewId()), std::nullopt);
}

TEST_F(SqliteStoreTest, SeveralWritersAndProcessesLoseNothing) {
  constexpr int kWriters = 4;
  constexpr int kEach = 25;
  const auto store = OpenSqliteStore(path_, std::chrono::seconds(60));
  const auto other = OpenSqliteStore(path_, std::chrono::seconds(60));
  const std::string shared = Example();
  std::atomic<int> inserted_shared = 0;
  {
    std::vector<std::jthread> writers;
    for (int i = 0; i < kWriters; ++i) {
      writers.emplace_back([&, i] {
        Store& mine = i % 2 == 0 ? *store : *other;
        for (int j = 0; j < kEach; ++j) EXPECT_EQ(mine.Insert(Example()).result, InsertResult::kInserted);
        if (mine.Insert(shared).result == InsertResult::kInserted) ++inserted_shared;
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
  for (const std::string& each : acknowledged) EXPECT_EQ(store->Get(each)->bytes, Example(each));
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
  const std::string record = Example();
  try {
    store->Insert(record);
    ADD_FAILURE() << "stored in a locked database";
  } catch (const StoreError& error) {
    EXPECT_THAT(error.what(), HasSubstr("locked"));
    EXPECT_THAT(error.what(), HasSubstr(path_));
  }
  EXPECT_EQ(Ids(*store, 10).size(), 1u);  // reading goes on
  sqlite3_close(other);
  EXPECT_EQ(store->Insert(record).result, InsertResult::kInserted);
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
    const std::string record = Example();
    try {
      store->Insert(record);
      ++stored;
    } catch (const StoreError&) {
      refused = IdOf(record);
    }
  }
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &old), 0);
  ASSERT_FALSE(refused.empty());
  EXPECT_EQ(Ids(*store, 200).size(), stored);
  EXPECT_FALSE(store->Get(refused).has_value());
  EXPECT_EQ(store->Insert(Example(refused)).result, InsertResult::kInserted);
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

// As the first version made it, with a record that it wrote anew and that today's rules refuse: it has
// outputs that are wrong by one field and right by another.
TEST_F(SqliteStoreTest, OpensDatabasesOfBefore) {
  json before = record::Writer::Write(record::ContradictoryRecord());
  before["cases"][0]["kernels"] = "";
  EXPECT_THROW(record::FromJson(before), record::InvalidRecord);
  const std::string id = before["id"];
  sqlite3* first = FirstVersion();
  for (const std::string& record : {before.dump(), RecordOfBefore()}) {
    const std::string insert =
        "INSERT INTO runs (id, board, suite, verdict, received, summary, record) VALUES ('" + IdOf(record) +
        "', 'example', 'mlperf-tiny', 'fail', '2025-02-01T00:00:00.000Z', '{}', '" + record + "')";
    ASSERT_EQ(sqlite3_exec(first, insert.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  }
  sqlite3_close(first);

  for (int opened = 0; opened < 2; ++opened) {
    const auto store = OpenSqliteStore(path_);
    EXPECT_EQ(store->Get(id)->bytes, before.dump());
    EXPECT_EQ(store->Get(id)->sha256.size(), 64u);
    const Page page = store->List({}, std::nullopt, 10);
    ASSERT_EQ(page.summaries.size(), 2u);
    const json summary = json::parse(page.summaries[1]);
    EXPECT_EQ(summary["id"], id);
    EXPECT_EQ(summary["received"], "2025-02-01T00:00:00.000Z");
    EXPECT_EQ(summary["cases"][0]["outputs_wrong"], true);
    EXPECT_TRUE(summary["cases"][0]["latency"].is_null());
    EXPECT_EQ(store->List({.verdict = record::Verdict::kPass}, std::nullopt, 10).summaries.size(), 1u);
  }
}

// As when a statistic is declared that the summaries in the database do not have.
TEST_F(SqliteStoreTest, SummarisesAnewWhereSummariesHaveBecomeOthers) {
  const std::string id = OpenSqliteStore(path_)->Insert(Example()).id;
  const std::string right = OpenSqliteStore(path_)->Summary(id).value();
  const auto change = [&](const char* statement) {
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(path_.c_str(), &other), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(other, statement, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(other);
  };
  change("UPDATE runs SET summary = 'of another version'");
  EXPECT_EQ(OpenSqliteStore(path_)->Summary(id), "of another version") << "the same version reads no record";
  change("UPDATE derivation SET version = 'another'");
  EXPECT_EQ(OpenSqliteStore(path_)->Summary(id), right);
  change("UPDATE runs SET summary = 'of another version'");
  EXPECT_EQ(OpenSqliteStore(path_)->Summary(id), "of another version") << "it was done once";
}

TEST_F(SqliteStoreTest, TheVersionOfSummariesKnowsEveryStatistic) {
  for (const record::Statistic& statistic : record::Statistics()) {
    EXPECT_THAT(SummaryVersion(), HasSubstr(json(statistic.name).dump()));
  }
}

TEST_F(SqliteStoreTest, SaysWhichRunOfBeforeIsBroken) {
  sqlite3* first = FirstVersion();
  const std::string statements =
      "INSERT INTO runs (id, board, suite, verdict, received, summary, record)"
      " VALUES ('the-broken-one', '', '', '', '', '', '{}')";
  ASSERT_EQ(sqlite3_exec(first, statements.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(first);
  try {
    OpenSqliteStore(path_);
    ADD_FAILURE() << "opened a broken database";
  } catch (const StoreError& error) {
    EXPECT_THAT(error.what(), HasSubstr("the-broken-one"));
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

#include "harness/cli/run_on_boards.h"

#include <gmock/gmock.h>

#include "harness/base/resources.h"
#include "harness/cli/delivery.h"
#include "harness/cli/testing/cli_test.h"
#include "harness/run/testing/fake_unit.h"
#include "harness/spool/spool.h"
#include "kernels/reference/reference.h"
#include "server/record/record_json.h"
#include "server/serve.h"

namespace assay::cli {
namespace {

using assay::testing::FakeUnit;
using assay::testing::InProcessAgent;
using assay::testing::TamperedSet;
using record::Verdict;
using testing::Captured;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

class RunOnBoardsTest : public testing::CliTest {
 protected:
  RunOnBoardsTest() {
    AddFakeBoard();
    AddSuite(/*inputs=*/2);
    assay::testing::WriteFakeImage(folder_ / "agent.elf");
    agent_.kernel_sets = {&kernels::kReference};
    agent_.clock.domain = Domain::kTime;
    request_.boards = {"fake-board"};
    request_.suite = "mine";
  }

  // The run's records; what it says is in `err_`, the boards it started in `started_`.
  std::vector<record::Record> Run() {
    std::vector<record::Record> records;
    err_ = Captured([&] {
             records = RunOnBoards(request_, [this](const Board& board) -> std::unique_ptr<Unit> {
               started_.push_back(board.name);
               return std::make_unique<FakeUnit>(FakeUnit::Options{agent_, folder_ / "agent.elf"});
             });
             return ExitCode::kPass;
           }).err;
    return records;
  }
  // Of a run that does not begin.
  std::string Error() {
    try {
      Run();
    } catch (const UsageError& error) {
      ::testing::internal::GetCapturedStdout();
      ::testing::internal::GetCapturedStderr();
      EXPECT_FALSE(std::filesystem::exists(StateFolder() / "records") &&
                   !std::filesystem::is_empty(StateFolder() / "records"))
          << "something was recorded";
      return error.what();
    }
    return "none";
  }
  record::Record Spooled(const record::Record& record) const {
    const std::vector<uint8_t> bytes = ReadFile(Spool(StateFolder()).RecordFile(record.id));
    return record::FromText({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }

  InProcessAgent::Options agent_;
  SuiteRequest request_;
  std::vector<std::string> started_;
  std::string err_;
};

TEST_F(RunOnBoardsTest, EveryBoardGivesARecordInItsOrder) {
  request_.boards = {"fake-board", "fake-board"};
  const std::vector<record::Record> records = Run();
  EXPECT_THAT(started_, ElementsAre("fake-board", "fake-board"));
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_NE(records[0].id, records[1].id);
  for (const record::Record& record : records) {
    EXPECT_EQ(record.verdict, Verdict::kPass) << record.reason;
    EXPECT_EQ(record.suite.name, "mine");
    EXPECT_EQ(record::ToText(Spooled(record)), record::ToText(record)) << "what is kept is what was given";
  }
}

TEST_F(RunOnBoardsTest, AWrongRunIsARecordAsWell) {
  TamperedSet tampered(kernels::Opcode::kSoftmax, [](int8_t* output) {
    output[0] = static_cast<int8_t>(output[0] + 1);
    return Status::kOk;
  });
  agent_.kernel_sets = {tampered.set(), &kernels::kReference};
  const std::vector<record::Record> records = Run();
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_EQ(records[0].verdict, Verdict::kFail);
  EXPECT_THAT(records[0].reason, HasSubstr("case one: 2 of 2 inputs differ from tflm"));
}

TEST_F(RunOnBoardsTest, WhatIsWorthKnowingOfABoardIsANote) {
  agent_.stack_guarded = false;
  request_.boards = {"fake-board", "fake-board"};
  Run();
  const std::string note = "assay: note: fake-board: this board has no stack guard";
  EXPECT_THAT(err_, StartsWith(note));
  EXPECT_THAT(err_.substr(note.size()), HasSubstr(note)) << "of every unit";
}

// Found before the first board is started, so that no hour is spent on a run that cannot end.
TEST_F(RunOnBoardsTest, WhatIsWrongWithARequestIsFoundFirst) {
  const SuiteRequest right = request_;
  request_.boards = {"fake-board", "fake-bord"};
  EXPECT_THAT(Error(), HasSubstr("did you mean 'fake-board'?"));
  request_ = right;
  request_.suite = "mein";
  EXPECT_THAT(Error(), HasSubstr("there is no suite 'mein'"));
  request_ = right;
  request_.case_name = "two";
  EXPECT_THAT(Error(), HasSubstr("suite mine has no case 'two'"));
  request_ = right;
  request_.server = "localhost:8080";
  EXPECT_THAT(Error(), HasSubstr("--server: "));
  request_ = right;
  request_.options.cases.kernels = "reference,";
  EXPECT_THAT(Error(), HasSubstr("--kernels: must be SET"));
  EXPECT_THAT(started_, IsEmpty());
}

// Only the agent knows which sets it has. Nothing was run then, and nothing is kept or to be delivered.
TEST_F(RunOnBoardsTest, KernelsThatTheAgentLacksAreNoRun) {
  request_.options.cases.kernels = "unheard-of";
  request_.server = "http://127.0.0.1:9";
  EXPECT_THAT(Error(), HasSubstr("--kernels: the agent has no kernel set 'unheard-of'"));
  EXPECT_THAT(started_, SizeIs(1));
  EXPECT_TRUE(std::filesystem::is_empty(StateFolder() / "outbox"));
}

TEST_F(RunOnBoardsTest, ARunIsDeliveredToItsServer) {
  ServeOptions options;
  options.db = (folder_ / "results.db").string();
  options.port = 0;
  options.log_level = "off";
  Server server(options);
  server.Start();
  request_.server = server.url();
  const std::vector<record::Record> records = Run();
  ASSERT_THAT(records, SizeIs(1));
  bool delivered = false;
  const std::string err = Captured([&] {
                            delivered = DeliverPending(records);
                            return ExitCode::kPass;
                          }).err;
  EXPECT_TRUE(delivered);
  EXPECT_EQ(err, "assay: record " + records[0].id + " delivered to " + server.url() + "\n");
  EXPECT_TRUE(std::filesystem::is_empty(StateFolder() / "outbox"));
  EXPECT_TRUE(std::filesystem::exists(Spool(StateFolder()).RecordFile(records[0].id)))
      << "it stays here, too";
}

}  // namespace
}  // namespace assay::cli

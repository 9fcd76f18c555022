// Boards, emulators and harnesses that die, servers that are away: nothing is lost, nothing survives, nobody
// is blamed wrongly.
#include <gmock/gmock.h>
#include <signal.h>

#include <thread>

#include "tests/support/assay.h"
#include "tests/support/http.h"

namespace assay::testing {
namespace {

using ::testing::EndsWith;
using ::testing::MatchesRegex;
using Json = nlohmann::json;

constexpr int kInfra = 3;

class TroubleTest : public AssayTest {
 protected:
  // A run that lasts until it is disturbed.
  Program LongRun(const std::string& board, std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"run", "--board", board, "--samples", "100000"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Start(arguments);
  }
  // Waits (bounded) until the run is at its case: its record names the agent as soon as hands are shaken.
  pid_t WaitForUnit(const Program& program, const TestBoard& board) const {
    const pid_t unit = WaitForDescendant(program.pid(), board.program);
    EXPECT_GT(unit, 0) << "no unit was started";
    for (int i = 0; i < 2000; ++i) {
      const std::vector<Json> records = SpooledRecords();
      if (!records.empty() && records.front()["agent"].is_object()) return unit;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ADD_FAILURE() << "the run did not begin";
    return unit;
  }
  Json OnlyRecord() const {
    const std::vector<Json> records = SpooledRecords();
    EXPECT_EQ(records.size(), 1u);
    return records.empty() ? Json() : records.front();
  }
};

TEST_F(TroubleTest, AKilledUnitIsAnInfraVerdict) {
  for (const TestBoard& board : ReadyBoards()) {
    SCOPED_TRACE(board.name);
    std::filesystem::remove_all(folder_ / "state");
    Program program = LongRun(board.name);
    const pid_t unit = WaitForUnit(program, board);
    ASSERT_GT(unit, 0);
    kill(unit, SIGKILL);
    const Result result = program.Wait(std::chrono::seconds(10));
    EXPECT_EQ(result.exit_code, kInfra) << result.err;
    EXPECT_NE(result.err.find("the agent closed the link"), std::string::npos) << result.err;
    EXPECT_EQ(OnlyRecord()["verdict"], "infra");
    EXPECT_TRUE(WaitUntilGone(unit));
  }
}

TEST_F(TroubleTest, AHangingUnitIsAnInfraVerdict) {
  for (const TestBoard& board : ReadyBoards()) {
    SCOPED_TRACE(board.name);
    std::filesystem::remove_all(folder_ / "state");
    Program program = LongRun(board.name, {"--timeout", "1"});
    const pid_t unit = WaitForUnit(program, board);
    ASSERT_GT(unit, 0);
    kill(unit, SIGSTOP);
    const Result result = program.Wait(std::chrono::seconds(20));
    EXPECT_EQ(result.exit_code, kInfra) << result.err;
    EXPECT_NE(result.err.find("silent"), std::string::npos) << result.err;
    EXPECT_EQ(OnlyRecord()["verdict"], "infra");
    EXPECT_TRUE(WaitUntilGone(unit));
  }
}

TEST_F(TroubleTest, AKilledHarnessLeavesAnInfraRecordAndNoChild) {
  for (const TestBoard& board : ReadyBoards()) {
    SCOPED_TRACE(board.name);
    std::filesystem::remove_all(folder_ / "state");
    Program program = LongRun(board.name);
    const pid_t unit = WaitForUnit(program, board);
    ASSERT_GT(unit, 0);
    program.Signal(SIGKILL);
    EXPECT_EQ(program.Wait(std::chrono::seconds(10)).signal, SIGKILL);
    EXPECT_TRUE(WaitUntilGone(unit));
    const Json record = OnlyRecord();
    EXPECT_EQ(record["verdict"], "infra");
    EXPECT_EQ(record["reason"], "the harness was stopped before the run ended");
  }
}

TEST_F(TroubleTest, CtrlCCleansUp) {
  for (const TestBoard& board : ReadyBoards()) {
    SCOPED_TRACE(board.name);
    std::filesystem::remove_all(folder_ / "state");
    Program program = LongRun(board.name);
    const pid_t unit = WaitForUnit(program, board);
    ASSERT_GT(unit, 0);
    program.Signal(SIGINT);
    const Result result = program.Wait(std::chrono::seconds(10));
    EXPECT_EQ(result.exit_code, kInfra) << result.err;
    EXPECT_NE(result.err.find("interrupted"), std::string::npos) << result.err;
    EXPECT_TRUE(WaitUntilGone(unit));
    EXPECT_EQ(OnlyRecord()["verdict"], "infra");
  }
}

// Kernels that end the agent: the run ends at once, and says where and why. The timeout is longer than the
// test may take.
TEST_F(TroubleTest, AFaultOfTheAgentIsAnInfraVerdictThatSaysWhere) {
  const Program::Environment faulty = {{"ASSAY_HOST_AGENT", ASSAY_FAULTY_AGENT},
                                       {"ASSAY_FIRMWARE", ASSAY_FAULTY_FIRMWARE}};
  for (const TestBoard& board : ReadyBoards()) {
    SCOPED_TRACE(board.name);
    const auto reason = [&](const std::string& set) -> std::string {
      const Json record = RunJson({"run", "--board", board.name, "--inputs", "1", "--timeout", "1000",
                                   "--kernels", "reference,SOFTMAX=" + set},
                                  kInfra, faulty);
      EXPECT_EQ(record["verdict"], "infra");
      return record["reason"];
    };
    if (board.core == "host") {
#ifndef ASSAY_SANITIZED
      EXPECT_THAT(reason("trap"), EndsWith("-1 was killed by signal 4 (Illegal instruction))"));
      EXPECT_THAT(reason("overflow"), EndsWith("-1 was killed by signal 11 (Segmentation fault))"));
#endif
      continue;
    }
    const std::string line = R"( \(device-agent/main/testing/crashing_kernels.cc:[0-9]+\))";
    EXPECT_THAT(reason("trap"),
                MatchesRegex("the agent died: undefined instruction in assay::testing::.*Trap.*" + line +
                             ", lr in .*execution.cc:.*"));
    EXPECT_THAT(reason("overflow"),
                MatchesRegex("the agent died: stack overflow: access to the guard at 0x[0-9a-f]+ near "
                             "assay::testing::.*Recurse.*" +
                             line + ".*"));
  }
}

// A server on a port of its own.
class ServerProcess {
 public:
  ServerProcess(Program program) = delete;
  ServerProcess(const std::string& db, const std::string& listen)
      : program_({ASSAY_PROGRAM, "serve", "--db", db, "--listen", listen}, {{"ASSAY_STATE", db + ".state"}}) {
    const std::string line = program_.WaitForLine("serving ");
    const size_t at = line.find("http://");
    if (at != std::string::npos) url_ = line.substr(at);
  }
  const std::string& url() const { return url_; }
  std::string port() const { return url_.substr(url_.rfind(':') + 1); }
  Result Stop(int signal = SIGTERM) {
    program_.Signal(signal);
    return program_.Wait(std::chrono::seconds(20));
  }

 private:
  Program program_;
  std::string url_;
};

TEST_F(TroubleTest, AServerEndsWellOnEitherSignal) {
  for (const int signal : {SIGINT, SIGTERM}) {
    ServerProcess server(folder_ / "results.db", "127.0.0.1:0");
    EXPECT_EQ(HttpGet(server.url(), "/api/v1/health").status, 200);
    EXPECT_EQ(server.Stop(signal).exit_code, 0);
  }
}

TEST_F(TroubleTest, AServerThatIsDownGetsItsRecordLater) {
  std::string address;
  {
    ServerProcess server(folder_ / "results.db", "127.0.0.1:0");
    address = "127.0.0.1:" + server.port();
    EXPECT_EQ(server.Stop().exit_code, 0);
  }
  const std::string url = "http://" + address;
  const Result away = Run({"run", "--board", "host", "--inputs", "2", "--server", url});
  EXPECT_EQ(away.exit_code, kInfra) << away.err;
  EXPECT_NE(away.err.find("could not be delivered"), std::string::npos) << away.err;
  const std::string id = OnlyRecord()["id"];

  ServerProcess server(folder_ / "results.db", address);
  ASSERT_EQ(server.url(), url);
  const Result next = Run({"boards"});
  EXPECT_EQ(next.exit_code, 0);
  EXPECT_NE(next.err.find(id + " delivered to " + url), std::string::npos) << next.err;
  EXPECT_EQ(Run({"boards"}).err, "");
}

TEST_F(TroubleTest, AKilledRunIsDeliveredAsInfra) {
  ServerProcess server(folder_ / "results.db", "127.0.0.1:0");
  const TestBoard& board = ReadyBoards().front();
  Program program = LongRun(board.name, {"--server", server.url()});
  WaitForUnit(program, board);
  // While the run goes on, another command leaves its record alone.
  EXPECT_EQ(Run({"suites"}).err, "");
  program.Signal(SIGKILL);
  program.Wait(std::chrono::seconds(10));
  const Result next = Run({"suites"});
  EXPECT_NE(next.err.find(" delivered to "), std::string::npos) << next.err;
  EXPECT_EQ(OnlyRecord()["verdict"], "infra");
}

TEST_F(TroubleTest, GarbageInTheOutboxIsSetAside) {
  Run({"run", "--board", "host", "--inputs", "1"});
  WriteText(folder_ / "state/outbox/abc.json", "garbage");
  const Result result = Run({"run", "--board", "host", "--inputs", "1"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.err.find("set aside"), std::string::npos) << result.err;
  EXPECT_EQ(Run({"boards"}).err, "");
}

TEST_F(TroubleTest, ABoardThatCountsOtherwiseThanItsFileSaysIsInfra) {
  const std::optional<TestBoard> board = CountingBoard();
  if (!board) GTEST_SKIP() << kNoCountingBoard;
  const std::string file = "boards/" + board->name + "/board.yaml";
  std::filesystem::create_directories(folder_ / "boards" / board->name);
  std::string yaml = ReadText(std::string(ASSAY_SOURCE_DIR "/") + file);
  const std::string shift = "icount_shift: ";
  const size_t at = yaml.find(shift);
  ASSERT_NE(at, std::string::npos);
  char& digit = yaml[at + shift.size()];
  digit = digit == '5' ? '4' : '5';
  WriteText(folder_ / file, yaml);
  const Json record = RunJson({"run", "--board", board->name, "--inputs", "1"}, kInfra,
                              {{"ASSAY_BOARDS", folder_ / "boards"}});
  EXPECT_EQ(record["verdict"], "infra");
  EXPECT_NE(record["reason"].get<std::string>().find("rate of instructions"), std::string::npos)
      << record["reason"];
}

TEST_F(TroubleTest, ClosedAndFullStreams) {
  // The pipe's reader is gone before anything is written.
  const std::string run = std::string(ASSAY_PROGRAM) + " run --board host --inputs 1";
  const Program::Environment environment = {{"ASSAY_STATE", folder_ / "state"}};
  const int closed = Program({"bash", "-c", run + " 2> >(exec true); exit $?"}, environment).Wait().exit_code;
  EXPECT_TRUE(closed == 0 || closed == kInfra) << closed;
  EXPECT_EQ(Program({"bash", "-c", run + " > /dev/full"}, environment).Wait().exit_code, kInfra);
}

// The suite's own right outputs are really compared with: a wrong one is found, and is not the board's fault.
TEST_F(TroubleTest, AWrongGoldenOutputIsInfra) {
  if (!Data()) GTEST_SKIP() << "MLPerf Tiny's files are absent (set ASSAY_DATA)";
  const auto copy = std::filesystem::copy_options::recursive;
  std::filesystem::create_directory(folder_ / "data");
  std::filesystem::copy(*Data() + "/models", folder_ / "data/models", copy);
  std::filesystem::copy(*Data() + "/golden", folder_ / "data/golden", copy);
  const std::vector<std::string> arguments = {"run",    "--board", "host",   "--suite",       "mlperf-tiny",
                                              "--case", "ad01",    "--data", folder_ / "data"};
  EXPECT_EQ(RunJson(arguments)["verdict"], "pass");
  for (const std::string file : {"out_03.bin", "layers.txt"}) {
    const auto golden = folder_.path() / "data/golden/ad" / file;
    const std::string right = ReadText(golden);
    std::string wrong = right;
    // The last digit of the last CRC, or the last byte of the output: still a well-formed file.
    char& last = wrong[wrong.find_last_not_of('\n')];
    last = last == '0' ? '1' : '0';
    WriteText(golden, wrong);
    const Result result = Run(arguments);
    EXPECT_EQ(result.exit_code, kInfra) << file << ": " << result.err;
    EXPECT_NE(result.err.find("the reference on the PC contradicts"), std::string::npos) << result.err;
    WriteText(golden, right);
  }
  std::filesystem::remove(folder_.path() / "data/golden/ad/out_03.bin");
  const Result result = Run(arguments);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.err.find("9 of 10 are there"), std::string::npos) << result.err;
}

TEST_F(TroubleTest, AFullDiskIsSaid) {
  const Result result = Run({"run", "--board", "host", "--inputs", "1", "--out", "/dev/full"});
  EXPECT_EQ(result.exit_code, kInfra) << result.err;
  EXPECT_NE(result.err.find("/dev/full"), std::string::npos) << result.err;
}

}  // namespace
}  // namespace assay::testing

#include "harness/cli/command_line.h"

#include <gmock/gmock.h>

#include "harness/base/version.h"
#include "harness/cli/testing/cli_test.h"

namespace assay::cli {
namespace {

using ::testing::HasSubstr;
using testing::Outcome;
using ::testing::StartsWith;

class CommandLineTest : public testing::CliTest {};

TEST_F(CommandLineTest, HelpNamesEveryCommandAndTheExitCodes) {
  const Outcome help = Assay({"--help"});
  EXPECT_EQ(help.exit_code, ExitCode::kPass);
  for (const char* command : {"demo", "run", "infer", "model", "compare", "boards", "suites", "serve"}) {
    EXPECT_THAT(help.out, HasSubstr(std::string("\n  ") + command + " "));
    EXPECT_EQ(Assay({command, "--help"}).exit_code, ExitCode::kPass) << command;
  }
  EXPECT_THAT(help.out, HasSubstr("Exit codes: 0 pass, 1 fail, 2 wrong use or input"));
}

TEST_F(CommandLineTest, ItsVersionIsThatOfTheBuild) {
  const Outcome outcome = Assay({"--version"});
  EXPECT_EQ(outcome.exit_code, ExitCode::kPass);
  EXPECT_THAT(outcome.out, StartsWith(std::string("assay ") + kVersion));
}

TEST_F(CommandLineTest, WrongUseIsSaidOnStderr) {
  const Outcome nothing = Assay({});
  EXPECT_EQ(nothing.exit_code, ExitCode::kUsage);
  EXPECT_EQ(nothing.out, "");
  EXPECT_NE(nothing.err, "");
  const Outcome unknown = Assay({"modle", "x"});
  EXPECT_EQ(unknown.exit_code, ExitCode::kUsage);
  EXPECT_EQ(unknown.err, "assay: there is no command 'modle'; did you mean 'model'?\n");
  EXPECT_EQ(Assay({"boards", "--jason"}).exit_code, ExitCode::kUsage);
  EXPECT_EQ(Assay({"run"}).exit_code, ExitCode::kUsage) << "--board is required";
}

// Whatever the command is for, and without a say in its exit code.
TEST_F(CommandLineTest, WhatIsLeftInTheOutboxGoesWithTheNextCommand) {
  folder_.Write("state/outbox/abc.json", "garbage");
  const Outcome first = Assay({"boards"});
  EXPECT_EQ(first.exit_code, ExitCode::kPass);
  EXPECT_THAT(first.err, HasSubstr("assay: record abc was rejected: "));
  EXPECT_EQ(Assay({"boards"}).err, "");
  folder_.Write("file", "");
  setenv("ASSAY_STATE", (folder_ / "file").c_str(), 1);
  const Outcome unreadable = Assay({"boards"});
  EXPECT_EQ(unreadable.exit_code, ExitCode::kPass);
  EXPECT_THAT(unreadable.err, HasSubstr("assay: records could not be delivered: "));
}

TEST_F(CommandLineTest, AnAgentThatIsNotThereIsTheRigs) {
  const std::string model = Write("model.tflite", agent::testing::TestModel());
  const std::string input = Write("in.bin", agent::testing::TestInput());
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"infer", model, "--input", input},
        {"compare", "--model", model, "--kernels", "reference,portable"}}) {
    const Outcome outcome = Assay(command);
    EXPECT_EQ(outcome.exit_code, ExitCode::kInfra);
    EXPECT_THAT(outcome.err, HasSubstr("the agent for board 'host' is missing"));
    EXPECT_EQ(outcome.out, "");
  }
}

TEST_F(CommandLineTest, ACommandNamesWhatItCannotRead) {
  const std::string model = Write("model.tflite", agent::testing::TestModel());
  const std::string input = Write("in.bin", std::vector<uint8_t>(7));
  const Outcome infer = Assay({"infer", model, "--input", input});
  EXPECT_EQ(infer.exit_code, ExitCode::kUsage);
  EXPECT_THAT(infer.err, HasSubstr(input + ": holds 7 bytes"));
  const Outcome one = Assay({"compare", "--model", model, "--kernels", "reference,ADD=portable"});
  EXPECT_EQ(one.exit_code, ExitCode::kUsage);
  EXPECT_THAT(one.err, HasSubstr("name at least two choices to compare"));
  const Outcome listen = Assay({"serve", "--listen", "8080"});
  EXPECT_EQ(listen.exit_code, ExitCode::kUsage);
  EXPECT_THAT(listen.err, HasSubstr("must be ADDRESS:PORT"));
}

}  // namespace
}  // namespace assay::cli

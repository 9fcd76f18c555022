// What tests of the command line begin with: a folder of their own for all that it reads and keeps.
#ifndef ASSAY_HARNESS_CLI_TESTING_CLI_TEST_H_
#define ASSAY_HARNESS_CLI_TESTING_CLI_TEST_H_

#include <gtest/gtest.h>
#include <stdlib.h>

#include <string>
#include <vector>

#include "device-agent/agent/testing/test_model.h"
#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/testing/temporary_folder.h"
#include "harness/cli/command_line.h"

namespace assay::cli::testing {

struct Outcome {
  ExitCode exit_code;
  std::string out, err;
};

// What `call`, which gives an exit code, writes meanwhile.
template <typename Call>
Outcome Captured(const Call& call) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  Outcome outcome;
  outcome.exit_code = call();
  outcome.out = ::testing::internal::GetCapturedStdout();
  outcome.err = ::testing::internal::GetCapturedStderr();
  return outcome;
}

class CliTest : public ::testing::Test {
 protected:
  CliTest() {
    for (const char* name : {"ASSAY_BOARDS", "ASSAY_SUITES", "ASSAY_DATA", "ASSAY_FIRMWARE"}) unsetenv(name);
    setenv("ASSAY_STATE", (folder_ / "state").c_str(), 1);
    // No test is to start a process.
    setenv("ASSAY_HOST_AGENT", (folder_ / "no-agent").c_str(), 1);
  }

  // `assay` with these arguments, in this process.
  static Outcome Assay(const std::vector<std::string>& arguments) {
    std::vector<const char*> argv = {"assay"};
    for (const std::string& argument : arguments) argv.push_back(argument.c_str());
    return Captured([&] { return RunCommandLine(static_cast<int>(argv.size()), argv.data()); });
  }

  // The board that an agent of this process says it is on, whose clock counts time.
  void AddFakeBoard() const {
    AddBoard("fake-board",
             "board: fake-board\ntitle: A board of tests\ncore: fake\ncount: {domain: time}\n"
             "link: {kind: socket}\nlaunch: {kind: process}\n");
  }
  // From the first one on these are all the boards there are.
  void AddBoard(const std::string& name, const std::string& yaml) const {
    folder_.Write("boards/" + name + "/board.yaml", yaml);
    setenv("ASSAY_BOARDS", (folder_ / "boards").c_str(), 1);
  }

  // A suite `mine` of one case, `one`, of the agent's test model and so many inputs.
  void AddSuite(int inputs) const {
    const std::vector<uint8_t> model = agent::testing::TestModel();
    folder_.Write("suites/mine/model.tflite", std::string(model.begin(), model.end()));
    AddSuite("mine",
             "suite: mine\nversion: 1\ndescription: A suite of tests\ncases:\n"
             "  - name: one\n    model: {file: model.tflite, sha256: " +
                 Sha256Hex(model) + "}\n    inputs: [{lcg: " + std::to_string(inputs) + "}]\n");
  }
  // The same of suites.
  void AddSuite(const std::string& name, const std::string& yaml) const {
    folder_.Write("suites/" + name + "/suite.yaml", yaml);
    setenv("ASSAY_SUITES", (folder_ / "suites").c_str(), 1);
  }

  // Returns its path.
  std::string Write(const std::string& name, const std::vector<uint8_t>& bytes) const {
    return folder_.Write(name, std::string(bytes.begin(), bytes.end())).string();
  }

  assay::testing::TemporaryFolder folder_;
};

}  // namespace assay::cli::testing

#endif  // ASSAY_HARNESS_CLI_TESTING_CLI_TEST_H_

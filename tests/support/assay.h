// The `assay` command under test, with a state folder of its own.
#ifndef ASSAY_TESTS_SUPPORT_ASSAY_H_
#define ASSAY_TESTS_SUPPORT_ASSAY_H_

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/boards.h"
#include "tests/support/program.h"

namespace assay::testing {

class AssayTest : public ::testing::Test {
 protected:
  // The program started with these arguments; `environment` is added to the present one.
  Program Start(const std::vector<std::string>& arguments, Program::Environment environment = {}) const {
    std::vector<std::string> argv = {ASSAY_PROGRAM};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    environment.emplace("ASSAY_STATE", (folder_ / "state").string());
    return Program(argv, environment);
  }

  Result Run(const std::vector<std::string>& arguments, const Program::Environment& environment = {}) const {
    return Start(arguments, environment).Wait();
  }

  // Runs `assay run --json` and parses the record. The exit code must be `exit_code`.
  nlohmann::json RunJson(std::vector<std::string> arguments, int exit_code = 0,
                         const Program::Environment& environment = {}) const {
    arguments.push_back("--json");
    const Result result = Run(arguments, environment);
    EXPECT_EQ(result.exit_code, exit_code) << result.err;
    return nlohmann::json::parse(result.out, nullptr, /*allow_exceptions=*/false);
  }

  // The only error line, after "assay: ", of a command that must fail like this.
  std::string ErrorOf(const std::vector<std::string>& arguments, int exit_code,
                      const Program::Environment& environment = {}) const {
    const Result result = Run(arguments, environment);
    EXPECT_EQ(result.exit_code, exit_code) << result.out << result.err;
    EXPECT_EQ(result.err.rfind("assay: ", 0), 0u) << result.err;
    return result.err;
  }

  // All records in the state folder.
  std::vector<nlohmann::json> SpooledRecords() const {
    std::vector<nlohmann::json> records;
    const auto folder = folder_ / "state/records";
    if (!std::filesystem::exists(folder)) return records;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".json")
        records.push_back(nlohmann::json::parse(ReadText(entry.path())));
    }
    return records;
  }

  static std::string Suites(const std::string& name) {
    return std::string(ASSAY_SOURCE_DIR "/suites/") + name;
  }

  // MLPerf Tiny's files: $ASSAY_DATA or the folder beside the checkout.
  static std::optional<std::string> Data() {
    const char* folder = std::getenv("ASSAY_DATA");
    const std::string path = folder != nullptr ? folder : ASSAY_MLPERF_TINY;
    if (std::filesystem::exists(path + "/models")) return path;
    return std::nullopt;
  }

  TemporaryFolder folder_;
};

}  // namespace assay::testing

#endif  // ASSAY_TESTS_SUPPORT_ASSAY_H_

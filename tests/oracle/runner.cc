// assay-oracle: runs the oracle's cases on every kernel set and says where the outputs differ.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "kernels/sets.h"
#include "tests/oracle/case.h"
#include "tests/oracle/coverage.h"
#include "tests/oracle/run_case.h"

namespace assay::oracle {
namespace {

struct Counts {
  int cases = 0;
  int equal = 0;
  int refused = 0;
};

// By operator, type and set.
using Tally = std::map<std::tuple<std::string, std::string, std::string>, Counts>;

void Print(const Tally& tally) {
  fmt::print("{:30} {:20} {:12} {:>6} {:>6} {:>8} {:>6}\n", "operator", "type", "kernels", "cases", "equal",
             "refused", "wrong");
  Counts all;
  for (const auto& [key, counts] : tally) {
    const auto& [name, type, set] = key;
    fmt::print("{:30} {:20} {:12} {:6} {:6} {:8} {:6}\n", name, type, set, counts.cases, counts.equal,
               counts.refused, counts.cases - counts.equal - counts.refused);
    all.cases += counts.cases;
    all.equal += counts.equal;
    all.refused += counts.refused;
  }
  fmt::print("{} comparisons: {} equal, {} refused as they must be, {} wrong\n", all.cases, all.equal,
             all.refused, all.cases - all.equal - all.refused);
}

bool AllCovered(const Coverage& coverage) {
  const std::vector<std::string> missing = coverage.Missing();
  for (const std::string& line : missing) fmt::print("{}\n", line);
  return missing.empty();
}

// The file is the table and whatever stands before it.
bool TableIsCurrent(const Coverage& coverage, const std::string& path, bool write) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  const std::string head = text.str().substr(0, text.str().find("\n|") + 1);
  const std::string wanted = head + coverage.Table();
  if (text.str() == wanted) return true;
  if (!write) {
    fmt::print("{} is out of date; tests/oracle/README.md says how to write it anew\n", path);
    return false;
  }
  std::ofstream(path) << wanted;
  return true;
}

int Main(int argc, char** argv) {
  CLI::App app{"Runs the oracle's cases and compares bit for bit."};
  std::vector<std::string> files;
  std::vector<std::string> all_sets;
  for (const kernels::KernelSet* set : kernels::kKernelSets) all_sets.emplace_back(set->name);
  std::vector<std::string> sets = all_sets;
  std::vector<std::string> only;
  bool verbose = false;
  int at_least = 1;
  bool check_coverage = false;
  std::string table;
  bool write = false;
  app.add_option("files", files, "Cases, as JSON Lines")->required();
  // One word each, so that the files may follow.
  app.add_option("--kernels", sets, "Only these kernel sets: A,B")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(all_sets));
  app.add_option("--only", only, "Only the cases of these names: A,B")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_flag("--verbose", verbose, "Name the refusals too");
  app.add_option("--at-least", at_least, "Fail if there are fewer cases");
  app.add_flag("--coverage", check_coverage, "Fail if there are kernels that no case ran");
  app.add_option("--table", table, "Fail if this file does not show which kernels the cases ran");
  app.add_flag("--write", write, "Write the file of --table instead");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }

  at_least = std::max(at_least, static_cast<int>(only.size()));

  Coverage coverage(kernels::kKernelSets);
  Tally tally;
  int cases = 0;
  bool wrong = false;
  for (const std::string& file : files) {
    ReadCases(file, [&](const Case& test) {
      if (!only.empty() && std::ranges::find(only, test.name) == only.end()) return;
      ++cases;
      for (const std::string& set : sets) {
        coverage.Begin(test);
        const Outcome outcome = RunCase(test, {coverage.sets(), set.c_str()});
        coverage.End(outcome.verdict);
        Counts& counts = tally[{test.operator_name, test.type, set}];
        ++counts.cases;
        counts.equal += outcome.verdict == Verdict::kEqual ? 1 : 0;
        counts.refused += outcome.verdict == Verdict::kRefused ? 1 : 0;
        wrong |= outcome.verdict == Verdict::kMismatch;
        if (outcome.verdict == Verdict::kMismatch || (verbose && !outcome.text.empty())) {
          fmt::print("{} [{}]: {}{}\n", test.name, set,
                     outcome.verdict == Verdict::kRefused ? "refused, rightly: " : "WRONG: ", outcome.text);
        }
      }
    });
  }
  Print(tally);
  if (cases < at_least) {
    fmt::print("only {} cases, but there must be {}\n", cases, at_least);
    wrong = true;
  }
  if (check_coverage) wrong |= !AllCovered(coverage);
  // The table is not written from cases that prove too little.
  if (!table.empty()) wrong |= !TableIsCurrent(coverage, table, write && !wrong);
  return wrong ? 1 : 0;
}

}  // namespace
}  // namespace assay::oracle

int main(int argc, char** argv) {
  try {
    return assay::oracle::Main(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "assay-oracle: {}\n", error.what());
    return 2;
  }
}

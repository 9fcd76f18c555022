// assay-oracle: runs the oracle's cases on every kernel set and says where the outputs differ.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iterator>
#include <map>

#include "kernels/reference/reference.h"
#include "oracle/case.h"
#include "oracle/run_case.h"

namespace assay::oracle {
namespace {

// All sets, fastest first.
constexpr const kernels::KernelSet* kSets[] = {&kernels::kReference};

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

int Main(int argc, char** argv) {
  CLI::App app{"Runs the oracle's cases and compares bit for bit."};
  std::vector<std::string> files;
  std::vector<std::string> sets;
  std::vector<std::string> only;
  bool verbose = false;
  app.add_option("files", files, "Cases, as JSON Lines")->required();
  app.add_option("--kernels", sets, "Only these kernel sets");
  app.add_option("--only", only, "Only the cases of these names");
  app.add_flag("--verbose", verbose, "Name the refusals too");
  CLI11_PARSE(app, argc, argv);
  if (sets.empty()) {
    for (const kernels::KernelSet* set : kSets) sets.emplace_back(set->name);
  }

  Tally tally;
  bool wrong = false;
  for (const std::string& file : files) {
    ReadCases(file, [&](const Case& test) {
      if (!only.empty() && std::ranges::find(only, test.name) == only.end()) return;
      for (const std::string& set : sets) {
        const Outcome outcome = RunCase(test, {kSets, set.c_str()});
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

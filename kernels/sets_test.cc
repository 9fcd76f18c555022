#include "kernels/sets.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <tuple>

#include "kernels/operator_name.h"

namespace assay::kernels {
namespace {

std::set<std::string> Matches(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  std::set<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), regex), end; match != end; ++match) {
    EXPECT_TRUE(found.insert((*match)[1]).second) << (*match)[1] << " is there twice";
  }
  return found;
}

// A row that is declared but not in the list would be a kernel that nobody can choose.
TEST(SetsTest, EveryRowIsListed) {
  for (const KernelSet* set : kKernelSets) {
    SCOPED_TRACE(set->name);
    std::ifstream file(std::string(ASSAY_SOURCE "/kernels/") + set->name + "/" + set->name + ".h");
    std::stringstream header;
    header << file.rdbuf();
    std::string declarations;
    for (const std::string& declaration : Matches(header.str(), R"(\nextern const Kernel\s+([^;]*);)")) {
      declarations += declaration + ",";
    }
    const std::set<std::string> declared = Matches(declarations, R"((k\w+)\s*,)");
    EXPECT_EQ(declared, Matches(header.str(), R"(&(k\w+))"));
    EXPECT_EQ(declared.size(), set->kernels.size());
  }
}

TEST(SetsTest, NoTwoRowsOfASetTakeTheSame) {
  for (const KernelSet* set : kKernelSets) {
    std::set<std::tuple<Opcode, Type, Type>> rows;
    for (const Kernel* row : set->kernels) {
      EXPECT_TRUE(rows.insert({row->opcode, row->type, row->weights}).second)
          << set->name << ": " << OperatorName(row->opcode) << " of " << TypeName(row->type);
      EXPECT_TRUE(row->prepare != nullptr && row->eval != nullptr && row->params_bytes > 0)
          << set->name << ": " << OperatorName(row->opcode);
    }
  }
}

}  // namespace
}  // namespace assay::kernels

#include "server/base/nearest.h"

#include <gtest/gtest.h>

#include <vector>

namespace assay {
namespace {

TEST(EditDistance, CountsInsertionsDeletionsReplacementsAndSwaps) {
  EXPECT_EQ(EditDistance("", ""), 0u);
  EXPECT_EQ(EditDistance("", "abc"), 3u);
  EXPECT_EQ(EditDistance("abc", ""), 3u);
  EXPECT_EQ(EditDistance("virt-m4", "virt-m4"), 0u);
  EXPECT_EQ(EditDistance("virt-m4", "virt-m7"), 1u);
  EXPECT_EQ(EditDistance("virtm4", "virt-m4"), 1u);
  EXPECT_EQ(EditDistance("hsot", "host"), 1u);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3u);
}

TEST(Nearest, FindsTheSlipAndNothingFar) {
  const std::vector<std::string> names = {"host", "virt-m4", "virt-m7"};
  EXPECT_EQ(Nearest("hots", names), "host");
  EXPECT_EQ(Nearest("virt_m7", names), "virt-m7");
  EXPECT_EQ(Nearest("virt-m5", names), "virt-m4") << "the first of equally near ones";
  EXPECT_EQ(Nearest("nucleo", names), "");
  EXPECT_EQ(Nearest("", names), "");
  EXPECT_EQ(Nearest("ab", std::vector<std::string>{"xy"}), "");
}

TEST(Suggestion, IsASentence) {
  const std::vector<std::string> names = {"host", "virt-m4"};
  EXPECT_EQ(Suggestion("virtm4", names), "did you mean 'virt-m4'?");
  EXPECT_EQ(Suggestion("nucleo", names), "there are: host, virt-m4");
  EXPECT_EQ(Suggestion("nucleo", {}), "there are none");
}

}  // namespace
}  // namespace assay

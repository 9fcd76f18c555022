#include "kernels/status_info.h"

#include <gmock/gmock.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace assay {
namespace {

namespace fs = std::filesystem;

std::string ReadText(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// The code of the device side: all its tests, or all but its tests, and not where statuses are declared.
std::string DeviceCode(bool tests) {
  std::string code;
  for (const char* folder : {"kernels", "device-agent"}) {
    const fs::path root = fs::path(ASSAY_SOURCE) / folder;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
      const std::string name = entry.path().filename().string();
      if (!entry.is_regular_file() || !name.ends_with(".cc") || name.starts_with("status")) continue;
      if (name.ends_with("_test.cc") == tests) code += ReadText(entry.path());
    }
  }
  return code;
}

bool Names(const std::string& code, const StatusInfo& info) {
  const std::string name = std::string("Status::") + info.name;
  for (size_t at = code.find(name); at != std::string::npos; at = code.find(name, at + 1)) {
    if (std::isalnum(static_cast<unsigned char>(code[at + name.size()])) == 0) return true;
  }
  return false;
}

TEST(StatusTest, EachIsGivenSomewhereAndExpectedByATest) {
  const std::string code = DeviceCode(/*tests=*/false), tests = DeviceCode(/*tests=*/true);
  for (const StatusInfo& info : Statuses()) {
    EXPECT_TRUE(Names(code, info)) << info.name << " is given nowhere";
    EXPECT_TRUE(Names(tests, info)) << info.name << " is expected by no test beside the code";
  }
}

TEST(StatusTest, PhrasesAreLowerCaseAndDifferent) {
  std::set<std::string> phrases;
  for (const StatusInfo& info : Statuses()) {
    EXPECT_TRUE(phrases.insert(info.phrase).second) << info.name;
    EXPECT_NE(std::string(info.phrase), "");
    EXPECT_EQ(std::isupper(static_cast<unsigned char>(info.phrase[0])), 0) << info.name;
  }
}

TEST(StatusTest, ANumberThatIsNotDeclaredIsOfNoModel) {
  EXPECT_STREQ(StatusName(static_cast<Status>(254)), "unknown status");
  EXPECT_EQ(InfoOf(static_cast<Status>(254)).subject, Subject::kRequest);
}

// The rows of docs/link.md are those of statuses.inc.
TEST(StatusTest, TheLinksPageListsThemAll) {
  constexpr const char* kSubjects[] = {"–", "model", "values", "request"};
  const std::string page = ReadText(fs::path(ASSAY_SOURCE) / "docs/link.md");
  size_t rows = 0;
  for (size_t at = page.find("\n| `k"); at != std::string::npos; at = page.find("\n| `k", at + 1)) ++rows;
  EXPECT_EQ(rows, Statuses().size()) << "rows that begin with the name of a status";
  for (const StatusInfo& info : Statuses()) {
    std::ostringstream row;
    row << "| `" << info.name << "` | " << static_cast<int>(info.status) << " | "
        << kSubjects[static_cast<size_t>(info.subject)] << " | "
        << (*info.field == '\0' ? "" : std::string("`") + info.field + "` ") << "| " << info.phrase << " |\n";
    EXPECT_NE(page.find(row.str()), std::string::npos) << "docs/link.md lacks the row\n" << row.str();
  }
}

}  // namespace
}  // namespace assay

#include "harness/base/resources.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <array>

namespace assay {
namespace {

class ResourcesTest : public ::testing::Test {
 protected:
  ResourcesTest() {
    for (const char* name : kVariables) unsetenv(name);
    setenv("HOME", "/home/somebody", 1);
  }

  static constexpr std::array kVariables = {"ASSAY_BOARDS",   "ASSAY_SUITES",    "ASSAY_HOST_AGENT",
                                            "ASSAY_FIRMWARE", "ASSAY_DASHBOARD", "ASSAY_DATA",
                                            "ASSAY_STATE",    "XDG_STATE_HOME"};
};

TEST_F(ResourcesTest, DataIsInTheSourceTree) {
  EXPECT_TRUE(std::filesystem::exists(BoardsFolder() / "host" / "board.yaml")) << BoardsFolder();
  EXPECT_TRUE(std::filesystem::is_directory(SuitesFolder())) << SuitesFolder();
  EXPECT_EQ(DataFolder(), "") << "what is not part of the project is nowhere";
}

TEST_F(ResourcesTest, ProgramsAreBesideThisOne) {
  const std::filesystem::path bin = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  EXPECT_EQ(HostAgent(), bin / "assay-agent-host");
  EXPECT_EQ(FirmwareFolder(), bin.parent_path() / "firmware");
  EXPECT_EQ(DashboardFolder(), bin.parent_path() / "dashboard");
}

TEST_F(ResourcesTest, TheEnvironmentSaysOtherwise) {
  setenv("ASSAY_BOARDS", "/b", 1);
  setenv("ASSAY_SUITES", "/s", 1);
  setenv("ASSAY_HOST_AGENT", "/a", 1);
  setenv("ASSAY_FIRMWARE", "/f", 1);
  setenv("ASSAY_DASHBOARD", "/d", 1);
  setenv("ASSAY_DATA", "/data", 1);
  EXPECT_EQ(BoardsFolder(), "/b");
  EXPECT_EQ(SuitesFolder(), "/s");
  EXPECT_EQ(HostAgent(), "/a");
  EXPECT_EQ(FirmwareFolder(), "/f");
  EXPECT_EQ(DashboardFolder(), "/d");
  EXPECT_EQ(DataFolder(), "/data");
  setenv("ASSAY_DATA", "", 1);
  EXPECT_EQ(DataFolder(), "") << "an empty variable says nothing";
}

TEST_F(ResourcesTest, StateHasThreePlaces) {
  EXPECT_EQ(StateFolder(), "/home/somebody/.local/state/assay");
  setenv("XDG_STATE_HOME", "/state", 1);
  EXPECT_EQ(StateFolder(), "/state/assay");
  setenv("ASSAY_STATE", "/mine", 1);
  EXPECT_EQ(StateFolder(), "/mine");
}

}  // namespace
}  // namespace assay

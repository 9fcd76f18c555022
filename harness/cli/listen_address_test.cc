#include "harness/cli/listen_address.h"

#include <gmock/gmock.h>

#include "harness/cli/testing/cli_test.h"

namespace assay::cli {
namespace {

using testing::Captured;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(ListenAddressTest, IsAnAddressAndAPort) {
  EXPECT_EQ(ParseListenAddress("127.0.0.1:8080").address, "127.0.0.1");
  EXPECT_EQ(ParseListenAddress("127.0.0.1:8080").port, 8080);
  EXPECT_EQ(ParseListenAddress("0.0.0.0:0").port, 0) << "any free one";
  EXPECT_EQ(ParseListenAddress("0.0.0.0:65535").port, 65535);
}

TEST(ListenAddressTest, AnIpv6AddressStandsInBrackets) {
  EXPECT_EQ(ParseListenAddress("[::1]:80").address, "::1");
  EXPECT_EQ(ParseListenAddress("[::1]:80").port, 80);
}

TEST(ListenAddressTest, WhatIsNoneIsRefusedWithAnExample) {
  for (const char* bad : {"", ":", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:http",
                          "127.0.0.1:80x", "127.0.0.1:-1", "127.0.0.1:65536", "127.0.0.1: 80"}) {
    try {
      ParseListenAddress(bad);
      ADD_FAILURE() << bad << " was taken";
    } catch (const UsageError& error) {
      EXPECT_EQ(error.what(),
                "--listen: '" + std::string(bad) + "' must be ADDRESS:PORT, for example 127.0.0.1:8080");
    }
  }
}

class ServingTest : public testing::CliTest {
 protected:
  ServingTest() {
    setenv("ASSAY_DASHBOARD", (folder_ / "dashboard").c_str(), 1);
    std::filesystem::create_directory(folder_ / "dashboard");
  }
  std::string Db(const std::string& name = "results.db") const { return (folder_ / name).string(); }
};

TEST_F(ServingTest, OptionsAreThoseOfThisBuild) {
  const ServeOptions options = ServeOptionsFor(Db(), {"127.0.0.1", 81}, "info");
  EXPECT_EQ(options.db, Db());
  EXPECT_EQ(options.address, "127.0.0.1");
  EXPECT_EQ(options.port, 81);
  EXPECT_EQ(options.dashboard, folder_ / "dashboard");
  EXPECT_EQ(options.log_level, "info");
}

TEST_F(ServingTest, WithoutWebPagesTheApiIsServed) {
  std::filesystem::remove(folder_ / "dashboard");
  const std::string text = Captured([&] {
                             EXPECT_EQ(ServeOptionsFor(Db(), {"127.0.0.1", 0}, "info").dashboard, "");
                             return ExitCode::kPass;
                           }).err;
  EXPECT_THAT(text, HasSubstr("no web pages were built"));
}

TEST_F(ServingTest, APortThatIsTakenGivesWayToAFreeOne) {
  const std::unique_ptr<Server> first = StartServer(Db("first.db"), {"127.0.0.1", 0});
  std::unique_ptr<Server> second;
  const std::string text = Captured([&] {
                             second = StartServer(Db("second.db"), {"127.0.0.1", first->port()});
                             return ExitCode::kPass;
                           }).err;
  ASSERT_NE(second, nullptr);
  EXPECT_NE(second->port(), first->port());
  EXPECT_THAT(text, HasSubstr("the dashboard takes a free port instead"));
}

TEST_F(ServingTest, WhatNoPortHelpsIsAnError) {
  const std::string nowhere = Db("no/folder.db");
  const auto start = [&] {
    StartServer(nowhere, {"127.0.0.1", 0});
    return ExitCode::kPass;
  };
  EXPECT_THROW(start(), std::runtime_error);
}

}  // namespace
}  // namespace assay::cli

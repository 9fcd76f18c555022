// The whole road, as a newcomer goes it: run the suite, see the table, look at the dashboard, stop it.
#include <signal.h>

#include "tests/support/assay.h"
#include "tests/support/http.h"

namespace assay::testing {
namespace {

using Json = nlohmann::json;

class DemoTest : public AssayTest {};

TEST_F(DemoTest, RunsServesAndStops) {
  Program demo = Start({"demo", "--listen", "127.0.0.1:0"});
  const std::string line = demo.WaitForLine("The dashboard is served on", std::chrono::seconds(240));
  const size_t start = line.find("http://");
  ASSERT_NE(start, std::string::npos) << line;
  const std::string url = line.substr(start, line.find(' ', start) - start);

  const Json runs = Json::parse(HttpGet(url, "/api/v1/runs").body);
  ASSERT_EQ(runs["runs"].size(), ReadyBoards().size());
  for (const Json& run : runs["runs"]) {
    EXPECT_EQ(run["verdict"], "pass");
    const HttpAnswer answer = HttpGet(url, "/api/v1/runs/" + run["id"].get<std::string>());
    ASSERT_EQ(answer.status, 200);
    const Json result = Json::parse(answer.body)["cases"][0];
    EXPECT_GE(result["exactness"]["inputs"], 300);
    EXPECT_EQ(result["exactness"]["equal"], result["exactness"]["inputs"]);
    EXPECT_GT(result["accuracy"]["value"], 0.85);
    EXPECT_FALSE(result["accuracy"]["float_value"].is_null());
  }
#ifdef ASSAY_BROWSER_STAGE
  EXPECT_EQ(HttpGet(url, "/").status, 200);
  for (const char* part : {"runs.test.mjs", "run.test.mjs"}) {
    Program browser({ASSAY_NODE_PROGRAM, "--test", std::string(ASSAY_BROWSER_STAGE) + "/" + part},
                    {{"ASSAY_BASE_URL", url},
                     {"ASSAY_CHROMIUM", ASSAY_CHROMIUM_PROGRAM},
                     {"ASSAY_PROGRAM", ASSAY_PROGRAM}});
    const Result seen = browser.Wait(std::chrono::seconds(240));
    EXPECT_EQ(seen.exit_code, 0) << seen.out << seen.err;
  }
#endif

  const std::vector<pid_t> processes = Descendants(demo.pid());
  demo.Signal(SIGINT);
  const Result result = demo.Wait(std::chrono::seconds(30));
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.out.find("360/360"), std::string::npos) << result.out;
  // In the table's cell, and not only in the words below it.
  EXPECT_EQ(result.out.find(" instructions  ") != std::string::npos, CountingBoard().has_value())
      << result.out;
  for (const pid_t process : processes) EXPECT_TRUE(WaitUntilGone(process));
}

}  // namespace
}  // namespace assay::testing

// The API, asked as its clients ask.
#include "server/http/testing/server_test.h"

namespace assay {
namespace {

using nlohmann::json;
using testing::HasSubstr;

TEST_F(ServerTest, Health) {
  const Answer answer = Get("/api/v1/health");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.Json(), json({{"status", "ok"}, {"version", "1.2.3"}}));
  EXPECT_EQ(answer.headers.at("X-Content-Type-Options"), "nosniff");
  EXPECT_THAT(answer.headers.at("Content-Security-Policy"), HasSubstr("default-src 'self'"));
}

TEST_F(ServerTest, TakesARecordOnce) {
  json record = ToJson(record::PassingRecord());
  const std::string id = record["id"];
  const Answer first = Post(record.dump(2));
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(first.Json()["id"], id);
  EXPECT_EQ(first.headers.at("Location"), "/api/v1/runs/" + id);
  const Answer second = Post(record.dump(), "Application/JSON; charset=utf-8");
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(second.Json(), first.Json());
  const Answer stored = Get("/api/v1/runs/" + id);
  EXPECT_EQ(stored.body, record.dump(2));  // the very bytes that came first
  EXPECT_EQ(stored.headers.at("ETag"), "\"" + first.Json()["sha256"].get<std::string>() + "\"");
  EXPECT_EQ(Get("/api/v1/runs").Json()["runs"].size(), 1u);
  record["harness"]["host"] = "elsewhere";
  EXPECT_EQ(Post(record.dump()).status, 409);
}

TEST_F(ServerTest, SaysWhatIsWrongWithARecord) {
  EXPECT_EQ(Post("{").status, 400);
  EXPECT_EQ(Post("").status, 400);
  json record = ToJson(record::PassingRecord());
  record["cases"][0]["latency"]["median"] = "fast";
  const Answer answer = Post(record.dump());
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.Json()["error"]["field"], "cases[0].latency.median");
  EXPECT_THAT(answer.Json()["error"]["message"], HasSubstr("expected a finite number"));
  EXPECT_EQ(Post("[]").status, 422);
  EXPECT_EQ(Post("{}", "text/plain").status, 415);
  EXPECT_EQ(Get("/api/v1/runs").Json()["runs"].size(), 0u);
}

TEST_F(ServerTest, ListsInPages) {
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) {
    record::Record record = record::PassingRecord();
    if (i == 2) record.board.name = "a&b c";
    ids.insert(ids.begin(), record.id);
    ASSERT_EQ(Post(ToText(record)).status, 201);
  }
  std::vector<std::string> seen;
  std::string cursor;
  for (int page = 0; page < 3; ++page) {
    const json answer = Get("/api/v1/runs?limit=2&cursor=" + cursor).Json();
    for (const json& run : answer["runs"]) seen.push_back(run["id"]);
    EXPECT_EQ(answer["next"].is_null(), page == 2);
    if (page < 2) cursor = answer["next"];
  }
  EXPECT_EQ(seen, ids);
  EXPECT_EQ(Get("/api/v1/runs?board=a%26b%20c").Json()["runs"][0]["id"], ids[2]);
  EXPECT_EQ(Get("/api/v1/runs?board=a%26b+c&verdict=fail").Json()["runs"].size(), 0u);
  EXPECT_EQ(Get("/api/v1/runs?suite=mlperf-tiny&verdict=pass").Json()["runs"].size(), 5u);
  for (const char* query : {"limit=0", "limit=201", "limit=x", "limit=5x", "cursor=-1",
                            "cursor=99999999999999999999", "verdict=maybe"}) {
    EXPECT_EQ(Get(std::string("/api/v1/runs?") + query).status, 400) << query;
  }
}

TEST_F(ServerTest, SummarisesOneRunAsTheListDoes) {
  const record::Record record = record::PassingRecord();
  ASSERT_EQ(Post(ToText(record)).status, 201);
  ASSERT_EQ(Post(ToText(record::ExampleRecord())).status, 201);
  const Answer answer = Get("/api/v1/runs/" + record.id + "/summary");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.Json(), Get("/api/v1/runs?verdict=pass").Json()["runs"][0]);
  EXPECT_EQ(Get("/api/v1/runs/" + record::NewId() + "/summary").status, 404);
}

TEST_F(ServerTest, RefusesWhatIsNoParameter) {
  const Answer slip = Get("/api/v1/runs?bord=host");
  EXPECT_EQ(slip.status, 400);
  EXPECT_EQ(slip.Json()["error"]["field"], "bord");
  EXPECT_EQ(slip.Json()["error"]["message"], "bord: there is no such parameter; did you mean 'board'?");
  EXPECT_EQ(Get("/api/v1/runs?verdict=maybe").Json()["error"]["message"],
            "verdict: expected one of pass, fail, infra, inconclusive");
  EXPECT_EQ(Get("/api/v1/health?x").status, 400);
  EXPECT_EQ(Get("/?x").status, 200);  // the dashboard's own affair
}

TEST_F(ServerTest, AnswersBeforeTheBodyWhatItWillNotTake) {
  for (const auto& [head, status] : std::map<std::string, int>{{"POST /api/v1/nothing", 404},
                                                               {"POST /api/v1/health", 405},
                                                               {"POST /api/v1/runs", 415},
                                                               {"GET /", 413}}) {
    EXPECT_EQ(Ask(head + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n").status, status) << head;
  }
}

TEST_F(ServerTest, ListsMoreThanOnePiece) {
  for (int i = 0; i < 100; ++i) {
    record::Record record = record::EmptyRecord();
    record.reason = std::string(1500, 'x');
    ASSERT_EQ(Post(ToText(record)).status, 201);
  }
  const Answer answer = Get("/api/v1/runs?limit=100");
  EXPECT_GT(answer.body.size(), 150'000u);
  EXPECT_EQ(answer.headers.at("Transfer-Encoding"), "chunked");
  EXPECT_EQ(answer.Json()["runs"].size(), 100u);
  const Answer old = Ask("GET /api/v1/runs?limit=100 HTTP/1.0\r\n\r\n");
  EXPECT_FALSE(old.headers.contains("Transfer-Encoding"));
  EXPECT_EQ(old.body, answer.body);
}

TEST_F(ServerTest, KnowsItsPathsAndMethods) {
  EXPECT_EQ(Get("/api/v1/runs/00000000-0000-4000-8000-000000000009").status, 404);
  for (const char* path :
       {"/api/v1/nothing", "/api/v2/runs", "/api", "/api/", "/api/v1/runs/", "/api/v1/runs/a/b"}) {
    const Answer answer = Get(path);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_TRUE(answer.Json()["error"]["message"].is_string()) << path;
  }
  const Answer answer = Ask("DELETE /api/v1/runs HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.headers.at("Allow"), "GET, HEAD, POST");
  EXPECT_EQ(Ask("FROB / HTTP/1.1\r\nHost: x\r\n\r\n").status, 405);
  EXPECT_EQ(Ask("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n").status, 400);
}

TEST_F(ServerTest, HeadHasNoBody) {
  Socket socket(Port());
  socket.Send("HEAD /api/v1/health HTTP/1.1\r\nHost: x\r\n\r\n");
  const Answer answer = socket.Read(/*head=*/true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_NE(answer.headers.at("Content-Length"), "0");
  socket.Send("GET /notes.txt HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(socket.Read().body, "notes");
}

}  // namespace
}  // namespace assay

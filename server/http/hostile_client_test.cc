// Clients that send garbage, too much, too slowly, or nothing.
#include "server/http/testing/server_test.h"

namespace assay {
namespace {

using nlohmann::json;

// The beginning of a request whose body has 1000 bytes.
constexpr std::string_view kPostBegin =
    "POST /api/v1/runs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";

TEST_F(ServerTest, RefusesGarbage) {
  std::string noise;
  for (int i = 0; i < 5000; ++i) noise.push_back(static_cast<char>(i * 7919 >> 3));
  for (const std::string& text :
       {noise, std::string(100, '\0') + "\r\n\r\n", std::string("\x16\x03\x01\x02\r\n\r\n"),
        std::string("GET / HTTP/9.9\r\n\r\n"), std::string("GET / HTTP/1.1\r\nno colon\r\n\r\n"),
        std::string("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"),
        std::string("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n")}) {
    Socket socket(Port());
    socket.Send(text);
    socket.FinishSending();
    const Answer answer = socket.Read();
    EXPECT_TRUE(answer.status == 400 || answer.status == 413 || answer.status == 431)
        << answer.status << text;
  }
  ExpectAlive();
}

TEST_F(ServerTest, BoundsHeaders) {
  EXPECT_EQ(Get("/", "X-Big: " + std::string(100'000, 'x') + "\r\n").status, 431);
  EXPECT_EQ(Get("/" + std::string(100'000, 'x')).status, 431);
  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "X-" + std::to_string(i) + ": 1\r\n";
  EXPECT_EQ(Get("/", many).status, 431);
  ExpectAlive();
}

TEST_F(ServerTest, BoundsBodies) {
  options_.max_body = 100'000;
  const std::string post = "POST /api/v1/runs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
  EXPECT_EQ(Ask(post + "Content-Length: 100001\r\n\r\n").status, 413);
  EXPECT_EQ(Ask(post + "Content-Length: 18446744073709551615\r\n\r\n").status, 413);
  EXPECT_EQ(Ask(post + "Content-Length: 5000000000\r\nExpect: 100-continue\r\n\r\n").status, 413);
  EXPECT_EQ(Post(std::string(3'000'000, ' ')).status, 413);  // sent whole, whatever the server says
  Socket endless(Port());
  endless.Send(post + "Transfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "2710\r\n" + std::string(10'000, ' ') + "\r\n";
  for (int i = 0; i < 100 && endless.Send(chunk); ++i) continue;
  EXPECT_EQ(endless.Read().status, 413);
  ExpectAlive();
}

TEST_F(ServerTest, BoundsAllBodiesTogether) {
  options_.max_body = 1000;
  options_.max_bodies = 1500;
  const std::string post = std::string(kPostBegin) + std::string(1000, ' ');
  Socket first(Port());
  first.Send(std::string_view(post).substr(0, post.size() - 1));
  // Until the server has received what the first sent, there is room for another.
  EXPECT_TRUE(Eventually([&] { return Ask(post).status == 503; }));
  ExpectAlive();
  first.Send(" ");
  EXPECT_EQ(first.Read().status, 400);
  EXPECT_EQ(Ask(post).status, 400);  // there is room again
}

TEST_F(ServerTest, BodiesTakeNoRoomBeforeTheyCome) {
  options_.max_body = 100'000;
  options_.max_bodies = 100'000;
  std::vector<std::unique_ptr<Socket>> announced;
  for (int i = 0; i < 8; ++i) {
    announced.push_back(std::make_unique<Socket>(Port()));
    announced.back()->Send(
        "POST /api/v1/runs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        "Expect: 100-continue\r\nContent-Length: 100000\r\n\r\n");
    EXPECT_EQ(announced.back()->Read().status, 100);
    announced.back()->Send("{");
  }
  EXPECT_EQ(Post(ToText(record::PassingRecord())).status, 201);
}

TEST_F(ServerTest, BoundsAllAnswersTogether) {
  constexpr size_t kBytes = size_t{20} << 20;  // more than the sockets between the two hold
  options_.max_answers = kBytes * 3 / 2;
  Write("pages/large.txt", std::string(kBytes, 'x'));
  const std::string get = "GET /large.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  Socket slow(Port(), /*receive_buffer=*/4096);
  slow.Send(get);
  EXPECT_EQ(slow.Read(/*head=*/true).status, 200);
  EXPECT_EQ(Ask(get).status, 503);
  ExpectAlive();
  EXPECT_TRUE(slow.ReadBytes(kBytes) == std::string(kBytes, 'x'));
  EXPECT_TRUE(
      Eventually([&] { return Ask(get).status == 200; }));  // until the server knows that it was taken
}

TEST_F(ServerTest, TakesChunkedBodies) {
  const std::string body = ToText(record::PassingRecord());
  char size[20];
  snprintf(size, sizeof(size), "%zx", body.size());
  EXPECT_EQ(
      Ask("POST /api/v1/runs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: "
          "chunked\r\n\r\n" +
          std::string(size) + "\r\n" + body + "\r\n0\r\n\r\n")
          .status,
      201);
}

TEST_F(ServerTest, RefusesHostileJson) {
  EXPECT_EQ(Post(std::string(1'000'000, '[')).status, 400);
  std::string nested;
  for (int i = 0; i < 100'000; ++i) nested += "{\"cases\":";
  EXPECT_EQ(Post(nested).status, 400);
  EXPECT_EQ(Post("{\"id\":\"\xff\xfe\"}").status, 400);
  EXPECT_EQ(Post("{\"id\":1,\"id\":2}").status, 400);
  EXPECT_EQ(Post(std::string(1000, '\0')).status, 400);
  json record = ToJson(record::PassingRecord());
  record["unit"]["name"] = std::string("a\0b", 3);
  EXPECT_EQ(Post(record.dump()).status, 422);
  ExpectAlive();
}

TEST_F(ServerTest, DropsWhoIsTooSlow) {
  options_.idle_timeout = std::chrono::milliseconds(200);
  options_.request_timeout = std::chrono::milliseconds(200);
  Socket silent(Port());
  Socket slow(Port());
  slow.Send("GET / HTTP/1.1\r\nX: ");
  Socket half(Port());
  half.Send(std::string(kPostBegin) + "half");
  // One byte now and then does not help: the time is for the whole header.
  EXPECT_TRUE(Eventually([&] { return !slow.Send("x"); }));
  EXPECT_TRUE(silent.IsClosedByServer());
  EXPECT_TRUE(half.IsClosedByServer());
  ExpectAlive();
}

TEST_F(ServerTest, SurvivesCutOffRequests) {
  const std::string whole = PostText(ToText(record::PassingRecord()));
  for (size_t length = 1; length < whole.size(); length += 97) {
    Socket socket(Port());
    socket.Send(whole.substr(0, length));
    if (length % 2 == 0) continue;  // just gone
    socket.FinishSending();
    EXPECT_TRUE(socket.IsClosedByServer()) << length;
  }
  EXPECT_EQ(Get("/api/v1/runs").Json()["runs"].size(), 0u);
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  Socket socket(Port());
  const std::string record = ToText(record::PassingRecord());
  socket.Send("GET /notes.txt HTTP/1.1\r\nHost: x\r\n\r\n" + PostText(record) + PostText(record) +
              "GET /missing.js HTTP/1.1\r\nHost: x\r\n\r\nGET /notes.txt HTTP/1.0\r\n\r\n");
  for (const int status : {200, 201, 200, 404, 200}) EXPECT_EQ(socket.Read().status, status);
  EXPECT_TRUE(socket.IsClosedByServer());  // HTTP/1.0
}

TEST_F(ServerTest, ServesManyAtOnce) {
  constexpr int kClients = 200;
  std::vector<std::unique_ptr<Socket>> sockets;
  for (int i = 0; i < kClients; ++i) sockets.push_back(std::make_unique<Socket>(Port()));
  std::vector<std::string> texts;
  for (int i = 0; i < kClients; ++i) texts.push_back(PostText(ToText(record::PassingRecord())));
  for (int i = 0; i < kClients; ++i) ASSERT_TRUE(sockets[i]->Send(texts[i]));
  for (const auto& socket : sockets) EXPECT_EQ(socket->Read().status, 201);
  const json page = Get("/api/v1/runs?limit=200").Json();
  EXPECT_EQ(page["runs"].size(), 200u);
}

TEST_F(ServerTest, RefusesMoreConnectionsThanItsLimit) {
  options_.max_connections = 2;
  {
    Socket first(Port());
    Socket second(Port());
    for (Socket* socket : {&first, &second}) {
      socket->Send("GET /notes.txt HTTP/1.1\r\nHost: x\r\n\r\n");
      EXPECT_EQ(socket->Read().status, 200);
    }
    EXPECT_EQ(Socket(Port()).Read().status, 503);
  }
  EXPECT_TRUE(Eventually([&] { return Get("/notes.txt").status == 200; }));  // the two have gone
}

}  // namespace
}  // namespace assay

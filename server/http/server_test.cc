// The server over real sockets, from a client that is sometimes hostile.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "server/client/client.h"
#include "server/record/example_record.h"
#include "server/record/record_json.h"
#include "server/serve.h"

namespace assay {
namespace {

using nlohmann::json;
using testing::HasSubstr;

struct Answer {
  int status = 0;  // 0: the connection was closed without one
  std::map<std::string, std::string> headers;
  std::string body;
  json Json() const { return json::parse(body, nullptr, false); }
};

class Socket {
 public:
  explicit Socket(uint16_t port) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
      throw std::runtime_error("cannot connect");
    }
    const timeval patience = {20, 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  }
  ~Socket() { close(fd_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  // Returns false if the server has closed.
  bool Send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }
  void FinishSending() const { shutdown(fd_, SHUT_WR); }

  // The next answer; `head` if it answers a HEAD and so has no body.
  Answer Read(bool head = false) {
    Answer answer;
    size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!More()) return answer;
    }
    std::istringstream lines(buffer_.substr(0, end + 2));
    buffer_.erase(0, end + 4);
    std::string line;
    std::getline(lines, line);
    answer.status = std::stoi(line.substr(line.find(' ')));
    while (std::getline(lines, line)) {
      const size_t colon = line.find(": ");
      answer.headers[line.substr(0, colon)] = line.substr(colon + 2, line.size() - colon - 3);
    }
    if (head || answer.status == 304 || answer.status == 100) return answer;
    const size_t length = std::stoul(answer.headers.at("Content-Length"));
    while (buffer_.size() < length) {
      if (!More()) throw std::runtime_error("the answer's body is cut off");
    }
    answer.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return answer;
  }

  // Whether the server closes the connection, sending nothing before.
  bool IsClosedByServer() { return buffer_.empty() && !More(); }

 private:
  // Returns false at the end of the stream. Throws if nothing comes at all.
  bool More() {
    char bytes[4096];
    const ssize_t read = recv(fd_, bytes, sizeof(bytes), 0);
    if (read < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
      throw std::runtime_error("the server is silent");
    if (read <= 0) return false;
    buffer_.append(bytes, static_cast<size_t>(read));
    return true;
  }

  const int fd_;
  std::string buffer_;
};

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    std::string folder = (std::filesystem::temp_directory_path() / "server-test-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = folder;
    std::filesystem::create_directories(folder_ / "pages" / "assets");
    Write("pages/index.html", "<p>dashboard");
    Write("pages/assets/app-Ab3dEf9h.js", "let a;");
    Write("pages/notes.txt", "notes");
    Write("secret.txt", "secret");
    std::filesystem::create_symlink(folder_ / "secret.txt", folder_ / "pages" / "escape.txt");
    options_.db = (folder_ / "results.db").string();
    options_.port = 0;
    options_.dashboard = folder_ / "pages";
    options_.version = "1.2.3";
    options_.log_level = "off";
  }
  ~ServerTest() override {
    server_.reset();
    std::filesystem::remove_all(folder_);
  }

  void Write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

  uint16_t Port() {
    if (!server_) {
      server_ = std::make_unique<Server>(options_);
      server_->Start();
    }
    return server_->port();
  }

  Answer Ask(const std::string& text) {
    Socket socket(Port());
    socket.Send(text);
    return socket.Read(text.starts_with("HEAD"));
  }
  Answer Get(const std::string& target, const std::string& header = "") {
    return Ask("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + header + "\r\n");
  }
  static std::string PostText(const std::string& body, const std::string& type = "application/json") {
    return "POST /api/v1/runs HTTP/1.1\r\nHost: x\r\nContent-Type: " + type +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  Answer Post(const std::string& body, const std::string& type = "application/json") {
    return Ask(PostText(body, type));
  }
  // After whatever was done to it.
  void ExpectAlive() { EXPECT_EQ(Get("/api/v1/health").status, 200); }

  std::filesystem::path folder_;
  ServeOptions options_;
  std::unique_ptr<Server> server_;
};

// ---- the API ----

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

// ---- the dashboard ----

TEST_F(ServerTest, ServesFiles) {
  const Answer page = Get("/");
  EXPECT_EQ(page.body, "<p>dashboard");
  EXPECT_EQ(page.headers.at("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.headers.at("Cache-Control"), "no-cache");
  EXPECT_EQ(Get("/runs/some-id?tab=layers").body, "<p>dashboard");  // a page of the application
  const Answer script = Get("/assets/app-Ab3dEf9h.js");
  EXPECT_EQ(script.headers.at("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_THAT(script.headers.at("Cache-Control"), HasSubstr("immutable"));
  const Answer again = Get("/", "If-None-Match: " + page.headers.at("ETag") + "\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(Get("/missing.js").status, 404);
}

TEST_F(ServerTest, ServesNothingOutsideItsFolder) {
  for (const char* path : {"/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt",
                           "/assets/%2e%2e/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%2e%2e%2fsecret.txt",
                           "//secret.txt/../../secret.txt", "/escape.txt", "/notes.txt%00", "/%00", "/..",
                           "/assets/..%5c..%5csecret.txt", "/notes.txt/../../secret.txt"}) {
    const Answer answer = Get(path);
    EXPECT_TRUE(answer.status == 404 || answer.status == 400 || answer.body == "<p>dashboard")
        << path << " " << answer.status;
    EXPECT_EQ(answer.body.find("secret"), std::string::npos) << path;
  }
  for (const char* target : {"/%", "/%zz", "/a\x01", "http://x/", "/a b"})
    EXPECT_EQ(Get(target).status, 400) << target;
  ExpectAlive();
}

TEST_F(ServerTest, WorksWithoutADashboard) {
  options_.dashboard.clear();
  EXPECT_EQ(Get("/").status, 404);
  ExpectAlive();
}

// ---- hostile clients ----

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
  const std::string begin =
      "POST /api/v1/runs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
      "Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n";
  Socket first(Port());
  first.Send(begin);
  EXPECT_EQ(first.Read().status, 100);  // its share is taken
  EXPECT_EQ(Ask(begin).status, 503);
  ExpectAlive();
  first.Send(std::string(1000, ' '));
  EXPECT_EQ(first.Read().status, 400);
  Socket third(Port());
  third.Send(begin);
  EXPECT_EQ(third.Read().status, 100);  // and given back
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
  half.Send("POST /api/v1/runs HTTP/1.1\r\nContent-Length: 1000\r\n\r\nhalf");
  // One byte now and then does not help: the time is for the whole header.
  bool dropped = false;
  for (int i = 0; i < 400 && !dropped; ++i) {
    dropped = !slow.Send("x");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_TRUE(dropped);
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
  int status = 503;
  for (int i = 0; i < 200 && status != 200; ++i) {  // until the server has seen the two go
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    status = Get("/notes.txt").status;
  }
  EXPECT_EQ(status, 200);
}

// ---- starting and stopping ----

TEST_F(ServerTest, SaysWhyItCannotStart) {
  Port();
  ServeOptions same = options_;
  same.port = Port();
  try {
    Server second(same);
    ADD_FAILURE() << "two servers on one port";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr(std::to_string(Port())));
    EXPECT_THAT(error.what(), HasSubstr("already"));
  }
  ServeOptions bad = options_;
  bad.address = "example";
  EXPECT_THROW(Server{bad}, std::runtime_error);
  bad = options_;
  bad.dashboard = folder_ / "missing";
  EXPECT_THROW(Server{bad}, std::runtime_error);
}

TEST_F(ServerTest, StopsAndComesBackWithEverything) {
  const record::Record record = record::PassingRecord();
  ASSERT_EQ(Post(ToText(record)).status, 201);
  Socket idle(Port());
  server_->Stop();
  server_->Stop();
  EXPECT_TRUE(idle.IsClosedByServer());
  server_.reset();
  EXPECT_EQ(Get("/api/v1/runs/" + record.id).body, ToText(record));
}

TEST_F(ServerTest, FinishesRunningRequestsBeforeItStops) {
  Socket socket(Port());
  const std::string text = PostText(ToText(record::PassingRecord()));
  socket.Send(text.substr(0, text.size() / 2));
  ExpectAlive();  // what was sent before is being received by now
  std::thread stop([this] { server_->Stop(); });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  socket.Send(text.substr(text.size() / 2));
  EXPECT_EQ(socket.Read().status, 201);
  stop.join();
}

TEST_F(ServerTest, StopsOnSignals) {
  for (const int signal : {SIGINT, SIGTERM}) {
    Server server(options_);
    std::thread run([&] { server.Run(); });
    {
      // Once it has served, it has its signal handler.
      Socket socket(server.port());
      socket.Send("GET /notes.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      EXPECT_EQ(socket.Read().status, 200);
    }
    raise(signal);
    run.join();
  }
}

// ---- the client ----

TEST_F(ServerTest, ClientDelivers) {
  const std::string record = ToText(record::PassingRecord());
  Port();
  for (int i = 0; i < 2; ++i) {
    const client::Result result = client::DeliverRecord(server_->url() + (i == 0 ? "" : "/"), record);
    EXPECT_EQ(result.outcome, client::Outcome::kDelivered) << result.message;
  }
  EXPECT_EQ(Get("/api/v1/runs").Json()["runs"].size(), 1u);
}

TEST_F(ServerTest, ClientTellsRefusedFromUnavailable) {
  options_.max_body = 100'000;
  Port();
  const std::string url = server_->url();
  client::Result result = client::DeliverRecord(url, "{}");
  EXPECT_EQ(result.outcome, client::Outcome::kRejected);
  EXPECT_THAT(result.message, HasSubstr("HTTP 422: schema: is missing"));
  EXPECT_EQ(client::DeliverRecord(url, std::string(5'000'000, ' ')).outcome, client::Outcome::kRejected);

  result = client::DeliverRecord(url + "/elsewhere", "{}");
  EXPECT_EQ(result.outcome, client::Outcome::kUnavailable);
  server_.reset();
  result = client::DeliverRecord(url, "{}");
  EXPECT_EQ(result.outcome, client::Outcome::kUnavailable);
  EXPECT_THAT(result.message, HasSubstr("connection refused"));
  for (const char* wrong :
       {"", "127.0.0.1:80", "https://127.0.0.1", "ftp://127.0.0.1", "http://", "http://a b"}) {
    result = client::DeliverRecord(wrong, "{}");
    EXPECT_EQ(result.outcome, client::Outcome::kUnavailable) << wrong;
    EXPECT_THAT(result.message, HasSubstr("not a server's address")) << wrong;
  }
  EXPECT_THAT(client::DeliverRecord("http://no-such-host.invalid", "{}").message,
              HasSubstr("no host of this name"));
}

// A listener that takes connections and says only `text`, then nothing.
class Impostor {
 public:
  explicit Impostor(std::string text) : fd_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    bind(fd_, reinterpret_cast<sockaddr*>(&address), size);
    listen(fd_, 1);
    getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, text = std::move(text)] {
      const int peer = accept(fd_, nullptr, nullptr);
      send(peer, text.data(), text.size(), MSG_NOSIGNAL);
      char bytes[4096];
      while (recv(peer, bytes, sizeof(bytes), 0) > 0) continue;
      close(peer);
    });
  }
  ~Impostor() {
    thread_.join();
    close(fd_);
  }
  std::string Url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  const int fd_;
  uint16_t port_ = 0;
  std::thread thread_;
};

TEST(ClientTest, KnowsWhatIsNoAssayServer) {
  for (const char* text : {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
                           "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}",
                           "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"}) {
    const Impostor impostor(text);
    const client::Result result = client::DeliverRecord(impostor.Url(), "{}");
    EXPECT_EQ(result.outcome, client::Outcome::kUnavailable) << text;
    EXPECT_THAT(result.message, HasSubstr("assay server")) << text;
  }
}

TEST(ClientTest, GivesUpOnSilence) {
  const Impostor impostor("");
  const client::Result result = client::DeliverRecord(impostor.Url(), "{}", std::chrono::milliseconds(200));
  EXPECT_EQ(result.outcome, client::Outcome::kUnavailable);
  EXPECT_THAT(result.message, HasSubstr("in time"));
}

}  // namespace
}  // namespace assay

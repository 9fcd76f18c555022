// The client, with a server and with what is none.
#include "server/client/client.h"

#include <thread>

#include "server/http/testing/server_test.h"

namespace assay {
namespace {

using testing::HasSubstr;

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

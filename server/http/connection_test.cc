// A connection over streams that are no TCP, with services made up for the purpose.
#include "server/http/connection.h"

#include <gtest/gtest.h>
#include <spdlog/sinks/null_sink.h>

#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <semaphore>
#include <thread>

#include "server/http/testing/socket.h"

namespace assay::http {
namespace {

using boost::asio::local::stream_protocol;
using LocalStream = boost::beast::basic_stream<stream_protocol>;

// Over another stream, as TLS is.
class LayeredStream {
 public:
  using next_layer_type = LocalStream;
  using executor_type = LocalStream::executor_type;

  explicit LayeredStream(stream_protocol::socket socket) : next_(std::move(socket)) {}
  LocalStream& next_layer() { return next_; }
  executor_type get_executor() { return next_.get_executor(); }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return next_.async_read_some(buffers, std::forward<Token>(token));
  }
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return next_.async_write_some(buffers, std::forward<Token>(token));
  }

 private:
  LocalStream next_;
};

class ConnectionTest : public testing::Test {
 protected:
  ~ConnectionTest() override {
    boost::asio::post(context_, [this] { hub_.connections.Stop(std::chrono::milliseconds(0), [] {}); });
    if (thread_.joinable()) thread_.join();
    pool_.join();
  }

  // A client whose connection is served over a `Stream`.
  template <class Stream>
  Socket Connect() {
    stream_protocol::socket ours(context_);
    stream_protocol::socket theirs(context_);
    boost::asio::local::connect_pair(ours, theirs);
    boost::asio::co_spawn(context_, Converse<Stream>(std::move(ours)), [](const std::exception_ptr&) {});
    if (!thread_.joinable()) thread_ = std::thread([this] { context_.run(); });
    const int fd = dup(theirs.native_handle());
    return Socket::Adopt(fd);
  }

  template <class Stream>
  boost::asio::awaitable<void> Converse(stream_protocol::socket socket) {
    Connection<Stream> connection(Stream(std::move(socket)), "the peer", hub_);
    co_await connection.Converse();
  }

  // By the request's target.
  std::variant<Response, Call> Serve(const Request& head) {
    if (head.target == "/refused") return Error(418, "not for this");
    return Call{.max_body = 100, .handle = [this](const Request& request) { return Handle(request); }};
  }
  Response Handle(const Request& request) {
    if (request.target == "/echo") {
      const std::string text = request.peer + "|" + std::string(request.Header("x-WORD")) + "|" +
                               std::string(request.Header("none")) + "|" + request.body;
      return {.body = text};
    }
    if (request.target == "/shared") return {.body = shared_};
    // Three pieces, each after the test has asked for it; "/broken" ends before the last.
    const bool broken = request.target == "/broken";
    return {.body = Body(
                [this, broken, count = 0]() mutable -> std::optional<std::string> {
                  if (!wanted_.try_acquire_for(std::chrono::seconds(20)))
                    throw std::runtime_error("forgotten");
                  ++count;
                  if (broken && count == 3) throw std::runtime_error("broken");
                  return count > 3 ? std::nullopt : std::optional("piece " + std::to_string(count));
                },
                0)};
  }

  ServeOptions options_;
  const Body::Bytes shared_ = std::make_shared<const std::string>("the same for all");
  std::counting_semaphore<> wanted_{0};
  boost::asio::io_context context_{1};
  boost::asio::thread_pool pool_{2};
  Hub hub_{options_, [this](const Request& head) { return Serve(head); }, context_, pool_,
           std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::null_sink_mt>())};
  std::thread thread_;
};

constexpr std::string_view kEcho =
    "POST /echo HTTP/1.1\r\nHost: x\r\nX-Word: word\r\nContent-Length: 4\r\n\r\nbody";

TEST_F(ConnectionTest, WorksOverAnyStream) {
  Socket plain = Connect<LocalStream>();
  Socket layered = Connect<LayeredStream>();
  for (Socket* client : {&plain, &layered}) {
    for (int i = 0; i < 2; ++i) {
      client->Send(kEcho);
      EXPECT_EQ(client->Read().body, "the peer|word||body");
    }
  }
}

TEST_F(ConnectionTest, SendsPiecesAsTheyAreMade) {
  Socket client = Connect<LocalStream>();
  client.Send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
  const Answer head = client.Read(/*head=*/true);
  EXPECT_EQ(head.headers.at("Transfer-Encoding"), "chunked");
  EXPECT_FALSE(head.headers.contains("Content-Length"));
  for (const char* piece : {"piece 1", "piece 2", "piece 3", ""}) {
    wanted_.release();
    EXPECT_EQ(client.ReadChunk(), piece);
  }
  client.Send(kEcho);  // the connection goes on
  EXPECT_EQ(client.Read().status, 200);
}

TEST_F(ConnectionTest, StreamsToOldClientsUntilTheConnectionEnds) {
  wanted_.release(4);
  Socket client = Connect<LocalStream>();
  client.Send("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const Answer answer = client.Read();
  EXPECT_FALSE(answer.headers.contains("Transfer-Encoding"));
  EXPECT_EQ(answer.body, "piece 1piece 2piece 3");
}

TEST_F(ConnectionTest, AStreamThatBreaksIsSeenToBeCutOff) {
  wanted_.release(3);
  Socket client = Connect<LocalStream>();
  client.Send("GET /broken HTTP/1.1\r\nHost: x\r\n\r\n");
  client.Read(/*head=*/true);
  EXPECT_EQ(client.ReadChunk(), "piece 1");
  EXPECT_EQ(client.ReadChunk(), "piece 2");
  EXPECT_THROW(client.ReadChunk(), std::runtime_error);
}

TEST_F(ConnectionTest, HeadAsksForNoPiece) {
  Socket client = Connect<LocalStream>();
  client.Send("HEAD /stream HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.Read(/*head=*/true).headers.at("Transfer-Encoding"), "chunked");
  client.Send(kEcho);
  EXPECT_EQ(client.Read().body, "the peer|word||body");
}

TEST_F(ConnectionTest, SendsSharedBytes) {
  Socket client = Connect<LocalStream>();
  client.Send("GET /shared HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.Read().body, *shared_);
}

TEST_F(ConnectionTest, RefusesByTheHeaderAlone) {
  Socket client = Connect<LocalStream>();
  client.Send("GET /refused HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.Read().status, 418);
  client.Send("POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n");  // which never come
  EXPECT_EQ(client.Read().status, 418);
  EXPECT_TRUE(client.IsClosedByServer());
}

TEST_F(ConnectionTest, HoldsBodiesToTheLimitOfTheCall) {
  for (const std::string& rest :
       {std::string("Content-Length: 101\r\n\r\n"),
        "Transfer-Encoding: chunked\r\n\r\n65\r\n" + std::string(101, 'x') + "\r\n0\r\n\r\n"}) {
    Socket client = Connect<LocalStream>();
    client.Send("POST /echo HTTP/1.1\r\nHost: x\r\n" + rest);
    EXPECT_EQ(client.Read().status, 413);
  }
}

}  // namespace
}  // namespace assay::http

// One client's connection: receives requests and answers them, one after the other, over any stream.
#ifndef ASSAY_SERVER_HTTP_CONNECTION_H_
#define ASSAY_SERVER_HTTP_CONNECTION_H_

#include <spdlog/logger.h>

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <optional>
#include <string>
#include <utility>

#include "server/http/beast_message.h"
#include "server/http/budget.h"
#include "server/http/connections.h"
#include "server/serve.h"

namespace assay::http {

// What the connections of one server share.
struct Hub {
  explicit Hub(const ServeOptions& options_of_server, Service service_of_server,
               boost::asio::io_context& context, boost::asio::thread_pool& handlers,
               std::shared_ptr<spdlog::logger> log_of_server)
      : options(options_of_server),
        service(std::move(service_of_server)),
        pool(handlers),
        log(std::move(log_of_server)),
        connections(context),
        bodies(options.max_bodies),
        answers(options.max_answers) {}

  const ServeOptions& options;
  const Service service;
  boost::asio::thread_pool& pool;  // runs what may wait for the disk
  const std::shared_ptr<spdlog::logger> log;
  Connections connections;
  Budget bodies;   // received and not yet handled
  Budget answers;  // made and not yet sent
};

// `Stream` is a stream of Beast (tcp_stream, or TLS over it): its lowest layer is a basic_stream, which has
// timeouts and a socket. Used on the context's one thread.
template <class Stream>
class Connection final : public Connections::Member {
 public:
  Connection(Stream stream, std::string peer, Hub& hub)
      : Member(hub.connections),
        stream_(std::move(stream)),
        peer_(std::move(peer)),
        hub_(hub),
        buffer_(kMaxHeader + (64 << 10)) {}

  // Serves the client until one of the two ends the connection.
  boost::asio::awaitable<void> Converse() {
    while (!stopping()) {
      const bool more = co_await ServeOne();
      if (!more) break;
    }
  }

  bool IsIdle() const override { return idle_; }
  void Close() override { Lowest().close(); }

 private:
  static constexpr auto kTuple = boost::asio::as_tuple(boost::asio::use_awaitable);
  static constexpr uint32_t kMaxHeader = 16 << 10;
  using Parser = boost::beast::http::request_parser<boost::beast::http::buffer_body>;

  auto& Lowest() { return boost::beast::get_lowest_layer(stream_); }

  // Receives and answers one request. Returns whether the connection can take another one.
  boost::asio::awaitable<bool> ServeOne() {
    Parser parser;
    parser.header_limit(kMaxHeader);
    parser.body_limit(boost::none);  // ReceiveBody has its own
    idle_ = buffer_.size() == 0;
    Lowest().expires_after(hub_.options.idle_timeout);
    const auto [error, bytes] =
        co_await boost::beast::http::async_read_header(stream_, buffer_, parser, kTuple);
    idle_ = false;
    if (error) {
      if (const std::optional<Response> answer = AnswerTo(error)) co_await Refuse(parser, *answer);
      co_return false;
    }

    Request request = FromBeast(parser.get(), peer_);
    std::variant<Response, Call> decision = hub_.service(request);
    if (const Response* answer = std::get_if<Response>(&decision)) {
      // What is still to come of the body would be taken for the next request.
      if (!parser.is_done()) co_return co_await Refuse(parser, *answer);
      co_return co_await Answer(parser, *answer);
    }
    std::optional<Response> response =
        co_await ReceiveAndHandle(parser, std::get<Call>(decision), std::move(request));
    if (!response) co_return false;
    co_return co_await Answer(parser, *std::move(response));
  }

  // Returns null if the body cannot be received; the client has been told.
  boost::asio::awaitable<std::optional<Response>> ReceiveAndHandle(Parser& parser, const Call& call,
                                                                   Request request) {
    Budget::Share share(hub_.bodies);
    const bool received = co_await ReceiveBody(parser, call.max_body, share, request.body);
    if (!received) co_return std::nullopt;
    // The store waits for the disk, so not on this thread.
    Lowest().expires_never();
    Response response = co_await OnPool([&] { return call.handle(request); });
    hub_.log->debug("{} {} {} {}", peer_, request.method, request.target, response.status);
    co_return response;
  }

  // Appends the body to `body`, taking its share as the bytes arrive. If that cannot be, says so to the
  // client and returns false.
  boost::asio::awaitable<bool> ReceiveBody(Parser& parser, size_t limit, Budget::Share& share,
                                           std::string& body) {
    Lowest().expires_after(hub_.options.request_timeout);
    if (parser.content_length().value_or(0) > limit) co_return co_await Refuse(parser, TooLarge(limit));
    if (boost::beast::iequals(parser.get()[boost::beast::http::field::expect], "100-continue")) {
      boost::beast::http::response<boost::beast::http::empty_body> go_on(
          boost::beast::http::status::continue_, 11);
      const auto [error, bytes] = co_await boost::beast::http::async_write(stream_, go_on, kTuple);
      if (error) co_return false;
    }
    parser.eager(true);
    std::array<char, 16 << 10> piece;
    while (!parser.is_done()) {
      auto& free = parser.get().body();
      free.data = piece.data();
      free.size = piece.size();
      const auto [error, bytes] =
          co_await boost::beast::http::async_read_some(stream_, buffer_, parser, kTuple);
      if (error && error != boost::beast::http::error::need_buffer) {
        if (const std::optional<Response> answer = AnswerTo(error)) co_await Refuse(parser, *answer);
        co_return false;
      }
      const size_t size = piece.size() - free.size;
      if (size > limit - body.size()) co_return co_await Refuse(parser, TooLarge(limit));
      if (!share.Take(size)) {
        co_return co_await Refuse(parser,
                                  Busy("the server is receiving too much at the moment: try again later"));
      }
      body.append(piece.data(), size);
    }
    co_return true;
  }

  template <class Work>
  auto OnPool(Work work) -> boost::asio::awaitable<decltype(work())> {
    co_return co_await boost::asio::co_spawn(
        hub_.pool, [&]() -> boost::asio::awaitable<decltype(work())> { co_return work(); },
        boost::asio::use_awaitable);
  }

  // Sends the response. Returns whether the connection can take another request.
  boost::asio::awaitable<bool> Answer(const Parser& parser, Response response) {
    const bool ends_with_connection = response.body.bytes() == nullptr && parser.get().version() == 10;
    const bool keep_alive = parser.get().keep_alive() && !stopping() && !ends_with_connection;
    const bool sent = co_await WriteWithinBudget(parser, std::move(response), keep_alive);
    if (sent && !keep_alive) co_await Linger();
    co_return sent&& keep_alive;
  }

  boost::asio::awaitable<bool> WriteWithinBudget(const Parser& parser, Response response, bool keep_alive) {
    Budget::Share share(hub_.answers);
    if (!share.Take(response.body.held())) {
      response = Busy("the server is sending too much at the moment: try again later");
    }
    co_return co_await Write(parser, response, keep_alive);
  }

  // Answers a request whose body has not come, or not whole, so that the connection has to end. Returns
  // false.
  boost::asio::awaitable<bool> Refuse(const Parser& parser, Response response) {
    hub_.log->debug("{}: refused with {}", peer_, response.status);
    co_await Write(parser, response, /*keep_alive=*/false);
    co_await Linger();
    co_return false;
  }

  // Returns false if the client is gone or too slow.
  boost::asio::awaitable<bool> Write(const Parser& parser, Response& response, bool keep_alive) {
    const BeastResponse message = ToBeast(response, parser.get().version(), keep_alive);
    boost::beast::http::response_serializer<BeastResponse::body_type> serializer(message);
    Lowest().expires_after(hub_.options.request_timeout);
    const bool head_only = parser.get().method() == boost::beast::http::verb::head || response.status == 304;
    if (!head_only && response.body.bytes() != nullptr) {
      const auto [error, bytes] = co_await boost::beast::http::async_write(stream_, serializer, kTuple);
      co_return !error;
    }
    const auto [error, bytes] = co_await boost::beast::http::async_write_header(stream_, serializer, kTuple);
    if (error || head_only) co_return !error;
    co_return co_await WritePieces(response.body, message.chunked());
  }

  boost::asio::awaitable<bool> WritePieces(Body& body, bool chunked) {
    for (;;) {
      Lowest().expires_never();
      const std::optional<std::string> piece = co_await OnPool([&] { return body.Next(); });
      if (piece && piece->empty()) continue;
      Lowest().expires_after(hub_.options.request_timeout);
      const auto bytes = piece ? boost::asio::buffer(*piece) : boost::asio::const_buffer();
      boost::system::error_code error;
      if (!chunked) {
        error = co_await Send(bytes);
      } else if (piece) {
        error = co_await Send(boost::beast::http::make_chunk(bytes));
      } else {
        error = co_await Send(boost::beast::http::make_chunk_last());
      }
      if (error || !piece) co_return !error;
    }
  }

  template <class Buffers>
  boost::asio::awaitable<boost::system::error_code> Send(Buffers buffers) {
    const auto [error, bytes] = co_await boost::asio::async_write(stream_, buffers, kTuple);
    co_return error;
  }

  // Closes so that the client reads our answer: closing while its bytes still arrive would reset the
  // connection.
  boost::asio::awaitable<void> Linger() {
    boost::system::error_code ignored;
    Lowest().socket().shutdown(boost::asio::socket_base::shutdown_send, ignored);
    Lowest().expires_after(std::chrono::seconds(2));
    std::array<char, 16 << 10> waste;
    for (size_t left = size_t{64} << 20; left > 0;) {
      const auto [error, bytes] = co_await Lowest().async_read_some(boost::asio::buffer(waste), kTuple);
      if (error) break;
      left -= std::min(left, bytes);
    }
  }

  Stream stream_;
  const std::string peer_;
  Hub& hub_;
  boost::beast::flat_buffer buffer_;
  bool idle_ = true;
};

}  // namespace assay::http

#endif  // ASSAY_SERVER_HTTP_CONNECTION_H_

// The one translation unit that knows Beast's server side: connections, limits, timeouts, stopping.
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <csignal>
#include <exception>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <thread>

#include "server/http/api.h"
#include "server/http/static_files.h"
#include "server/serve.h"
#include "server/store/store.h"

namespace assay {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
constexpr uint32_t kMaxHeader = 16 << 10;

using Parser = bhttp::request_parser<bhttp::string_body>;

// A log of this server's own: the program's may be set up for other purposes.
std::shared_ptr<spdlog::logger> MakeLog(const std::string& level) {
  auto log = std::make_shared<spdlog::logger>("server", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  log->set_level(spdlog::level::from_str(level));
  return log;
}

bool IsProtocolError(const error_code& error) {
  return error.category() == bhttp::make_error_code(bhttp::error::bad_version).category() &&
         error != bhttp::error::end_of_stream && error != bhttp::error::partial_message;
}

http::Response AnswerTo(const error_code& error, size_t max_body) {
  if (error == bhttp::error::header_limit) return http::Error(431, "the request's header is too large");
  if (error == bhttp::error::body_limit) {
    return http::Error(413, fmt::format("the body is larger than this server's limit of {} bytes", max_body));
  }
  return http::Error(400, fmt::format("not a valid HTTP request: {}", error.message()));
}

}  // namespace

// All members are used on the context's one thread only, except where said.
class Server::Impl {
 public:
  explicit Impl(ServeOptions options)
      : options_(std::move(options)),
        log_(MakeLog(options_.log_level)),
        store_(store::OpenSqliteStore(options_.db)),
        files_(options_.dashboard),
        api_(*store_, files_, options_.version, log_),
        pool_(static_cast<size_t>(options_.threads)),
        acceptor_(context_),
        stop_timer_(context_) {
    Listen();
    asio::co_spawn(context_, Accept(), asio::detached);
  }

  ~Impl() {
    Stop();
    pool_.join();
  }

  uint16_t port() const { return endpoint_.port(); }
  std::string url() const {
    const std::string address = endpoint_.address().to_string();
    return endpoint_.address().is_v6() ? fmt::format("http://[{}]:{}", address, endpoint_.port())
                                       : fmt::format("http://{}:{}", address, endpoint_.port());
  }

  void Run() {
    asio::signal_set signals(context_, SIGINT, SIGTERM);
    signals.async_wait([this](const error_code& error, int signal) {
      if (error) return;
      log_->info("signal {}: stopping", signal);
      BeginStop();
    });
    signals_ = &signals;
    Serve();
  }

  void Start() {
    thread_ = std::thread([this] { Serve(); });
  }

  // From any thread.
  void Stop() {
    asio::post(context_, [this] { BeginStop(); });
    const std::lock_guard lock(join_mutex_);
    if (thread_.joinable()) thread_.join();
  }

 private:
  struct Connection {
    explicit Connection(tcp::socket socket) : stream(std::move(socket)) {}
    beast::tcp_stream stream;
    bool idle = true;  // nothing of a request has arrived
  };

  // A share of what all bodies together may take, given back on destruction.
  class BodyShare {
   public:
    BodyShare(size_t& used, size_t bytes) : used_(used), bytes_(bytes) { used_ += bytes_; }
    ~BodyShare() { used_ -= bytes_; }
    BodyShare(const BodyShare&) = delete;
    BodyShare& operator=(const BodyShare&) = delete;

   private:
    size_t& used_;
    const size_t bytes_;
  };

  void Listen() {
    error_code error;
    const auto address = asio::ip::make_address(options_.address, error);
    if (error) {
      throw std::runtime_error(fmt::format(
          "cannot listen on \"{}\": expected a numeric address such as 127.0.0.1", options_.address));
    }
    endpoint_ = {address, options_.port};
    const auto check = [&] {
      if (!error) return;
      throw std::runtime_error(fmt::format("cannot listen on {}: {}{}", url(), error.message(),
                                           error == asio::error::address_in_use
                                               ? "; another server runs there: stop it or choose another port"
                                               : ""));
    };
    acceptor_.open(endpoint_.protocol(), error);
    check();
    acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    check();
    acceptor_.bind(endpoint_, error);
    check();
    acceptor_.listen(asio::socket_base::max_listen_connections, error);
    check();
    endpoint_ = acceptor_.local_endpoint();
  }

  void Serve() {
    log_->info("serving {} on {}", options_.db, url());
    context_.run();
    log_->info("stopped");
  }

  void BeginStop() {
    if (stopping_) return;
    stopping_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    if (signals_ != nullptr) signals_->cancel(ignored);
    for (Connection* connection : connections_) {
      if (connection->idle) connection->stream.cancel();
    }
    if (connections_.empty()) return;
    stop_timer_.expires_after(options_.stop_timeout);
    stop_timer_.async_wait([this](const error_code& error) {
      if (error) return;
      log_->warn("{} connections did not end in time: closed", connections_.size());
      for (Connection* connection : connections_) connection->stream.close();
    });
  }

  asio::awaitable<void> Accept() {
    while (!stopping_) {
      auto [error, socket] = co_await acceptor_.async_accept(kTuple);
      if (error == asio::error::operation_aborted || stopping_) break;
      if (error) {  // out of file descriptors, most likely: let some connections end
        log_->warn("cannot accept a connection: {}", error.message());
        asio::steady_timer pause(context_, std::chrono::milliseconds(100));
        co_await pause.async_wait(kTuple);
        continue;
      }
      if (connections_.size() >= options_.max_connections) {
        Refuse(std::move(socket));
        continue;
      }
      asio::co_spawn(context_, Converse(std::move(socket)), [this](const std::exception_ptr& failure) {
        try {
          if (failure) std::rethrow_exception(failure);
        } catch (const std::exception& problem) {
          log_->error("a connection failed: {}", problem.what());
        }
      });
    }
  }

  // Costs nothing that a client could hold on to: what does not fit into the socket's buffer is not sent.
  static void Refuse(tcp::socket socket) {
    static constexpr std::string_view kBusy =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: "
        "close\r\n\r\n";
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.send(asio::buffer(kBusy), 0, ignored);
  }

  asio::awaitable<void> Converse(tcp::socket socket) {
    Connection connection(std::move(socket));
    connections_.insert(&connection);
    struct Leave {
      Impl* impl;
      Connection* connection;
      ~Leave() {
        impl->connections_.erase(connection);
        if (impl->stopping_ && impl->connections_.empty()) impl->stop_timer_.cancel();
      }
    } leave{this, &connection};

    beast::flat_buffer buffer(kMaxHeader + (64 << 10));
    bool more = true;
    while (more && !stopping_) more = co_await ServeOne(connection, buffer);
  }

  // Receives and answers one request. Returns whether the connection can take another one.
  asio::awaitable<bool> ServeOne(Connection& connection, beast::flat_buffer& buffer) {
    beast::tcp_stream& stream = connection.stream;
    connection.idle = buffer.size() == 0;
    Parser parser;
    parser.header_limit(kMaxHeader);
    parser.body_limit(options_.max_body);
    stream.expires_after(options_.idle_timeout);
    const auto [header_error, header_bytes] =
        co_await bhttp::async_read_header(stream, buffer, parser, kTuple);
    connection.idle = false;
    if (header_error) {
      co_await Reject(connection, parser, header_error);
      co_return false;
    }

    stream.expires_after(options_.request_timeout);
    const size_t size = parser.chunked() ? options_.max_body : parser.content_length().value_or(0);
    if (size > options_.max_body) {
      co_await Reject(connection, parser, bhttp::error::body_limit);
      co_return false;
    }
    if (bodies_ + size > options_.max_bodies) {
      http::Response busy =
          http::Error(503, "the server is receiving too much at the moment: try again later");
      busy.headers.emplace_back("Retry-After", "5");
      co_await Write(connection, busy, parser.get(), /*keep_alive=*/false);
      co_await Linger(connection);
      co_return false;
    }
    const BodyShare share(bodies_, size);
    if (beast::iequals(parser.get()[bhttp::field::expect], "100-continue")) {
      bhttp::response<bhttp::empty_body> go_on(bhttp::status::continue_, 11);
      const auto [error, bytes] = co_await bhttp::async_write(stream, go_on, kTuple);
      if (error) co_return false;
    }
    const auto [body_error, body_bytes] = co_await bhttp::async_read(stream, buffer, parser, kTuple);
    if (body_error) {
      co_await Reject(connection, parser, body_error);
      co_return false;
    }

    auto& message = parser.get();
    http::Request request = {std::string(message.method_string()), std::string(message.target()),
                             std::string(message[bhttp::field::content_type]),
                             std::string(message[bhttp::field::if_none_match]), std::move(message.body())};
    // The store waits for the disk, so not on this thread.
    stream.expires_never();
    const http::Response response = co_await asio::co_spawn(
        pool_, [&]() -> asio::awaitable<http::Response> { co_return api_.Handle(request); },
        asio::use_awaitable);
    log_->debug("{} {} {}", request.method, request.target, response.status);

    stream.expires_after(options_.request_timeout);
    const bool keep_alive = message.keep_alive() && !stopping_;
    const bool written = co_await Write(connection, response, message, keep_alive);
    if (!keep_alive) co_await Linger(connection);
    co_return written&& keep_alive;
  }

  // Answers what is not a request we take. Who went away or was too slow, and so was closed, hears nothing.
  asio::awaitable<void> Reject(Connection& connection, Parser& parser, error_code error) {
    if (!IsProtocolError(error)) co_return;
    log_->debug("refused a request: {}", error.message());
    connection.stream.expires_after(options_.request_timeout);
    co_await Write(connection, AnswerTo(error, options_.max_body), parser.get(), /*keep_alive=*/false);
    co_await Linger(connection);
  }

  template <class Message>
  asio::awaitable<bool> Write(Connection& connection, const http::Response& response, const Message& request,
                              bool keep_alive) {
    bhttp::response<bhttp::span_body<const char>> message(static_cast<bhttp::status>(response.status),
                                                          request.version() == 10 ? 10 : 11);
    message.set(bhttp::field::server, "assay");
    if (response.status != 304) message.set(bhttp::field::content_type, response.content_type);
    message.set("X-Content-Type-Options", "nosniff");
    message.set("X-Frame-Options", "DENY");
    message.set("Referrer-Policy", "no-referrer");
    message.set(
        "Content-Security-Policy",
        // The charts bring style rules of their own.
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    for (const auto& [name, value] : response.headers) message.set(name, value);
    message.keep_alive(keep_alive);
    message.body() = {response.body.data(), response.body.size()};
    if (response.status != 304) message.content_length(response.body.size());
    bhttp::response_serializer<bhttp::span_body<const char>> serializer(message);
    const bool header_only = request.method() == bhttp::verb::head || response.status == 304;
    if (header_only) {
      const auto [error, bytes] = co_await bhttp::async_write_header(connection.stream, serializer, kTuple);
      co_return !error;
    }
    const auto [error, bytes] = co_await bhttp::async_write(connection.stream, serializer, kTuple);
    co_return !error;
  }

  // Closes so that the client reads our answer: closing while its bytes still arrive would reset the
  // connection.
  asio::awaitable<void> Linger(Connection& connection) {
    error_code ignored;
    connection.stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    connection.stream.expires_after(std::chrono::seconds(2));
    std::array<char, 16 << 10> waste;
    for (size_t left = size_t{64} << 20; left > 0;) {
      const auto [error, bytes] = co_await connection.stream.async_read_some(asio::buffer(waste), kTuple);
      if (error) break;
      left -= std::min(left, bytes);
    }
  }

  const ServeOptions options_;
  const std::shared_ptr<spdlog::logger> log_;
  const std::unique_ptr<store::Store> store_;
  const http::StaticFiles files_;
  const http::Api api_;
  // Before the context, whose coroutines use them to their end.
  std::set<Connection*> connections_;
  size_t bodies_ = 0;  // bytes of bodies being received or handled
  bool stopping_ = false;
  asio::io_context context_{1};
  asio::thread_pool pool_;
  tcp::acceptor acceptor_;
  asio::steady_timer stop_timer_;
  tcp::endpoint endpoint_;
  asio::signal_set* signals_ = nullptr;
  std::mutex join_mutex_;
  std::thread thread_;
};

Server::Server(ServeOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Server::~Server() = default;
uint16_t Server::port() const { return impl_->port(); }
std::string Server::url() const { return impl_->url(); }
void Server::Run() { impl_->Run(); }
void Server::Start() { impl_->Start(); }
void Server::Stop() { impl_->Stop(); }

}  // namespace assay

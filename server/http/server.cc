// Listens, and gives every client a connection.
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "server/http/api.h"
#include "server/http/connection.h"
#include "server/http/static_files.h"
#include "server/serve.h"
#include "server/store/store.h"

namespace assay {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

// A log of this server's own: the program's may be set up for other purposes.
std::shared_ptr<spdlog::logger> MakeLog(const std::string& level) {
  auto log = std::make_shared<spdlog::logger>("server", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  log->set_level(spdlog::level::from_str(level));
  return log;
}

std::string UrlOf(const tcp::endpoint& endpoint) {
  const std::string address = endpoint.address().to_string();
  return endpoint.address().is_v6() ? fmt::format("http://[{}]:{}", address, endpoint.port())
                                    : fmt::format("http://{}:{}", address, endpoint.port());
}

// Throws std::runtime_error that says why it cannot be listened on.
tcp::acceptor Listen(asio::io_context& context, const ServeOptions& options) {
  error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) {
    throw std::runtime_error(fmt::format(
        "cannot listen on \"{}\": expected a numeric address such as 127.0.0.1", options.address));
  }
  const tcp::endpoint endpoint(address, options.port);
  try {
    return tcp::acceptor(context, endpoint);
  } catch (const boost::system::system_error& failure) {
    throw std::runtime_error(fmt::format("cannot listen on {}: {}{}", UrlOf(endpoint),
                                         failure.code().message(),
                                         failure.code() == asio::error::address_in_use
                                             ? "; another server runs there: stop it or choose another port"
                                             : ""));
  }
}

// Costs nothing that a client could hold on to: what does not fit into the socket's buffer is not sent.
void TurnAway(tcp::socket socket) {
  static constexpr std::string_view kBusy =
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  error_code ignored;
  socket.non_blocking(true, ignored);
  socket.send(asio::buffer(kBusy), 0, ignored);
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
        api_(options_, *store_, files_, log_),
        pool_(static_cast<size_t>(options_.threads)),
        acceptor_(Listen(context_, options_)),
        endpoint_(acceptor_.local_endpoint()),
        hub_(options_, std::ref(api_), context_, pool_, log_) {
    asio::co_spawn(context_, Accept(), asio::detached);
  }

  ~Impl() {
    Stop();
    context_.run();  // what was never served ends here, so that no coroutine outlives what it uses
    pool_.join();
  }

  uint16_t port() const { return endpoint_.port(); }
  std::string url() const { return UrlOf(endpoint_); }

  void Start() {
    thread_ = std::thread([this] {
      log_->info("serving {} on {}", options_.db, url());
      context_.run();
      log_->info("stopped");
    });
  }

  // From any thread.
  void Stop() {
    asio::post(context_, [this] { BeginStop(); });
    const std::lock_guard lock(join_mutex_);
    if (thread_.joinable()) thread_.join();
  }

 private:
  void BeginStop() {
    if (!acceptor_.is_open()) return;
    error_code ignored;
    acceptor_.close(ignored);
    hub_.connections.Stop(options_.stop_timeout, [this] {
      log_->warn("{} connections did not end in time: closed", hub_.connections.size());
    });
  }

  asio::awaitable<void> Accept() {
    while (acceptor_.is_open()) {
      auto [error, socket] = co_await acceptor_.async_accept(kTuple);
      if (!acceptor_.is_open()) break;
      if (error) {  // out of file descriptors, most likely: let some connections end
        log_->warn("cannot accept a connection: {}", error.message());
        asio::steady_timer pause(context_, std::chrono::milliseconds(100));
        co_await pause.async_wait(kTuple);
      } else if (hub_.connections.size() >= options_.max_connections) {
        TurnAway(std::move(socket));
      } else {
        asio::co_spawn(context_, Converse(std::move(socket)),
                       [this](const std::exception_ptr& failure) { LogFailure(failure); });
      }
    }
  }

  asio::awaitable<void> Converse(tcp::socket socket) {
    error_code error;
    const tcp::endpoint peer = socket.remote_endpoint(error);
    if (error) co_return;  // gone already
    // What is streamed is sent as it comes.
    socket.set_option(tcp::no_delay(true), error);
    http::Connection<boost::beast::tcp_stream> connection(boost::beast::tcp_stream(std::move(socket)),
                                                          peer.address().to_string(), hub_);
    co_await connection.Converse();
  }

  void LogFailure(const std::exception_ptr& failure) {
    try {
      if (failure) std::rethrow_exception(failure);
    } catch (const std::exception& problem) {
      log_->error("a connection failed: {}", problem.what());
    }
  }

  const ServeOptions options_;
  const std::shared_ptr<spdlog::logger> log_;
  const std::unique_ptr<store::Store> store_;
  const http::StaticFiles files_;
  http::Api api_;
  asio::io_context context_{1};
  asio::thread_pool pool_;
  tcp::acceptor acceptor_;
  const tcp::endpoint endpoint_;
  http::Hub hub_;
  std::mutex join_mutex_;
  std::thread thread_;
};

Server::Server(ServeOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Server::~Server() = default;
uint16_t Server::port() const { return impl_->port(); }
std::string Server::url() const { return impl_->url(); }
void Server::Start() { impl_->Start(); }
void Server::Stop() { impl_->Stop(); }

}  // namespace assay

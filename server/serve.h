// The results server: HTTP API, store and dashboard in one object (docs/server.md).
#ifndef ASSAY_SERVER_SERVE_H_
#define ASSAY_SERVER_SERVE_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace assay {

struct ServeOptions {
  std::string db;                     // file of the SQLite database; created if it is not there
  std::string address = "127.0.0.1";  // numeric IPv4 or IPv6 address to listen on
  uint16_t port = 8080;               // 0: any free one
  std::filesystem::path dashboard;    // folder of the built web pages; empty: none are served
  std::string version = "0.1.0";      // what /health says
  std::string log_level = "info";     // spdlog's: trace, debug, info, warn, error, off

  size_t max_body = size_t{16} << 20;      // bytes of a request's body
  size_t max_bodies = size_t{128} << 20;   // bytes of all bodies received and not yet handled
  size_t max_answers = size_t{128} << 20;  // bytes of all answers not yet sent
  size_t max_connections = 512;
  int threads = 4;  // that handle requests
  std::chrono::milliseconds idle_timeout =
      std::chrono::seconds(15);  // from a connection to a request's header
  std::chrono::milliseconds request_timeout = std::chrono::seconds(60);  // for a body, and for an answer
  std::chrono::milliseconds stop_timeout =
      std::chrono::seconds(10);  // for running requests to end after Stop
};

class Server {
 public:
  // Opens the store and listens. Throws std::runtime_error that says what cannot be had: the database, the
  // address.
  explicit Server(ServeOptions options);
  // Stops and waits.
  ~Server();

  uint16_t port() const;    // the one really listened on
  std::string url() const;  // "http://127.0.0.1:8080"

  // Serves on a thread of its own, until Stop; signals are the program's business. Call it once.
  void Start();
  // Takes no new connections, lets running requests end, and returns when all is closed. From any thread but
  // the server's own; may be repeated.
  void Stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace assay

#endif  // ASSAY_SERVER_SERVE_H_

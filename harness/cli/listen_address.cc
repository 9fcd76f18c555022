#include "harness/cli/listen_address.h"

#include <fmt/format.h>

#include <charconv>

#include "harness/base/error.h"
#include "harness/base/resources.h"
#include "harness/base/version.h"

namespace assay::cli {

ListenAddress ParseListenAddress(const std::string& text) {
  const size_t colon = text.rfind(':');
  ListenAddress listen;
  const char* end = text.data() + text.size();
  if (colon != std::string::npos) {
    listen.address = text.substr(0, colon);
    if (listen.address.size() > 2 && listen.address.front() == '[' && listen.address.back() == ']') {
      listen.address = listen.address.substr(1, listen.address.size() - 2);
    }
    const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, listen.port);
    if (error == std::errc() && rest == end && !listen.address.empty()) return listen;
  }
  throw UsageError(fmt::format("--listen: '{}' must be ADDRESS:PORT, for example 127.0.0.1:8080", text));
}

ServeOptions ServeOptionsFor(const std::string& db, const ListenAddress& listen,
                             const std::string& log_level) {
  ServeOptions options;
  options.db = db;
  options.address = listen.address;
  options.port = listen.port;
  if (std::filesystem::is_directory(DashboardFolder())) {
    options.dashboard = DashboardFolder();
  } else {
    fmt::print(stderr, "assay: no web pages were built (is Node.js there?), so only the API is served\n");
  }
  options.version = kVersion;
  options.log_level = log_level;
  return options;
}

std::unique_ptr<Server> StartServer(const std::string& db, ListenAddress listen) {
  for (const uint16_t port : {listen.port, uint16_t{0}}) {
    listen.port = port;
    try {
      auto server = std::make_unique<Server>(ServeOptionsFor(db, listen, "warn"));
      server->Start();
      return server;
    } catch (const std::runtime_error& error) {
      if (port == 0) throw;
      fmt::print(stderr, "assay: {}; the dashboard takes a free port instead\n", error.what());
    }
  }
  return nullptr;
}

}  // namespace assay::cli

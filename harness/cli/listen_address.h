// Where a server listens, and a server there.
#ifndef ASSAY_HARNESS_CLI_LISTEN_ADDRESS_H_
#define ASSAY_HARNESS_CLI_LISTEN_ADDRESS_H_

#include <cstdint>
#include <memory>
#include <string>

#include "server/serve.h"

namespace assay::cli {

struct ListenAddress {
  std::string address;
  uint16_t port = 0;
};

// "127.0.0.1:8080" or "[::1]:8080". Throws UsageError.
ListenAddress ParseListenAddress(const std::string& text);

// The options of a server with this build's dashboard.
ServeOptions ServeOptionsFor(const std::string& db, const ListenAddress& listen,
                             const std::string& log_level);

// A server that serves, on the port asked for if it is free, else, saying so on stderr, on any. Throws what
// Server does.
std::unique_ptr<Server> StartServer(const std::string& db, ListenAddress listen);

}  // namespace assay::cli

#endif  // ASSAY_HARNESS_CLI_LISTEN_ADDRESS_H_

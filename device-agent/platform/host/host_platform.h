// What the host's platform must be told before the agent runs.
#ifndef ASSAY_PLATFORM_HOST_HOST_PLATFORM_H_
#define ASSAY_PLATFORM_HOST_HOST_PLATFORM_H_

#include <cstddef>

namespace assay::platform {

struct HostConfiguration {
  int fd;             // one end of a stream socket, or a terminal
  const char* board;  // must stay valid
  const char* unit;   // must stay valid
  size_t arena_bytes;
  size_t model_store_bytes;
};

// Returns false, with errno set, if there is not enough memory.
bool ConfigureHost(const HostConfiguration& configuration);

}  // namespace assay::platform

#endif  // ASSAY_PLATFORM_HOST_HOST_PLATFORM_H_

// What the tests of Child and Unit run as a child: `assay-test-child MODE ...`.
//   echo               sends back what comes, until EOF
//   die STATUS         writes two lines to stderr and exits
//   flood              writes much to stderr, then waits
//   list               sends the numbers of its open descriptors as text
//   own COMMAND...     starts COMMAND as a Child of its own, sends its pid as text, and waits
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "harness/unit/child.h"

namespace {

constexpr int kSocket = assay::Child::kSocketInChild;

void Send(std::string_view text) {
  if (write(kSocket, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::exit(3);
}

int Echo() {
  char bytes[256];
  for (;;) {
    const ssize_t count = read(kSocket, bytes, sizeof(bytes));
    if (count <= 0) return 0;
    Send({bytes, static_cast<size_t>(count)});
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (mode == "echo") return Echo();
  if (mode == "die") {
    std::fputs("first words\nlast words\n", stderr);
    return std::atoi(argv[2]);
  }
  if (mode == "flood") {
    for (int i = 0; i < 100'000; ++i) std::fprintf(stderr, "line %d\n", i);
    return Echo();
  }
  if (mode == "list") {
    std::string text;
    for (int fd = 0; fd < 1024; ++fd) {
      if (fcntl(fd, F_GETFD) >= 0) text += std::to_string(fd) + " ";
    }
    Send(text);
    return 0;
  }
  if (mode == "own") {
    assay::Child child(std::vector<std::string>(argv + 2, argv + argc));
    Send(std::to_string(child.pid()) + "\n");
    return Echo();
  }
  std::fputs("unknown mode\n", stderr);
  return 2;
}

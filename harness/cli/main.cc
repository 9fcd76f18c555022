// The command line: see `assay --help`.
#include <signal.h>
#include <sodium.h>

#include "harness/cli/command_line.h"

int main(int argc, char** argv) {
  signal(SIGPIPE, SIG_IGN);  // a peer that has gone is an error of its write, not the end of the program
  if (sodium_init() < 0) return static_cast<int>(assay::ExitCode::kInfra);
  return static_cast<int>(assay::cli::RunCommandLine(argc, argv));
}

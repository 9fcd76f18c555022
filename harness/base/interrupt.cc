#include "harness/base/interrupt.h"

#include <signal.h>
#include <time.h>

namespace assay {
namespace {

volatile sig_atomic_t interrupted = 0;

// Asking twice is enough, by whichever signals.
void OnSignal(int /*signal*/) {
  interrupted = 1;
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
}

}  // namespace

void CatchInterrupts() {
  struct sigaction action = {};
  action.sa_handler = OnSignal;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool Interrupted() { return interrupted != 0; }

void WaitForInterrupt() {
  while (!Interrupted()) {
    const timespec tick = {0, 100'000'000};
    nanosleep(&tick, nullptr);
  }
}

}  // namespace assay

// Ctrl-C that cleans up: the first SIGINT or SIGTERM asks the program to stop, a second one ends it at once.
#ifndef ASSAY_HARNESS_BASE_INTERRUPT_H_
#define ASSAY_HARNESS_BASE_INTERRUPT_H_

namespace assay {

void CatchInterrupts();
bool Interrupted();
// Waits until Interrupted().
void WaitForInterrupt();

}  // namespace assay

#endif  // ASSAY_HARNESS_BASE_INTERRUPT_H_

// Linked into a program of tests: they see no colours, also on a terminal.
#include <stdlib.h>

namespace assay {
namespace {

[[maybe_unused]] const int kNoColour = setenv("NO_COLOR", "1", 1);

}  // namespace
}  // namespace assay

// The units whose programs and images the build put beside this program.
#ifndef ASSAY_HARNESS_CLI_BUILT_UNITS_H_
#define ASSAY_HARNESS_CLI_BUILT_UNITS_H_

#include <memory>

#include "harness/base/resources.h"
#include "harness/unit/unit.h"

namespace assay::cli {

inline Artifacts BuiltArtifacts() { return {HostAgent(), FirmwareFolder()}; }

// As StartUnit does.
inline std::unique_ptr<Unit> StartBuiltUnit(const Board& board) { return StartUnit(board, BuiltArtifacts()); }

}  // namespace assay::cli

#endif  // ASSAY_HARNESS_CLI_BUILT_UNITS_H_

// What a board says when a fault ends its agent, in words.
#ifndef ASSAY_HARNESS_UNIT_FAULT_REPORT_H_
#define ASSAY_HARNESS_UNIT_FAULT_REPORT_H_

#include <filesystem>
#include <string>

namespace assay {

// `report` is the line "ASSAY-FAULT ..." (docs/boards.md), which may be cut short; `image` the ELF file that
// ran, and `toolchain` the prefix of its binutils, whose addr2line names the lines. Where that is not
// installed, functions are named without. For example
//   undefined instruction in assay::F(int) (kernels/f.cc:12), lr in G (g.cc:3) [ASSAY-FAULT pc=...]
std::string ExplainFault(const std::string& report, const std::filesystem::path& image,
                         const std::string& toolchain);

}  // namespace assay

#endif  // ASSAY_HARNESS_UNIT_FAULT_REPORT_H_

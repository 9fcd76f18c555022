// Where the program finds what it needs.
#ifndef ASSAY_HARNESS_BASE_RESOURCES_H_
#define ASSAY_HARNESS_BASE_RESOURCES_H_

#include <filesystem>

namespace assay {

// The source tree's data, or the folder that the environment variable names instead.
std::filesystem::path BoardsFolder();  // ASSAY_BOARDS
std::filesystem::path SuitesFolder();  // ASSAY_SUITES

// What the build put beside the running program.
std::filesystem::path HostAgent();        // ASSAY_HOST_AGENT
std::filesystem::path FirmwareFolder();   // ASSAY_FIRMWARE
std::filesystem::path DashboardFolder();  // ASSAY_DASHBOARD

// The models and inputs of suites that are not part of the project: ASSAY_DATA; empty if it is not set.
std::filesystem::path DataFolder();

// Records and what is still to be delivered: ASSAY_STATE, else XDG_STATE_HOME/assay, else
// ~/.local/state/assay.
std::filesystem::path StateFolder();

}  // namespace assay

#endif  // ASSAY_HARNESS_BASE_RESOURCES_H_

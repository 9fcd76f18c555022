#include "harness/base/resources.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

namespace assay {
namespace {

std::filesystem::path FromEnvironment(const char* variable, const std::filesystem::path& fallback) {
  const char* value = std::getenv(variable);
  return value != nullptr && value[0] != '\0' ? std::filesystem::path(value) : fallback;
}

std::filesystem::path ProgramFolder() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

std::filesystem::path HomeFolder() {
  const passwd* user = getpwuid(getuid());
  return FromEnvironment("HOME", user != nullptr ? user->pw_dir : "/");
}

}  // namespace

std::filesystem::path BoardsFolder() { return FromEnvironment("ASSAY_BOARDS", ASSAY_SOURCE_DIR "/boards"); }
std::filesystem::path SuitesFolder() { return FromEnvironment("ASSAY_SUITES", ASSAY_SOURCE_DIR "/suites"); }

std::filesystem::path HostAgent() {
  return FromEnvironment("ASSAY_HOST_AGENT", ProgramFolder() / "assay-agent-host");
}

std::filesystem::path FirmwareFolder() {
  return FromEnvironment("ASSAY_FIRMWARE", ProgramFolder().parent_path() / "firmware");
}

std::filesystem::path DashboardFolder() {
  return FromEnvironment("ASSAY_DASHBOARD", ProgramFolder().parent_path() / "dashboard");
}

std::filesystem::path DataFolder() { return FromEnvironment("ASSAY_DATA", ""); }

std::filesystem::path StateFolder() {
  const std::filesystem::path base = FromEnvironment("XDG_STATE_HOME", HomeFolder() / ".local" / "state");
  return FromEnvironment("ASSAY_STATE", base / "assay");
}

}  // namespace assay

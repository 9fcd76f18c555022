#include "harness/run/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "harness/base/nearest.h"

namespace assay {

void CheckKernels(const std::string& kernels, const std::vector<std::string>& kernel_sets) {
  std::istringstream in(kernels);
  for (std::string item; std::getline(in, item, ',');) {
    const std::string set = item.substr(item.find('=') + 1);  // all of it if there is no '='
    if (std::find(kernel_sets.begin(), kernel_sets.end(), set) == kernel_sets.end()) {
      throw UsageError(
          fmt::format("--kernels: the agent has no kernel set '{}'; {}", set, Suggestion(set, kernel_sets)));
    }
  }
}

Session::Session(const Board& board, const Artifacts& artifacts, const AgentClient::Options& options)
    : board_(board),
      unit_(StartUnit(board, artifacts)),
      image_(ReadImage(unit_->image())),
      agent_(unit_->fd(), options) {}

void Session::Connect(const std::string& kernels) {
  try {
    identity_ = agent_.Connect();
  } catch (const AgentError& error) {
    throw LinkError(fmt::format("the agent refuses the handshake: {}", error.what()));
  }
  const auto check = [](const char* what, const std::string& expected, const std::string& actual) {
    if (expected == actual) return;
    throw LinkError(fmt::format("the agent on the link is not the one meant: its {} is '{}', not '{}'", what,
                                actual, expected));
  };
  check("board", board_.name, identity_.board);
  check("unit", unit_->serial(), identity_.unit);
  check("build ID", image_.build_id, identity_.build_id);
  CheckKernels(kernels, identity_.kernel_sets);
}

std::string Session::Explain(const std::exception& error) const {
  if (!unit_->ended()) return error.what();
  return fmt::format("{} ({} {})", error.what(), unit_->name(), unit_->Epitaph());
}

}  // namespace assay

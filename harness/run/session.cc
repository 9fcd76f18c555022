#include "harness/run/session.h"

#include <fmt/format.h>

#include "harness/run/kernels_option.h"
#include "harness/unit/fault_report.h"

namespace assay {

namespace {

Image ReadUnitImage(const Unit& unit) {
  try {
    return ReadImage(unit.image());
  } catch (const UsageError& error) {
    throw InfraError(fmt::format("the unit's image is broken: {}", error.what()));
  }
}

// The agent's last words, in terms of the image that ran.
AgentClient::Options WithExplanation(AgentClient::Options options, const Board& board, const Unit& unit) {
  if (!board.firmware) return options;
  options.explain_fault = [image = unit.image(), toolchain = board.firmware->toolchain](
                              const std::string& report) { return ExplainFault(report, image, toolchain); };
  return options;
}

}  // namespace

void CheckIdentity(const AgentIdentity& identity, const Board& board, const std::string& serial,
                   const std::string& build_id) {
  const auto check = [](const char* what, const std::string& expected, const std::string& actual) {
    if (expected == actual) return;
    throw LinkError(fmt::format("the agent on the link is not the one meant: its {} is '{}', not '{}'", what,
                                actual, expected));
  };
  check("board", board.name, identity.board);
  check("unit", serial, identity.unit);
  check("build ID", build_id, identity.build_id);
  check("domain of counts", FactsOf(board.domain).name, FactsOf(identity.domain).name);
  if (board.icount_shift >= 0) {
    check("rate of instructions", std::to_string(1'000'000'000u >> board.icount_shift),
          std::to_string(identity.domain_hz));
  }
  if (board.clock_hz > 0) check("clock", std::to_string(board.clock_hz), std::to_string(identity.clock_hz));
}

std::vector<std::string> NotesOn(const AgentIdentity& identity) {
  std::vector<std::string> notes;
  if (!identity.stack_guarded) {
    notes.emplace_back(
        "this board has no stack guard: a stack that overflows goes unseen and overwrites other memory");
  }
  return notes;
}

Session::Session(const Board& board, std::unique_ptr<Unit> unit, const AgentClient::Options& options)
    : board_(board),
      unit_(std::move(unit)),
      image_(ReadUnitImage(*unit_)),
      agent_(unit_->fd(), WithExplanation(options, board, *unit_)) {}

void Session::Connect(const std::string& kernels) {
  try {
    identity_ = agent_.Connect();
  } catch (const AgentError& error) {
    throw LinkError(fmt::format("the agent refuses the handshake: {}", error.what()));
  }
  CheckIdentity(identity_, board_, unit_->serial(), image_.build_id);
  CheckKernelSets(kernels, identity_.kernel_sets);
}

std::string Session::Explain(const std::exception& error) const {
  // Asked first: it waits a moment for a unit that is just about to end.
  const std::string epitaph = unit_->Epitaph();
  return unit_->ended() ? fmt::format("{} ({} {})", error.what(), unit_->name(), epitaph)
                        : std::string(error.what());
}

}  // namespace assay

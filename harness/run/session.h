// A unit brought to life, with its agent on the line and proven to be the one meant.
#ifndef ASSAY_HARNESS_RUN_SESSION_H_
#define ASSAY_HARNESS_RUN_SESSION_H_

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "harness/board/board.h"
#include "harness/link/agent_client.h"
#include "harness/unit/image.h"
#include "harness/unit/unit.h"

namespace assay {

// Throws LinkError, naming what differs, if the agent that answered is not that of the unit with this serial
// number and this image's build ID, or does not count as the board says.
void CheckIdentity(const AgentIdentity& identity, const Board& board, const std::string& serial,
                   const std::string& build_id);

// What is worth knowing of the agent's board before its figures are read, and no fault of it: a sentence
// each.
std::vector<std::string> NotesOn(const AgentIdentity& identity);

// Brings a unit of a board to life, as StartUnit does. Throws InfraError if it cannot be started.
using UnitStarter = std::function<std::unique_ptr<Unit>(const Board& board)>;

class Session {
 public:
  // `unit` is one of the board; the board outlives the session. Throws InfraError if the unit's image is
  // broken.
  Session(const Board& board, std::unique_ptr<Unit> unit, const AgentClient::Options& options);

  // Opens the link and shakes hands: board, unit and image must be the ones meant, and the agent must have
  // the kernel sets that `kernels` ("SET[,OPERATOR=SET]...") names. Throws LinkError, or UsageError for the
  // kernels.
  void Connect(const std::string& kernels);

  AgentClient* agent() { return &agent_; }
  const AgentIdentity& identity() const { return identity_; }
  const Unit& unit() const { return *unit_; }
  const Image& image() const { return image_; }

  // `error`, and if the unit has died meanwhile, how.
  std::string Explain(const std::exception& error) const;

 private:
  const Board& board_;
  std::unique_ptr<Unit> unit_;
  Image image_;
  AgentClient agent_;
  AgentIdentity identity_;
};

}  // namespace assay

#endif  // ASSAY_HARNESS_RUN_SESSION_H_

// A unit that is no process: an agent of this process behind it, and how it ends is the test's to say.
#ifndef ASSAY_HARNESS_RUN_TESTING_FAKE_UNIT_H_
#define ASSAY_HARNESS_RUN_TESTING_FAKE_UNIT_H_

#include <filesystem>
#include <string>
#include <vector>

#include "harness/board/board.h"
#include "harness/run/testing/in_process_agent.h"
#include "harness/unit/unit.h"

namespace assay::testing {

class FakeUnit final : public Unit {
 public:
  struct Options {
    InProcessAgent::Options agent = {};
    std::filesystem::path image;  // a file; WriteFakeImage makes one that is the agent's
    std::string epitaph = {};     // how it ended; empty: it runs
  };

  explicit FakeUnit(Options options) : options_(std::move(options)), agent_(options_.agent) {}

  int fd() const override { return agent_.fd(); }
  pid_t pid() const override { return 0; }
  const std::string& name() const override { return name_; }
  const std::string& serial() const override { return serial_; }
  const std::filesystem::path& image() const override { return options_.image; }
  const std::vector<std::string>& command() const override { return command_; }
  void Stop() override {}
  bool ended() const override { return !options_.epitaph.empty(); }
  std::string Epitaph() const override { return ended() ? options_.epitaph : "runs"; }

 private:
  const Options options_;
  const std::string name_ = "fake-board-1", serial_ = "fake-unit";
  const std::vector<std::string> command_;
  InProcessAgent agent_;
};

// The board that the agent says it is on, with the agent's clock.
Board FakeBoard(const InProcessAgent::Options& agent);

// Writes an ELF file with the build ID that the agent tells.
void WriteFakeImage(const std::filesystem::path& file);

}  // namespace assay::testing

#endif  // ASSAY_HARNESS_RUN_TESTING_FAKE_UNIT_H_

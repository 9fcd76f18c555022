#include "harness/run/comparison.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/model/describe.h"
#include "harness/model/operator_name.h"
#include "server/record/record.h"

namespace assay {
namespace {

// Counts of a virtual board repeat exactly: two rounds prove that they do. Times scatter.
constexpr int kExactRounds = 2;
constexpr int kNoisyRounds = 15;

class Comparer {
 public:
  Comparer(Session* session, const std::string& model_name, ReferenceModel* reference,
           const ComparisonOptions& options)
      : agent_(*session->agent()),
        identity_(session->identity()),
        model_name_(model_name),
        reference_(*reference),
        options_(options) {}

  Comparison Run(std::span<const uint8_t> model) {
    const size_t choices = options_.kernels.size();
    const int rounds = Rounds();
    total_ = static_cast<int>(choices) * (rounds + 1);
    result_.domain = identity_.domain;
    result_.inputs = options_.inputs.size();
    for (const std::string& kernels : options_.kernels) {
      ComparisonSide side;
      side.kernels = kernels;
      result_.sides.push_back(side);
    }
    agent_.SendModel(model);
    for (ComparisonSide& side : result_.sides) CheckBits(&side);
    for (int round = 0; round < rounds; ++round) {
      for (size_t i = 0; i < choices; ++i) {
        Measure(&result_.sides[round % 2 == 0 ? i : choices - 1 - i]);
      }
    }
    if (identity_.domain == AgentIdentity::Domain::kInstructions) CheckThatCountsRepeat();
    return std::move(result_);
  }

 private:
  int Rounds() const {
    if (options_.rounds > 0) return options_.rounds;
    return identity_.domain == AgentIdentity::Domain::kInstructions ? kExactRounds : kNoisyRounds;
  }

  void Step() {
    ++done_;
    if (options_.progress) options_.progress(done_, total_);
  }

  LoadedModel Load(const ComparisonSide& side) {
    try {
      return agent_.LoadModel(side.kernels);
    } catch (const AgentError& error) {
      throw UsageError(fmt::format("{}: refused with the kernels {}: {}", model_name_, side.kernels,
                                   DescribeFault(error.fault())));
    }
  }

  void CheckBits(ComparisonSide* side) {
    const LoadedModel loaded = Load(*side);
    side->memory = loaded.memory;
    const std::vector<AgentOperator> operators = agent_.ReadOperators(loaded.operators);
    result_.operators.clear();
    for (const AgentOperator& op : operators) {
      result_.operators.push_back(OperatorName(op.opcode));
      side->layers.push_back({identity_.kernel_sets.at(static_cast<size_t>(op.kernel_set)), {}});
    }
    for (size_t i = 0; i < options_.inputs.size(); ++i) {
      agent_.WriteInput(options_.inputs[i]);
      (void)agent_.Invoke(/*layers=*/true);
      const std::vector<AgentLayer> layers = agent_.ReadLayers(loaded.operators);
      const std::vector<uint32_t> expected = reference_.Run(options_.inputs[i]).operator_crcs;
      const auto different =
          std::mismatch(layers.begin(), layers.end(), expected.begin(), expected.end(),
                        [](const AgentLayer& layer, uint32_t crc) { return layer.crc32 == crc; })
              .first;
      if (different == layers.end()) {
        ++side->inputs_equal;
      } else if (!side->difference) {
        side->difference = Localise(i, static_cast<int>(different - layers.begin()));
      }
    }
    Step();
  }

  ComparisonSide::Difference Localise(size_t input, int op) {
    const std::vector<uint8_t> expected = reference_.OperatorOutput(options_.inputs[input], op);
    (void)agent_.Invoke(/*layers=*/true, op);
    const std::vector<uint8_t> actual = agent_.ReadOutput(expected.size(), op);
    if (actual == expected) {
      throw LinkError("a difference vanished when it was looked into: the board does not repeat");
    }
    return {input, op, CompareElements(reference_.OperatorType(op), expected, actual)};
  }

  void Measure(ComparisonSide* side) {
    const LoadedModel loaded = Load(*side);
    agent_.WriteInput(options_.inputs.front());
    side->samples.push_back(identity_.Count(agent_.Invoke(/*layers=*/false).ticks));
    (void)agent_.Invoke(/*layers=*/true);
    const std::vector<AgentLayer> layers = agent_.ReadLayers(loaded.operators);
    for (size_t i = 0; i < layers.size(); ++i) {
      side->layers.at(i).samples.push_back(identity_.Count(layers[i].ticks));
    }
    Step();
  }

  void CheckThatCountsRepeat() {
    for (const ComparisonSide& side : result_.sides) {
      const auto [low, high] = std::minmax_element(side.samples.begin(), side.samples.end());
      if (*low == *high) continue;
      result_.fault = fmt::format(
          "the virtual board's clock does not repeat: with {} the same inference took {:.0f} and {:.0f} "
          "instructions",
          side.kernels, *low, *high);
    }
  }

  AgentClient& agent_;
  const AgentIdentity& identity_;
  const std::string& model_name_;
  ReferenceModel& reference_;
  const ComparisonOptions& options_;
  Comparison result_;
  int done_ = 0;
  int total_ = 0;
};

}  // namespace

Comparison Compare(Session* session, const std::string& model_name, std::span<const uint8_t> model,
                   ReferenceModel* reference, const ComparisonOptions& options) {
  return Comparer(session, model_name, reference, options).Run(model);
}

}  // namespace assay

#include "harness/run/comparison.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/run/inference.h"
#include "kernels/operator_name.h"
#include "server/record/record.h"

namespace assay {
namespace {

// Counts of a virtual board repeat exactly: two rounds prove that they do. Times scatter.
constexpr int kExactRounds = 2;
constexpr int kNoisyRounds = 15;

class Comparer {
 public:
  Comparer(AgentClient* agent, const AgentIdentity& identity, ReferenceModel* reference,
           const ComparisonOptions& options)
      : agent_(*agent), identity_(identity), reference_(*reference), options_(options) {}

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
    Blaming("", [&] { agent_.SendModel(model); });
    for (ComparisonSide& side : result_.sides) {
      Blaming(side.kernels, [&] { CheckBits(&side); });
    }
    for (int round = 0; round < rounds; ++round) {
      for (size_t i = 0; i < choices; ++i) {
        ComparisonSide& side = result_.sides[round % 2 == 0 ? i : choices - 1 - i];
        Blaming(side.kernels, [&] { Measure(&side); });
      }
    }
    if (FactsOf(identity_.domain).exact) CheckThatCountsRepeat();
    return std::move(result_);
  }

 private:
  int Rounds() const {
    if (options_.rounds > 0) return options_.rounds;
    return FactsOf(identity_.domain).exact ? kExactRounds : kNoisyRounds;
  }

  void Step() {
    ++done_;
    if (options_.progress) options_.progress(done_, total_);
  }

  // Does one step of what is to be done with a choice, which a failure then names.
  template <typename Do>
  void Blaming(const std::string& kernels, const Do& step) const {
    try {
      try {
        step();
      } catch (const AgentError& error) {
        ThrowRefusal(error, reference_);
      }
    } catch (const ModelFailure& failure) {
      if (kernels.empty()) throw;
      throw ModelFailure(fmt::format("with the kernels {}: {}", kernels, failure.what()));
    }
  }

  void CheckBits(ComparisonSide* side) {
    const LoadedModel loaded = agent_.LoadModel(side->kernels);
    side->memory = loaded.memory;
    const std::vector<AgentOperator> operators = agent_.ReadOperators(loaded.operators);
    KeepDeadline(&agent_, identity_, loaded, operators, options_.silence, options_.silence);
    result_.operators.clear();
    for (const AgentOperator& op : operators) {
      result_.operators.push_back(OperatorName(op.opcode));
      side->layers.push_back({identity_.kernel_sets.at(static_cast<size_t>(op.kernel_set)), {}});
    }
    for (size_t i = 0; i < options_.inputs.size(); ++i) {
      const CheckedInference inference = RunOnBoth(&agent_, &reference_, options_.inputs[i]);
      if (!inference.outputs_wrong()) {
        ++side->inputs_equal;
      } else if (!side->difference) {
        side->difference = Localise(i, inference);
      }
    }
    Step();
  }

  ComparisonSide::Difference Localise(size_t input, const CheckedInference& inference) {
    const std::optional<ElementDifference> found =
        FindDifference(&agent_, &reference_, options_.inputs[input], inference);
    if (!found) {
      throw LinkError("a difference vanished when it was looked into: the board does not repeat");
    }
    return {input, inference.wrong_operator(), *found};
  }

  void Measure(ComparisonSide* side) {
    const Input& input = options_.inputs.front();
    (void)agent_.LoadModel(side->kernels);
    agent_.WriteInput(input.bytes);
    side->samples.push_back(identity_.Count(Invoke(&agent_, &reference_, input, /*layers=*/false).ticks));
    const int operators = Invoke(&agent_, &reference_, input, /*layers=*/true).operators;
    const std::vector<AgentLayer> layers = agent_.ReadLayers(operators);
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
  ReferenceModel& reference_;
  const ComparisonOptions& options_;
  Comparison result_;
  int done_ = 0;
  int total_ = 0;
};

}  // namespace

Comparison Compare(AgentClient* agent, const AgentIdentity& identity, std::span<const uint8_t> model,
                   ReferenceModel* reference, const ComparisonOptions& options) {
  return Comparer(agent, identity, reference, options).Run(model);
}

}  // namespace assay

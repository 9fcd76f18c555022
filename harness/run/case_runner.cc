#include "harness/run/case_runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "harness/base/error.h"
#include "harness/run/inference.h"
#include "harness/run/record_memory.h"
#include "kernels/operator_name.h"
#include "server/record/statistics.h"

namespace assay {
namespace {

// Counts of a virtual board repeat exactly: a few samples prove that they do. Times scatter.
constexpr int kExactSamples = 3;
constexpr int kNoisySamples = 15;
// Inputs that a performance run still compares: enough to say that the speed is that of right outputs.
constexpr int kPerformanceInputs = 5;

template <typename Element>
int ArgMax(std::span<const uint8_t> bytes) {
  const auto* values = reinterpret_cast<const Element*>(bytes.data());
  return static_cast<int>(std::max_element(values, values + bytes.size() / sizeof(Element)) - values);
}

// The inputs this mode wants, as indices.
std::vector<size_t> ChooseInputs(const std::vector<Input>& inputs, const CaseOptions& options) {
  std::vector<size_t> chosen;
  size_t limit = options.inputs > 0 ? static_cast<size_t>(options.inputs) : inputs.size();
  if (options.mode == record::Mode::kPerformance && options.inputs == 0) limit = kPerformanceInputs;
  for (size_t i = 0; i < inputs.size() && chosen.size() < limit; ++i) {
    if (options.mode == record::Mode::kAccuracy && !inputs[i].label.has_value()) continue;
    chosen.push_back(i);
  }
  return chosen;
}

class CaseRunner {
 public:
  CaseRunner(AgentClient* agent, const AgentIdentity& identity, PreparedCase* prepared,
             const CaseOptions& options, const CaseProgress& progress, record::Case* result)
      : agent_(agent),
        identity_(identity),
        inputs_(prepared->files.inputs),
        model_(prepared->files.model),
        metric_(prepared->files.metric),
        float_accuracy_(prepared->files.definition.float_accuracy),
        reference_(prepared->reference.get()),
        options_(options),
        progress_(progress),
        result_(result) {}

  void Run() {
    const std::vector<size_t> chosen = ChooseInputs(inputs_, options_);
    if (chosen.empty()) {
      Conclude(record::Verdict::kInconclusive,
               "no input of the case has a label: accuracy cannot be measured");
      return;
    }
    total_ = static_cast<int>(chosen.size()) + Samples() + 1;
    Load();
    MeasureLatency(chosen.front());
    for (const size_t index : chosen) CheckInput(index);
    if (!result_->reason.empty()) return;  // infra, found on the way
    const record::Exactness& exactness = *result_->exactness;
    if (OutputsWrong(*result_)) {
      Conclude(record::Verdict::kFail, DescribeDifference(exactness));
    } else {
      Conclude(record::Verdict::kPass, "");
    }
  }

 private:
  int Samples() const {
    if (options_.samples > 0) return options_.samples;
    return FactsOf(identity_.domain).exact ? kExactSamples : kNoisySamples;
  }

  void Step() {
    if (progress_) progress_(++done_, total_);
  }

  void Conclude(record::Verdict verdict, std::string reason) {
    result_->verdict = verdict;
    result_->reason = std::move(reason);
  }

  void Load() {
    agent_->SendModel(model_, [this](size_t sent) {
      if (progress_) progress_(static_cast<int>(sent), static_cast<int>(model_.size()));
    });
    loaded_ = agent_->LoadModel(options_.kernels);
    operators_ = agent_->ReadOperators(loaded_.operators);
    CheckShapes();
    RecordOperators();
    KeepDeadline(agent_, identity_, loaded_, operators_, options_.deadline, options_.silence);

    record::Memory memory =
        RecordMemory(loaded_.memory, loaded_.load_stack, agent_->ReadAllocations(loaded_.allocations));
    memory.flash_model = model_.size();
    result_->memory = std::move(memory);
    result_->model.operators = static_cast<uint64_t>(loaded_.operators);
    Step();
  }

  // The agent's runtime must see the same model as the one on the PC, or nothing can be compared.
  void CheckShapes() const {
    size_t input_bytes = 0, output_bytes = 0;
    for (const uint32_t bytes : loaded_.inputs) input_bytes += bytes;
    for (const uint32_t bytes : loaded_.outputs) output_bytes += bytes;
    if (input_bytes != reference_->input_bytes() || output_bytes != reference_->output_bytes() ||
        loaded_.operators != reference_->interpreter().operator_count()) {
      throw LinkError(fmt::format(
          "the agent sees another model: {} operators, {} bytes in, {} bytes out instead of {}, "
          "{}, {}",
          loaded_.operators, input_bytes, output_bytes, reference_->interpreter().operator_count(),
          reference_->input_bytes(), reference_->output_bytes()));
    }
  }

  // Times whole inferences, all of the same input, so that samples differ by noise alone.
  void MeasureLatency(size_t index) {
    record::Latency latency;
    latency.domain = identity_.domain;
    latency.tick_hz = identity_.tick_hz;
    agent_->WriteInput(inputs_[index].bytes);
    for (int i = 0; i <= Samples(); ++i) {
      const Invocation invocation = Invoke(agent_, reference_, inputs_[index], /*layers=*/false);
      const double count = identity_.Count(invocation.ticks);
      if (i == 0) {
        latency.cold = count;
      } else {
        latency.samples.push_back(count);
        Step();
      }
      RecordMarks(invocation.memory, &*result_->memory);
    }
    latency.median = record::Median(latency.samples);
    const auto [low, high] = std::minmax_element(latency.samples.begin(), latency.samples.end());
    if (FactsOf(latency.domain).exact && *low != *high) {
      Conclude(
          record::Verdict::kInfra,
          fmt::format("the virtual board's clock does not repeat: the same inference took {:.0f} and {:.0f} "
                      "instructions",
                      *low, *high));
    }
    result_->latency = latency;
  }

  void CheckInput(size_t index) {
    const Input& input = inputs_[index];
    const CheckedInference inference = RunOnBoth(agent_, reference_, input);
    if (options_.on_output) options_.on_output(index, inference.output);
    CheckReference(input, inference.expected);

    if (!result_->exactness) {
      RecordMeasured(inference.layers);
      result_->exactness.emplace();
      result_->exactness->reference = kReferenceName;
      result_->exactness->operators_checked = 0;
    }
    record::Exactness& exactness = *result_->exactness;
    ++exactness.inputs;
    *exactness.operators_checked += inference.layers.size();
    if (!inference.outputs_wrong()) {
      ++exactness.equal;
    } else if (!exactness.first_difference) {
      // Set before it is looked into, so that a link that dies meanwhile leaves a consistent record.
      exactness.first_difference.emplace();
      exactness.first_difference->input = index;
      Localise(input, inference, &*exactness.first_difference);
    }
    if (input.label.has_value()) CountAccuracy(inference.output, *input.label);
    Step();
  }

  // The reference itself is checked where the suite knows the right outputs: if it is wrong, the rig is.
  void CheckReference(const Input& input, const ReferenceModel::Result& expected) {
    if (input.expected.has_value() && *input.expected != expected.output) {
      Conclude(record::Verdict::kInfra,
               fmt::format("the reference on the PC contradicts the suite's expected output of input {}",
                           input.name));
    }
    if (input.layer_crcs.has_value() && *input.layer_crcs != expected.operator_crcs) {
      Conclude(record::Verdict::kInfra,
               fmt::format("the reference on the PC contradicts the suite's operator CRCs of input {}",
                           input.name));
    }
  }

  // What will run, whether or not it is measured.
  void RecordOperators() {
    for (size_t i = 0; i < operators_.size(); ++i) {
      record::Layer layer;
      layer.index = i;
      layer.op = OperatorName(operators_[i].opcode);
      const auto set = static_cast<size_t>(operators_[i].kernel_set);
      if (set >= identity_.kernel_sets.size()) {
        throw LinkError(
            fmt::format("the agent computes operator {} by a kernel set that it has not named", i));
      }
      layer.kernel_set = identity_.kernel_sets[set];
      result_->layers.push_back(layer);
    }
  }

  // An inference may end before the last operator; those behind it are not measured.
  void RecordMeasured(const std::vector<AgentLayer>& measured) {
    for (size_t i = 0; i < measured.size(); ++i) {
      record::Layer& layer = result_->layers.at(i);
      layer.ticks = measured[i].ticks;
      layer.count = identity_.Count(measured[i].ticks);
      layer.crc32 = measured[i].crc32;
    }
  }

  void Localise(const Input& input, const CheckedInference& inference, record::Difference* difference) {
    const std::optional<ElementDifference> found = FindDifference(agent_, reference_, input, inference);
    if (const std::optional<int> op = inference.wrong_operator()) {
      difference->operator_index = static_cast<uint64_t>(*op);
      difference->operator_name = OperatorName(operators_[static_cast<size_t>(*op)].opcode);
    }
    if (!found) {
      Conclude(record::Verdict::kInfra,
               "a difference vanished when it was looked into: the board does not repeat");
      return;
    }
    difference->element = found->element;
    difference->expected = found->expected;
    difference->actual = found->actual;
    difference->differing = found->differing;
    difference->largest_difference = found->largest_difference;
  }

  std::string DescribeDifference(const record::Exactness& exactness) const {
    const record::Difference& first = *exactness.first_difference;
    const std::string where =
        first.operator_index ? fmt::format("operator {} ({})", *first.operator_index, *first.operator_name)
                             : std::string("the model's output");
    return fmt::format(
        "{} of {} inputs differ from {}; first in input {} ({}), {}: element {} is {:g} instead of {:g}",
        exactness.inputs - exactness.equal, exactness.inputs, exactness.reference, first.input,
        inputs_[first.input].name, where, first.element, first.actual, first.expected);
  }

  void CountAccuracy(const std::vector<uint8_t>& output, int label) {
    if (!result_->accuracy) {
      result_->accuracy.emplace();
      result_->accuracy->metric = metric_;
      result_->accuracy->correct = 0;
      // The float model was measured on all labelled inputs: beside a part of them it would say nothing.
      if (options_.inputs == 0 && options_.mode != record::Mode::kPerformance) {
        result_->accuracy->float_value = float_accuracy_;
      }
    }
    record::Accuracy& accuracy = *result_->accuracy;
    ++accuracy.total;
    if (IsTop1(reference_->interpreter().output_info(0).type, output, label)) ++*accuracy.correct;
    accuracy.value = static_cast<double>(*accuracy.correct) / static_cast<double>(accuracy.total);
  }

  AgentClient* const agent_;
  const AgentIdentity& identity_;
  const std::vector<Input>& inputs_;
  const std::vector<uint8_t>& model_;
  const std::string& metric_;
  const std::optional<double> float_accuracy_;
  ReferenceModel* const reference_;
  const CaseOptions& options_;
  const CaseProgress& progress_;
  record::Case* const result_;
  LoadedModel loaded_;
  std::vector<AgentOperator> operators_;
  int done_ = 0;
  int total_ = 0;
};

}  // namespace

bool IsTop1(Type type, std::span<const uint8_t> output, int label) {
  switch (type) {
    case Type::kInt8:
      return ArgMax<int8_t>(output) == label;
    case Type::kInt16:
      return ArgMax<int16_t>(output) == label;
    case Type::kFloat32:
      return ArgMax<float>(output) == label;
    default:
      return ArgMax<uint8_t>(output) == label;
  }
}

record::Case DescribeCase(const PreparedCase& prepared, const CaseOptions& options) {
  const Case& definition = prepared.files.definition;
  record::Case result;
  result.name = definition.name;
  result.model.name = std::filesystem::path(definition.model).filename().string();
  result.model.sha256 = definition.sha256;
  result.model.bytes = prepared.files.model.size();
  result.kernels = options.kernels;
  result.verdict = record::Verdict::kInfra;
  result.reason = "not run";
  return result;
}

void RunCase(AgentClient* agent, const AgentIdentity& identity, PreparedCase* prepared,
             const CaseOptions& options, const CaseProgress& progress, record::Case* result) {
  *result = DescribeCase(*prepared, options);
  result->reason.clear();
  try {
    try {
      CaseRunner(agent, identity, prepared, options, progress, result).Run();
    } catch (const AgentError& error) {
      ThrowRefusal(error, *prepared->reference);
    }
  } catch (const ModelFailure& failure) {
    result->verdict = record::Verdict::kFail;
    result->reason = failure.what();
  } catch (const LinkError& error) {
    result->verdict = record::Verdict::kInfra;
    result->reason = error.what();
    throw;
  }
}

}  // namespace assay

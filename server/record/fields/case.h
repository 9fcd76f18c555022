// A model, its inputs, and what came out.
#ifndef ASSAY_SERVER_RECORD_FIELDS_CASE_H_
#define ASSAY_SERVER_RECORD_FIELDS_CASE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/record/fields/energy.h"
#include "server/record/fields/exactness.h"
#include "server/record/fields/latency.h"
#include "server/record/fields/memory.h"
#include "server/record/fields/values.h"
#include "server/record/fields/words.h"

namespace assay::record {

struct Model {
  std::string name;
  std::string sha256;
  uint64_t bytes = 0;
  std::optional<uint64_t> operators;

  static constexpr Definition kDefinition = {"model", "the model file"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("name", x.name, kName, "of the file");
    io("sha256", x.sha256, kSha256, "SHA-256 of the file");
    io("bytes", x.bytes, kBytes, "size of the file");
    io("operators", x.operators, kCount, "operators in it");
  }
};

struct Accuracy {
  std::string metric;
  double value = 0;
  std::optional<uint64_t> correct;
  uint64_t total = 0;
  std::optional<double> float_value;

  static constexpr Definition kDefinition = {"accuracy", "over labelled inputs"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("metric", x.metric, kName, "`top1` or `auc`");
    io("value", x.value, kNumber, "of the metric; 0 to 1 for both");
    io("correct", x.correct, kCount,
       "inputs that came out right, at most `total`; null where the metric does not count");
    io("total", x.total, kCount, "inputs it rests on, at least one");
    io("float_value", x.float_value, kNumber, "the same metric of the float model on the same inputs");
  }
};

struct Case {
  std::string name;
  Model model;
  std::string kernels;
  Verdict verdict = Verdict::kInconclusive;
  std::string reason;
  std::optional<Exactness> exactness;
  std::optional<Latency> latency;
  std::vector<Layer> layers;
  std::optional<Memory> memory;
  std::optional<Accuracy> accuracy;
  std::optional<Energy> energy;

  static constexpr Definition kDefinition = {"case", "a model, its inputs, and what came out"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("name", x.name, kName, "from suite.yaml");
    io("model", x.model, "what was run");
    io("kernels", x.kernels, kNameOrEmpty,
       "the choice of kernels asked for, `portable,ADD=reference`: the set an operator is looked up in "
       "first, and exceptions; empty only in records of before, where it is the agent's fastest set");
    io("verdict", x.verdict, "of this case");
    io("reason", x.reason, kText, "why, in a sentence; empty only for `pass`");
    io("exactness", x.exactness, "comparison of every output bit");
    io("latency", x.latency, "time of one inference");
    io.MaybeAbsent("layers", x.layers,
                   "the model's operators in execution order; empty if it was not loaded");
    io("memory", x.memory, "RAM and flash");
    io("accuracy", x.accuracy, "over labelled inputs");
    io("energy", x.energy, "of one inference");
  }
};

inline bool OutputsWrong(const Case& x) { return OutputsWrong(x.exactness); }

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_FIELDS_CASE_H_

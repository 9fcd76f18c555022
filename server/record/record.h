// The record of one run: the one thing that travels between harness, spool, server, certificate and
// dashboard. docs/record.md says what every field means and how it is measured; the names here are the names
// in the JSON.
//
// std::optional is for what may not have been measured or may not be known: it is then null in the JSON,
// never a made-up 0. Sizes are in bytes.
#ifndef ASSAY_SERVER_RECORD_RECORD_H_
#define ASSAY_SERVER_RECORD_RECORD_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay::record {

inline constexpr std::string_view kSchema = "assay.record/1";

enum class Verdict { kPass, kFail, kInfra, kInconclusive };
enum class Mode { kConformance, kAccuracy, kPerformance, kEnergy };

// What a latency counts, and so its unit: "cycles", "instructions", or "ns" for kTime.
enum class Domain { kCycles, kInstructions, kTime };

enum class AllocationKind { kActivation, kScratch };

struct Suite {
  std::string name;
  std::string version;
};

struct Board {
  std::string name;
  std::optional<std::string> title;  // for people: "NUCLEO-L4R5ZI"
  std::string core;                  // "cortex-m4", "host"
  bool is_virtual = false;           // "virtual" in the JSON
};

struct Unit {
  std::string name;
  std::map<std::string, std::string>
      serials;  // what it is the serial of ("unit", "probe", "uart") -> serial number
};

struct Link {
  std::string kind;                 // "serial", "rtt", "socket", "pipe"
  std::optional<uint64_t> rate;     // bits a second; null where the stream has no rate
  uint64_t bytes_down = 0;          // harness to agent, on the wire
  uint64_t bytes_up = 0;            // agent to harness, on the wire
  uint64_t retransmits = 0;         // frames sent again by the harness
  std::optional<uint64_t> damaged;  // received frames thrown away as damaged
};

struct Agent {
  std::string digest;  // GNU build ID of the running image, lower-case hex
  std::string version;
  std::string toolchain;
  std::vector<std::string> kernel_sets;  // fastest first
  std::string runtime;
};

struct Harness {
  std::string version;
  std::optional<std::string> commit;
  std::string host;  // name of the PC
};

struct Conditions {
  std::optional<double> clock_hz;  // of the core
  std::optional<double> supply_mv;
  std::optional<double> temperature_c;
};

struct Model {
  std::string name;
  std::string sha256;  // lower-case hex
  uint64_t bytes = 0;
  std::optional<uint64_t> operators;
};

struct Difference {
  uint64_t input = 0;                        // index of the input in the case
  std::optional<uint64_t> operator_index;    // "operator": position in execution order; null if not localised
  std::optional<std::string> operator_name;  // the TensorFlow Lite schema's name, "CONV_2D"
  uint64_t element = 0;                      // index in the output, row-major
  double expected = 0;
  double actual = 0;
  std::optional<uint64_t> differing;         // elements of that output that differ
  std::optional<double> largest_difference;  // largest |actual - expected| over that output
};

struct Exactness {
  std::string reference;                       // the named semantics compared with: "tflm"
  uint64_t inputs = 0;                         // inputs whose outputs were compared
  uint64_t equal = 0;                          //   and how many were equal in every bit
  std::optional<uint64_t> operators_checked;   // operator outputs also compared, by CRC-32, over all inputs
  std::optional<Difference> first_difference;  // set exactly when equal < inputs
};

struct Latency {
  Domain domain = Domain::kTime;
  std::optional<uint64_t> tick_hz;  // of the counter behind it and behind layers[].ticks
  std::optional<double> cold;       // the first inference after loading; not among the samples
  std::vector<double> samples;  // one an inference, in the order measured, in the domain's unit; not empty
  double median = 0;            // Median(samples)
};

struct Layer {
  uint64_t index = 0;  // position in execution order
  std::string op;      // the TensorFlow Lite schema's name
  std::optional<uint64_t> ticks;
  std::optional<double> count;    // the same in the latency's unit
  std::optional<uint32_t> crc32;  // zlib's, over all outputs of the operator; 8 lower-case hex digits in JSON
  std::optional<std::string> kernel_set;  // the set that computed it
};

struct Allocation {
  AllocationKind kind = AllocationKind::kActivation;
  std::optional<uint64_t> tensor;  // index in the model; null for scratch
  uint64_t offset = 0;             // from the start of the arena
  uint64_t bytes = 0;
  uint64_t first_operator = 0;  // live from before this operator
  uint64_t last_operator = 0;   //   until after this one
};

// What `persistent` is the sum of, in bytes.
struct PersistentParts {
  uint64_t interpreter = 0;  // with what is lost to alignment
  uint64_t tensors = 0;      // the table of what is placed
  uint64_t operators = 0;    // the operators and where their operands lie
  uint64_t params = 0;       // the kernels' params
  uint64_t state = 0;        // variables and the kernels' persistent memory
};

struct Memory {
  uint64_t arena = 0;                   // everything the runtime needs in RAM for this model but the stack
  std::optional<uint64_t> activations;  // live at the plan's peak, where most is live together
  std::optional<uint64_t> scratch;      // live there
  std::optional<uint64_t> persistent;
  std::optional<uint64_t> lower_bound;    // largest sum of live activations, scratch left out
  std::optional<uint64_t> touched;        // of the arena, measured by painting
  std::optional<uint64_t> stack;          // measured by painting
  std::optional<uint64_t> flash_runtime;  // by the symbols of the image that ran: a lower bound
  std::optional<uint64_t> flash_model;
  std::vector<Allocation> plan;  // empty if not reported
  std::optional<PersistentParts> persistent_parts;
  std::optional<uint64_t> fragmentation;  // of the plan: beyond activations + scratch
};

struct Accuracy {
  std::string metric;  // "top1", "auc"
  double value = 0;
  std::optional<uint64_t> correct;    // null where the metric does not count
  uint64_t total = 0;                 // inputs it rests on
  std::optional<double> float_value;  // the float model's value of the same metric on the same inputs
};

struct Instrument {
  std::string name;
  std::optional<std::string> serial;
  bool emulated = false;
};

// One sample is the energy of one inference.
struct Energy {
  std::string unit = "uJ";
  std::vector<double> samples;  // in the order measured; not empty
  double median = 0;            // Median(samples)
  std::optional<double>
      idle;  // what the idle unit takes in the time of the median inference; not subtracted above
  Instrument instrument;
  std::optional<double> uncertainty;  // of the median, expanded (k = 2), same unit
};

struct Case {
  std::string name;
  Model model;
  std::string kernels;  // the choice asked for, "portable,ADD=reference"; "" is the agent's fastest
  Verdict verdict = Verdict::kInconclusive;
  std::string reason;  // why, in one sentence; empty only for pass
  std::optional<Exactness> exactness;
  std::optional<Latency> latency;
  std::vector<Layer> layers;  // in execution order; empty if not measured
  std::optional<Memory> memory;
  std::optional<Accuracy> accuracy;
  std::optional<Energy> energy;
};

struct Record {
  std::string id;  // UUID, lower-case; NewId()
  std::string kind = "run";
  std::string started;  // RFC 3339 in UTC, "2025-01-31T04:05:06.789Z"; Timestamp()
  std::string finished;
  Suite suite;
  Mode mode = Mode::kConformance;
  Board board;
  Unit unit;
  std::optional<Link> link;    // null if none was opened
  std::optional<Agent> agent;  // null if none answered
  Harness harness;
  Conditions conditions;
  Verdict verdict = Verdict::kInconclusive;
  std::string reason;
  std::vector<Case> cases;
};

// The words of the JSON: "pass", "performance", "cycles".
std::string_view ToString(Verdict verdict);
std::string_view ToString(Mode mode);
std::string_view ToString(Domain domain);
std::string_view ToString(AllocationKind kind);

// Unit of a latency of this domain: "cycles", "instructions", "ns".
std::string_view UnitOf(Domain domain);

// A new random (version 4) UUID.
std::string NewId();

// The moment in the record's form, with milliseconds.
std::string Timestamp(std::chrono::system_clock::time_point moment);

// The middle sample, or the mean of the two middle ones; `samples` must not be empty.
double Median(std::span<const double> samples);

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_RECORD_H_

#include "server/record/record_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>
#include <type_traits>

namespace assay::record {
namespace {

using nlohmann::json;

// Integers that every JSON reader keeps exactly.
constexpr uint64_t kMaxCount = (uint64_t{1} << 53) - 1;

template <class Enum>
constexpr std::array<std::string_view, 0> kWords;
template <>
constexpr std::array<std::string_view, 4> kWords<Verdict> = {"pass", "fail", "infra", "inconclusive"};
template <>
constexpr std::array<std::string_view, 4> kWords<Mode> = {"conformance", "accuracy", "performance", "energy"};
template <>
constexpr std::array<std::string_view, 3> kWords<Domain> = {"cycles", "instructions", "time"};
template <>
constexpr std::array<std::string_view, 2> kWords<AllocationKind> = {"activation", "scratch"};

// Where in the record we are; a chain on the stack, made into text only for an error.
struct Path {
  const Path* parent = nullptr;
  std::string_view key;
  size_t index = 0;

  std::string ToString() const {
    if (parent == nullptr) return "";
    std::string text = parent->ToString();
    if (key.empty()) return text + fmt::format("[{}]", index);
    if (!text.empty()) text += '.';
    return text.append(key);
  }
};

[[noreturn]] void Fail(const Path& path, const std::string& problem) {
  throw InvalidRecord(path.ToString(), problem);
}

std::string Show(const json& value) {
  constexpr size_t kLongest = 60;
  if (value.is_structured()) return fmt::format("an {}", value.type_name());
  std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
  if (text.size() > kLongest) return fmt::format("a {} of {} bytes", value.type_name(), text.size());
  return text;
}

[[noreturn]] void Expected(const Path& path, const json& value, std::string_view expected) {
  Fail(path, fmt::format("expected {}, found {}", expected, Show(value)));
}

// ---- what a string may be ----

bool IsLowerHex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// `pattern` has x for a hex digit, 0 for a decimal one; all else stands for itself.
bool Matches(std::string_view text, std::string_view pattern) {
  return text.size() == pattern.size() &&
         std::equal(text.begin(), text.end(), pattern.begin(), [](char c, char p) {
           if (p == 'x') return IsLowerHex({&c, 1});
           if (p == '0') return c >= '0' && c <= '9';
           return c == p;
         });
}

bool IsMoment(std::string_view text) {
  constexpr std::string_view kSeconds = "0000-00-00T00:00:00";
  if (!Matches(text.substr(0, kSeconds.size()), kSeconds)) return false;
  const auto number = [text](size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  const int month = number(5);
  const int day = number(8);
  if (month < 1 || month > 12 || day < 1 || day > 31 || number(11) > 23 || number(14) > 59 ||
      number(17) > 60) {
    return false;
  }
  std::string_view rest = text.substr(kSeconds.size());
  if (rest.size() > 2 && rest.size() <= 11 && rest[0] == '.') {
    const std::string_view digits = rest.substr(1, rest.size() - 2);
    if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return false;
    rest.remove_prefix(rest.size() - 1);
  }
  return rest == "Z";
}

size_t Characters(std::string_view utf8) {
  return std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

bool HasControls(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; });
}

bool IsName(std::string_view text) { return Characters(text) <= 200 && !HasControls(text); }

struct StringRule {
  std::string_view expected;
  bool (*accepts)(std::string_view);
};
constexpr StringRule kName = {"a name of 1 to 200 characters without control characters",
                              [](std::string_view s) { return !s.empty() && IsName(s); }};
constexpr StringRule kNameOrEmpty = {"at most 200 characters without control characters", IsName};
constexpr StringRule kText = {"a text of at most 4000 characters",
                              [](std::string_view s) { return Characters(s) <= 4000; }};
constexpr StringRule kSerial = {"a serial number of at most 200 characters",
                                [](std::string_view s) { return Characters(s) <= 200; }};
constexpr StringRule kUuid = {"a lower-case UUID", [](std::string_view s) {
                                return Matches(s, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
                              }};
constexpr StringRule kMoment = {"a moment in UTC like \"2025-01-31T04:05:06.789Z\"", IsMoment};
constexpr StringRule kSha256 = {"a SHA-256 of 64 lower-case hex digits",
                                [](std::string_view s) { return s.size() == 64 && IsLowerHex(s); }};
constexpr StringRule kBuildId = {"a build ID of 1 to 64 bytes in lower-case hex", [](std::string_view s) {
                                   return !s.empty() && s.size() <= 128 && s.size() % 2 == 0 && IsLowerHex(s);
                                 }};
constexpr StringRule kRun = {"\"run\"", [](std::string_view s) { return s == "run"; }};
constexpr StringRule kMicrojoule = {"\"uJ\"", [](std::string_view s) { return s == "uJ"; }};

struct NumberRule {
  bool may_be_negative;
};
constexpr NumberRule kAnyNumber = {true};
constexpr NumberRule kNotNegative = {false};

// ---- the fields, once for reading and writing ----
//
// Every struct of the record has one Describe, which shows each field to a Reader or a Writer.

template <class Io>
void Describe(Io& io, Suite& x) {
  io("name", x.name, kName);
  io("version", x.version, kName);
}

template <class Io>
void Describe(Io& io, Board& x) {
  io("name", x.name, kName);
  io("title", x.title, kName);
  io("core", x.core, kName);
  io("virtual", x.is_virtual);
}

template <class Io>
void Describe(Io& io, Unit& x) {
  io("name", x.name, kName);
  io("serials", x.serials, kSerial);
}

template <class Io>
void Describe(Io& io, Link& x) {
  io("kind", x.kind, kName);
  io("rate", x.rate);
  io("bytes_down", x.bytes_down);
  io("bytes_up", x.bytes_up);
  io("retransmits", x.retransmits);
  io("damaged", x.damaged);
}

template <class Io>
void Describe(Io& io, Agent& x) {
  io("digest", x.digest, kBuildId);
  io("version", x.version, kName);
  io("toolchain", x.toolchain, kName);
  io("kernel_sets", x.kernel_sets, kName);
  io("runtime", x.runtime, kName);
}

template <class Io>
void Describe(Io& io, Harness& x) {
  io("version", x.version, kName);
  io("commit", x.commit, kName);
  io("host", x.host, kName);
}

template <class Io>
void Describe(Io& io, Conditions& x) {
  io("clock_hz", x.clock_hz, kNotNegative);
  io("supply_mv", x.supply_mv, kNotNegative);
  io("temperature_c", x.temperature_c, kAnyNumber);
}

template <class Io>
void Describe(Io& io, Model& x) {
  io("name", x.name, kName);
  io("sha256", x.sha256, kSha256);
  io("bytes", x.bytes);
  io("operators", x.operators);
}

template <class Io>
void Describe(Io& io, Difference& x) {
  io("input", x.input);
  io("operator", x.operator_index);
  io("operator_name", x.operator_name, kName);
  io("element", x.element);
  io("expected", x.expected, kAnyNumber);
  io("actual", x.actual, kAnyNumber);
  io("differing", x.differing);
  io("largest_difference", x.largest_difference, kNotNegative);
}

template <class Io>
void Describe(Io& io, Exactness& x) {
  io("reference", x.reference, kName);
  io("inputs", x.inputs);
  io("equal", x.equal);
  io("operators_checked", x.operators_checked);
  io("first_difference", x.first_difference);
}

template <class Io>
void Describe(Io& io, Latency& x) {
  io("domain", x.domain);
  io.Constant("unit", UnitOf(x.domain));
  io("tick_hz", x.tick_hz);
  io("cold", x.cold, kNotNegative);
  io("samples", x.samples, kNotNegative);
  io("median", x.median, kNotNegative);
}

template <class Io>
void Describe(Io& io, Layer& x) {
  io("index", x.index);
  io("op", x.op, kName);
  io("ticks", x.ticks);
  io("count", x.count, kNotNegative);
  io.Hex("crc32", x.crc32);
  io("kernel_set", x.kernel_set, kName);
}

template <class Io>
void Describe(Io& io, Allocation& x) {
  io("kind", x.kind);
  io("tensor", x.tensor);
  io("offset", x.offset);
  io("bytes", x.bytes);
  io("first_operator", x.first_operator);
  io("last_operator", x.last_operator);
}

template <class Io>
void Describe(Io& io, PersistentParts& x) {
  io("interpreter", x.interpreter);
  io("tensors", x.tensors);
  io("operators", x.operators);
  io("params", x.params);
  io("state", x.state);
}

template <class Io>
void Describe(Io& io, Memory& x) {
  io("arena", x.arena);
  io("activations", x.activations);
  io("scratch", x.scratch);
  io("persistent", x.persistent);
  io("persistent_parts", x.persistent_parts);
  io("lower_bound", x.lower_bound);
  io("fragmentation", x.fragmentation);
  io("touched", x.touched);
  io("stack", x.stack);
  io("flash_runtime", x.flash_runtime);
  io("flash_model", x.flash_model);
  io.MaybeAbsent("plan", x.plan);
}

template <class Io>
void Describe(Io& io, Accuracy& x) {
  io("metric", x.metric, kName);
  io("value", x.value, kAnyNumber);
  io("correct", x.correct);
  io("total", x.total);
  io("float_value", x.float_value, kAnyNumber);
}

template <class Io>
void Describe(Io& io, Instrument& x) {
  io("name", x.name, kName);
  io("serial", x.serial, kName);
  io("emulated", x.emulated);
}

template <class Io>
void Describe(Io& io, Energy& x) {
  io("unit", x.unit, kMicrojoule);
  io("samples", x.samples, kNotNegative);
  io("median", x.median, kNotNegative);
  io("idle", x.idle, kNotNegative);
  io("instrument", x.instrument);
  io("uncertainty", x.uncertainty, kNotNegative);
}

template <class Io>
void Describe(Io& io, Case& x) {
  io("name", x.name, kName);
  io("model", x.model);
  io("kernels", x.kernels, kNameOrEmpty);
  io("verdict", x.verdict);
  io("reason", x.reason, kText);
  io("exactness", x.exactness);
  io("latency", x.latency);
  io.MaybeAbsent("layers", x.layers);
  io("memory", x.memory);
  io("accuracy", x.accuracy);
  io("energy", x.energy);
}

template <class Io>
void Describe(Io& io, Record& x) {
  io.Constant("schema", kSchema);
  io("id", x.id, kUuid);
  io("kind", x.kind, kRun);
  io("started", x.started, kMoment);
  io("finished", x.finished, kMoment);
  io("suite", x.suite);
  io("mode", x.mode);
  io("board", x.board);
  io("unit", x.unit);
  io("link", x.link);
  io("agent", x.agent);
  io("harness", x.harness);
  io("conditions", x.conditions);
  io("verdict", x.verdict);
  io("reason", x.reason, kText);
  io("cases", x.cases);
}

class Reader {
 public:
  Reader(const json& object, const Path& path) : object_(object), path_(path) {
    if (!object.is_object()) Expected(path, object, "an object");
  }

  template <class T, class... Rule>
  void operator()(std::string_view key, T& field, Rule... rule) {
    const Path path{&path_, key};
    const auto found = object_.find(key);
    if (found == object_.end()) Fail(path, "is missing");
    Read(*found, path, field, rule...);
  }

  template <class T, class... Rule>
  void operator()(std::string_view key, std::optional<T>& field, Rule... rule) {
    const auto found = object_.find(key);
    if (found == object_.end() || found->is_null()) {
      field.reset();
    } else {
      Read(*found, Path{&path_, key}, field.emplace(), rule...);
    }
  }

  template <class T>
  void MaybeAbsent(std::string_view key, std::vector<T>& list) {
    if (object_.contains(key)) {
      (*this)(key, list);
    } else {
      list.clear();
    }
  }

  void Constant(std::string_view key, std::string_view value) {
    std::string field;
    (*this)(key, field, kNameOrEmpty);
    if (field != value) Expected(Path{&path_, key}, field, fmt::format("\"{}\"", value));
  }

  void Hex(std::string_view key, std::optional<uint32_t>& value) {
    std::optional<std::string> digits;
    (*this)(key, digits, kNameOrEmpty);
    value.reset();
    if (!digits) return;
    if (!Matches(*digits, "xxxxxxxx")) Expected(Path{&path_, key}, *digits, "8 lower-case hex digits");
    value = static_cast<uint32_t>(std::stoul(*digits, nullptr, 16));
  }

 private:
  template <class T>
  static void Read(const json& value, const Path& path, T& field) {
    if constexpr (std::is_enum_v<T>) {
      const auto& words = kWords<T>;
      const auto word = value.is_string()
                            ? std::find(words.begin(), words.end(), value.get_ref<const std::string&>())
                            : words.end();
      if (word == words.end()) Expected(path, value, fmt::format("one of {}", fmt::join(words, ", ")));
      field = static_cast<T>(word - words.begin());
    } else {
      Reader reader(value, path);
      Describe(reader, field);
    }
  }

  static void Read(const json& value, const Path& path, bool& field) {
    if (!value.is_boolean()) Expected(path, value, "true or false");
    field = value.get<bool>();
  }

  static void Read(const json& value, const Path& path, uint64_t& field) {
    double number = -1;
    if (value.is_number()) number = value.get<double>();
    if (!(number >= 0 && number <= static_cast<double>(kMaxCount) && std::floor(number) == number)) {
      Expected(path, value, fmt::format("a whole number from 0 to {}", kMaxCount));
    }
    field = value.get<uint64_t>();
  }

  static void Read(const json& value, const Path& path, double& field, NumberRule rule) {
    if (value.is_number()) field = value.get<double>();
    if (!value.is_number() || !std::isfinite(field) || (field < 0 && !rule.may_be_negative)) {
      Expected(path, value, rule.may_be_negative ? "a finite number" : "a finite number of at least 0");
    }
  }

  static void Read(const json& value, const Path& path, std::string& field, StringRule rule) {
    if (!value.is_string()) Expected(path, value, rule.expected);
    field = value.get_ref<const std::string&>();
    if (!rule.accepts(field)) Expected(path, value, rule.expected);
    try {
      (void)value.dump();
    } catch (const json::type_error&) {
      Expected(path, value, "text in UTF-8");
    }
  }

  static void Read(const json& value, const Path& path, std::map<std::string, std::string>& field,
                   StringRule rule) {
    if (!value.is_object()) Expected(path, value, "an object");
    field.clear();
    for (const auto& [key, element] : value.items()) Read(element, Path{&path, key}, field[key], rule);
  }

  template <class T, class... Rule>
  static void Read(const json& value, const Path& path, std::vector<T>& field, Rule... rule) {
    if (!value.is_array()) Expected(path, value, "an array");
    field.assign(value.size(), T());
    for (size_t i = 0; i < field.size(); ++i) Read(value[i], Path{&path, "", i}, field[i], rule...);
  }

  const json& object_;
  const Path& path_;
};

class Writer {
 public:
  explicit Writer(json& object) : object_(object) { object = json::object(); }

  template <class T, class... Rule>
  void operator()(std::string_view key, T& field, Rule...) {
    object_[std::string(key)] = Write(field);
  }
  template <class T>
  void MaybeAbsent(std::string_view key, std::vector<T>& list) {
    (*this)(key, list);
  }
  void Constant(std::string_view key, std::string_view value) { object_[std::string(key)] = value; }
  void Hex(std::string_view key, std::optional<uint32_t>& value) {
    object_[std::string(key)] = value ? json(fmt::format("{:08x}", *value)) : json();
  }

 private:
  static json Write(bool value) { return value; }
  static json Write(uint64_t value) { return value; }
  static json Write(std::string& value) { return value; }
  static json Write(std::map<std::string, std::string>& value) { return value; }
  // Whole numbers without a decimal point: most samples are counts.
  static json Write(double value) {
    if (std::abs(value) <= static_cast<double>(kMaxCount) && std::floor(value) == value) {
      return static_cast<int64_t>(value);
    }
    return value;
  }
  template <class T>
  static json Write(std::optional<T>& value) {
    return value ? Write(*value) : json();
  }
  template <class T>
  static json Write(std::vector<T>& list) {
    json array = json::array();
    for (T& element : list) array.push_back(Write(element));
    return array;
  }
  template <class T>
  static json Write(T& value) {
    if constexpr (std::is_enum_v<T>) {
      return ToString(value);
    } else {
      json object;
      Writer writer(object);
      Describe(writer, value);
      return object;
    }
  }

  json& object_;
};

// ---- rules between fields ----

void CheckMedian(const Path& path, const std::vector<double>& samples, double median) {
  if (samples.empty())
    Fail(Path{&path, "samples"}, "expected at least one sample; what was not measured is null");
  const double expected = Median(samples);
  if (std::abs(median - expected) > 1e-9 * std::abs(expected)) {
    Fail(Path{&path, "median"}, fmt::format("expected {}, the samples' median, found {}", expected, median));
  }
}

void CheckReason(const Path& path, Verdict verdict, const std::string& reason) {
  if (verdict != Verdict::kPass && reason.empty()) {
    Fail(Path{&path, "reason"}, fmt::format("expected why the verdict is {}", ToString(verdict)));
  }
}

void CheckExactness(const Path& path, const Exactness& exactness, Verdict verdict) {
  const Path equal{&path, "equal"};
  const Path difference{&path, "first_difference"};
  if (exactness.equal > exactness.inputs) {
    Fail(equal, fmt::format("expected at most inputs ({}), found {}", exactness.inputs, exactness.equal));
  }
  if (exactness.equal < exactness.inputs && !exactness.first_difference) {
    Fail(difference, "expected the first difference, because not all inputs are equal");
  }
  if (exactness.equal == exactness.inputs && exactness.first_difference && !exactness.operators_checked) {
    Fail(difference, "expected null, because all inputs are equal and no operators were compared");
  }
  if (exactness.first_difference && exactness.first_difference->input >= exactness.inputs) {
    Fail(Path{&difference, "input"}, fmt::format("expected an index below inputs ({})", exactness.inputs));
  }
  if (verdict == Verdict::kPass && (exactness.inputs == 0 || exactness.first_difference)) {
    Fail(equal, "expected at least one input and no difference, because the verdict is pass");
  }
}

void CheckMemory(const Path& path, const Memory& memory) {
  if (memory.persistent && memory.persistent_parts) {
    const PersistentParts& parts = *memory.persistent_parts;
    const uint64_t sum = parts.interpreter + parts.tensors + parts.operators + parts.params + parts.state;
    if (sum != *memory.persistent) {
      Fail(Path{&path, "persistent_parts"},
           fmt::format("expected a sum of persistent ({}), found {}", *memory.persistent, sum));
    }
  }
  const Path plan{&path, "plan"};
  for (size_t i = 0; i < memory.plan.size(); ++i) {
    const Allocation& allocation = memory.plan[i];
    const Path at{&plan, "", i};
    if (allocation.tensor.has_value() != (allocation.kind == AllocationKind::kActivation)) {
      Fail(Path{&at, "tensor"}, "expected a tensor's index for an activation and null for scratch");
    }
    if (allocation.first_operator > allocation.last_operator) {
      Fail(Path{&at, "last_operator"}, fmt::format("expected at least first_operator ({}), found {}",
                                                   allocation.first_operator, allocation.last_operator));
    }
    if (allocation.offset + allocation.bytes > memory.arena) {
      Fail(at, fmt::format("expected to end within the arena's {} bytes, ends at {}", memory.arena,
                           allocation.offset + allocation.bytes));
    }
  }
}

void CheckCase(const Path& path, const Case& x) {
  CheckReason(path, x.verdict, x.reason);
  if (x.verdict == Verdict::kPass && !x.exactness && !x.latency && !x.accuracy && !x.energy) {
    Fail(Path{&path, "verdict"}, "expected another verdict than pass, because nothing was measured");
  }
  if (x.exactness) CheckExactness(Path{&path, "exactness"}, *x.exactness, x.verdict);
  if (x.latency) CheckMedian(Path{&path, "latency"}, x.latency->samples, x.latency->median);
  if (x.energy) CheckMedian(Path{&path, "energy"}, x.energy->samples, x.energy->median);
  if (x.memory) CheckMemory(Path{&path, "memory"}, *x.memory);
  const Path layers{&path, "layers"};
  for (size_t i = 1; i < x.layers.size(); ++i) {
    if (x.layers[i].index <= x.layers[i - 1].index) {
      Fail(Path{&layers, "", i}, fmt::format("expected an index above the layer before's ({}), found {}",
                                             x.layers[i - 1].index, x.layers[i].index));
    }
  }
  if (x.accuracy) {
    const Path accuracy{&path, "accuracy"};
    if (x.accuracy->total == 0) Fail(Path{&accuracy, "total"}, "expected at least one input");
    if (x.accuracy->correct > x.accuracy->total) {
      Fail(Path{&accuracy, "correct"},
           fmt::format("expected at most total ({}), found {}", x.accuracy->total, *x.accuracy->correct));
    }
  }
}

void CheckRecord(const Record& record) {
  const Path root;
  const Path cases{&root, "cases"};
  std::set<std::tuple<std::string, std::string, std::string>> identities;
  for (size_t i = 0; i < record.cases.size(); ++i) {
    const Case& x = record.cases[i];
    CheckCase(Path{&cases, "", i}, x);
    if (!identities.emplace(x.name, x.model.sha256, x.kernels).second) {
      Fail(Path{&cases, "", i}, "has the name, model and kernels of a case before");
    }
  }
  CheckReason(root, record.verdict, record.reason);
  const auto is = [](Verdict verdict) { return [verdict](const Case& x) { return x.verdict == verdict; }; };
  const Path verdict{&root, "verdict"};
  if (record.verdict == Verdict::kPass) {
    if (!record.agent) Fail(verdict, "expected another verdict than pass, because no agent answered");
    if (record.cases.empty() || !std::all_of(record.cases.begin(), record.cases.end(), is(Verdict::kPass))) {
      Fail(verdict, "expected another verdict than pass, because not every case, or none, passed");
    }
  }
  if (record.verdict == Verdict::kFail &&
      std::none_of(record.cases.begin(), record.cases.end(), is(Verdict::kFail))) {
    Fail(verdict, "expected another verdict than fail, because no case failed");
  }
}

}  // namespace

InvalidRecord::InvalidRecord(std::string field, const std::string& problem)
    : std::runtime_error((field.empty() ? "the record" : field) + ": " + problem), field_(std::move(field)) {}

std::string_view ToString(Verdict verdict) { return kWords<Verdict>.at(static_cast<size_t>(verdict)); }
std::string_view ToString(Mode mode) { return kWords<Mode>.at(static_cast<size_t>(mode)); }
std::string_view ToString(Domain domain) { return kWords<Domain>.at(static_cast<size_t>(domain)); }
std::string_view ToString(AllocationKind kind) {
  return kWords<AllocationKind>.at(static_cast<size_t>(kind));
}

std::string_view UnitOf(Domain domain) { return domain == Domain::kTime ? "ns" : ToString(domain); }

Record FromJson(const json& value) {
  Record record;
  const Path root;
  Reader reader(value, root);
  Describe(reader, record);
  CheckRecord(record);
  return record;
}

// Reading back what was written checks every rule in one place.
json ToJson(const Record& record) {
  Record copy = record;
  json object;
  Writer writer(object);
  Describe(writer, copy);
  FromJson(object);
  return object;
}

void Validate(const Record& record) { ToJson(record); }

Record FromText(std::string_view text) { return FromJson(ParseJson(text)); }

std::string ToText(const Record& record) { return ToJson(record).dump(); }

}  // namespace assay::record

// Time of one inference, whole and operator by operator.
#ifndef ASSAY_SERVER_RECORD_FIELDS_LATENCY_H_
#define ASSAY_SERVER_RECORD_FIELDS_LATENCY_H_

#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "device-agent/figures/domain.h"
#include "server/record/fields/values.h"
#include "server/record/fields/words.h"

namespace assay::record {

// A column of the table of domains.
constexpr auto OfDomains(const char* DomainFacts::*column) {
  std::array<std::string_view, std::size(kDomains)> words;
  for (size_t i = 0; i < words.size(); ++i) words[i] = kDomains[i].*column;
  return words;
}

template <>
inline constexpr Words<std::size(kDomains)> kWords<Domain> = {"domain", "what a latency counts",
                                                              OfDomains(&DomainFacts::name)};
inline constexpr auto kUnits = OfDomains(&DomainFacts::unit);

struct Latency {
  Domain domain = Domain::kTime;
  std::optional<uint64_t> tick_hz;
  std::optional<double> cold;
  std::vector<double> samples;
  double median = 0;

  static constexpr Definition kDefinition = {"latency", "time of one inference"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("domain", x.domain, "what was counted");
    io.Constant("unit", FactsOf(x.domain).unit, kUnits,
                "of all counts here, as the domain says: nanoseconds for `time`");
    io("tick_hz", x.tick_hz, CountRule{"hertz"}, "of the counter behind it and behind the layers' `ticks`");
    io("cold", x.cold, kNotNegative, "the first inference after loading; not among the samples");
    io("samples", x.samples, kSamples, "one an inference, all of the same input, in the order measured");
    io("median", x.median, kNotNegative, "the middle sample, or the mean of the two middle ones");
  }
};

struct Layer {
  uint64_t index = 0;
  std::string op;
  std::optional<uint64_t> ticks;
  std::optional<double> count;
  std::optional<uint32_t> crc32;
  std::optional<std::string> kernel_set;

  static constexpr Definition kDefinition = {"layer", "one operator of the model"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("index", x.index, kIndex, "in execution order; increasing");
    io("op", x.op, kName, "the operator's name in the TensorFlow Lite schema");
    io("kernel_set", x.kernel_set, kName,
       "the set that computes it; null only in records of before, which could leave it out");
    io("ticks", x.ticks, kCount, "of the latency's counter; null if the operator was not measured");
    io("count", x.count, kNotNegative, "the same in the latency's unit");
    io("crc32", x.crc32, kCrc32, "zlib's CRC-32 over all outputs of the operator, in order");
  }
};

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_FIELDS_LATENCY_H_

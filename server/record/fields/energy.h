// Energy of one inference.
#ifndef ASSAY_SERVER_RECORD_FIELDS_ENERGY_H_
#define ASSAY_SERVER_RECORD_FIELDS_ENERGY_H_

#include <optional>
#include <string>
#include <vector>

#include "server/record/fields/values.h"

namespace assay::record {

struct Instrument {
  std::string name;
  std::optional<std::string> serial;
  bool emulated = false;

  static constexpr Definition kDefinition = {"instrument", "what measured the energy"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("name", x.name, kName, "of its model");
    io("serial", x.serial, kName, "its serial number");
    io("emulated", x.emulated, "whether no real instrument measured");
  }
};

struct Energy {
  std::string unit = "uJ";
  std::vector<double> samples;
  double median = 0;
  std::optional<double> idle;
  Instrument instrument;
  std::optional<double> uncertainty;

  static constexpr Definition kDefinition = {"energy", "energy of one inference"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("unit", x.unit, kMicrojoule, "microjoules, of all numbers here");
    io("samples", x.samples, kSamples, "one an inference, in the order measured");
    io("median", x.median, kNotNegative, "as for latency");
    io("idle", x.idle, kNotNegative,
       "what the idle unit takes in the time of the median inference; not subtracted from the samples");
    io("instrument", x.instrument, "what measured it");
    io("uncertainty", x.uncertainty, kNotNegative, "of the median, expanded (k = 2)");
  }
};

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_FIELDS_ENERGY_H_

// Comparison of every output bit with the reference.
#ifndef ASSAY_SERVER_RECORD_FIELDS_EXACTNESS_H_
#define ASSAY_SERVER_RECORD_FIELDS_EXACTNESS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "server/record/fields/values.h"

namespace assay::record {

struct Difference {
  uint64_t input = 0;
  std::optional<uint64_t> operator_index;
  std::optional<std::string> operator_name;
  uint64_t element = 0;
  double expected = 0;
  double actual = 0;
  std::optional<uint64_t> differing;
  std::optional<double> largest_difference;

  static constexpr Definition kDefinition = {"difference", "where an output first differs"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("input", x.input, kIndex, "of the input among the case's");
    io("operator", x.operator_index, kIndex,
       "of the first operator that differs, in execution order; null if it was not localised");
    io("operator_name", x.operator_name, kName, "the operator's name in the TensorFlow Lite schema");
    io("element", x.element, kIndex, "in that operator's output, else in the model's, row-major");
    io("expected", x.expected, kNumber, "the reference's value there");
    io("actual", x.actual, kNumber, "the agent's value there");
    io("differing", x.differing, kCount, "elements of that output that differ");
    io("largest_difference", x.largest_difference, kNotNegative,
       "largest |actual − expected| over that output");
  }
};

struct Exactness {
  std::string reference;
  uint64_t inputs = 0;
  uint64_t equal = 0;
  std::optional<uint64_t> operators_checked;
  std::optional<Difference> first_difference;

  static constexpr Definition kDefinition = {"exactness",
                                             "comparison of every output bit with the reference"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("reference", x.reference, kName, "the named semantics compared with: `tflm`");
    io("inputs", x.inputs, kCount, "inputs whose outputs were compared");
    io("equal", x.equal, kCount,
       "inputs whose compared outputs were all equal in every bit: the model's and, with "
       "`operators_checked`, every operator's");
    io("operators_checked", x.operators_checked, kCount,
       "outputs of single operators also compared, by CRC-32, over all inputs");
    io("first_difference", x.first_difference,
       "the first difference found; there exactly if `equal` is below `inputs`");
  }
};

// Some compared output, of the model or of an operator, differs from the reference's. No speed is reported
// then. (A record that was accepted before the two had to agree may have only one of them.)
inline bool OutputsWrong(const std::optional<Exactness>& exactness) {
  return exactness && (exactness->equal < exactness->inputs || exactness->first_difference);
}

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_FIELDS_EXACTNESS_H_

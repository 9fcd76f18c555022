// What is right: a model's outputs as the reference kernels compute them on the PC.
#ifndef ASSAY_HARNESS_EXACTNESS_REFERENCE_H_
#define ASSAY_HARNESS_EXACTNESS_REFERENCE_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "harness/model/host_model.h"

namespace assay {

// The semantics that the reference kernels implement and every verdict names: TensorFlow Lite Micro's
// reference kernels with double rounding.
inline constexpr const char* kReferenceName = "tflm";

// A model loaded into the runtime on the PC.
class ReferenceModel {
 public:
  struct Result {
    std::vector<uint8_t> output;          // all outputs of the model, concatenated in model order
    std::vector<uint32_t> operator_crcs;  // CRC-32 over all outputs of each operator that ran
    // Of an operator that failed because of its inputs' values; the rest then means nothing. An inference
    // that an operator ended is not a failure.
    runtime::Fault fault;
  };

  // Throws UsageError naming `name` and what is wrong with the model.
  ReferenceModel(const std::string& name, std::span<const uint8_t> model);

  const runtime::Interpreter& interpreter() const { return *interpreter_; }
  const runtime::ModelReader& reader() const { return model_.reader(); }
  // What is wrong with this model, as an agent has found it, in words.
  std::string Describe(const runtime::Fault& fault) const { return model_.Describe(fault); }
  size_t input_bytes() const;   // of all inputs together
  size_t output_bytes() const;  // of all outputs together

  size_t classes() const;  // elements of the first output

  // `input` holds input_bytes() bytes: all inputs, concatenated in model order. State that the model keeps
  // begins anew.
  Result Run(std::span<const uint8_t> input);

  // All outputs of operator `index` on this input, concatenated.
  std::vector<uint8_t> OperatorOutput(std::span<const uint8_t> input, int index);
  // The element type of its first output.
  Type OperatorType(int index) const;

 private:
  // Into a model that is reset.
  void WriteInput(std::span<const uint8_t> input);

  HostModel model_;
  runtime::Interpreter* interpreter_;  // the model's
};

// Where two outputs of one operator differ.
struct ElementDifference {
  size_t element;             // the first that differs, row-major
  double expected, actual;    // of that element
  size_t differing;           // how many elements differ
  double largest_difference;  // largest |actual - expected|
};

// `expected` and `actual` are of equal size and differ.
ElementDifference CompareElements(Type type, std::span<const uint8_t> expected,
                                  std::span<const uint8_t> actual);

}  // namespace assay

#endif  // ASSAY_HARNESS_EXACTNESS_REFERENCE_H_

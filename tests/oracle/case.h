// The oracle's cases (docs/oracle.md): a model, inputs, and the outputs that TensorFlow Lite Micro computes
// from them.
#ifndef ASSAY_TESTS_ORACLE_CASE_H_
#define ASSAY_TESTS_ORACLE_CASE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace assay::oracle {

using Bytes = std::vector<uint8_t>;

// One inference. State carries over from step to step.
struct Step {
  std::vector<Bytes> inputs;
  std::vector<Bytes> outputs;
  bool ended = false;  // an operator ended it early, so there are no outputs
};

struct Case {
  std::string name;
  std::string operator_name;
  std::string type;
  Bytes model;
  std::vector<Step> steps;
  bool refused = false;  // no step has outputs
  int32_t ulps = 0;      // how many units in the last place float32 outputs may differ by
};

// Hands every case of a file of JSON Lines to `use`. Throws std::runtime_error with file and line.
void ReadCases(const std::string& path, const std::function<void(const Case&)>& use);

}  // namespace assay::oracle

#endif  // ASSAY_TESTS_ORACLE_CASE_H_

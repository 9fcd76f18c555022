// Suites as data: suites/<name>/suite.yaml and the inputs it names. docs/suites.md specifies the format.
#ifndef ASSAY_HARNESS_SUITE_SUITE_H_
#define ASSAY_HARNESS_SUITE_SUITE_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace assay {

// Where a list of inputs comes from. Exactly one of `packed`, `labels` alone, and `lcg` says how to get the
// bytes.
struct InputSource {
  std::string packed = {};    // one file, inputs back to back
  std::string labels = {};    // CSV `name,classes,label`: of the packed inputs, or of files in its own folder
  std::string metric = {};    // "top1"; empty: the inputs have no labels
  int lcg = 0;                // this many inputs of the documented generator
  std::string expected = {};  // files with the right outputs, * is the input's number; used where present
  std::string layers = {};    // file `L input operator crc32` of the right outputs; used where present
};

struct Case {
  std::string name;
  std::string model;  // file, relative to the suite's root
  std::string sha256;
  std::optional<double> float_accuracy;  // of the float model on the same labelled inputs
  std::vector<InputSource> inputs;
};

struct Suite {
  std::string name;
  std::string version;
  std::string description;
  std::vector<std::string> labels;
  std::string data_hint;  // not empty: models and inputs are not part of the project; says what to get
  std::vector<Case> cases;
  std::filesystem::path folder;
};

// Throws UsageError naming the file, the line, the field and the fix.
Suite LoadSuite(const std::filesystem::path& file);

// All suites below a folder, by name.
class SuiteCatalog {
 public:
  explicit SuiteCatalog(std::filesystem::path folder);
  std::vector<std::string> names() const;
  // Throws UsageError, suggesting the nearest name, if there is none.
  Suite Load(const std::string& name) const;

 private:
  std::filesystem::path folder_;
};

// One input of a case, ready to be sent.
struct Input {
  std::string name;
  std::vector<uint8_t> bytes;
  std::optional<int> label;
  std::optional<std::vector<uint8_t>> expected;     // the right output
  std::optional<std::vector<uint32_t>> layer_crcs;  // the right CRC-32 of every operator's output
};

// A case with its files read and checked.
struct LoadedCase {
  Case definition;
  std::vector<uint8_t> model;
  std::vector<Input> inputs;
  std::string metric;              // of the labelled inputs; empty if there are none
  std::vector<std::string> notes;  // what was expected to be there and is not
};

// The folder the suite's files are looked up in: its own, or `data` for suites whose files are not part of
// the project. Throws UsageError with the suite's hint if `data` is needed and empty or lacks the models.
std::filesystem::path SuiteRoot(const Suite& suite, const std::filesystem::path& data);

// Reads the model (checking its digest) and all inputs. `input_bytes` is what one inference of the model
// takes. Throws UsageError naming the file and what is wrong with it.
std::vector<uint8_t> LoadCaseModel(const Case& definition, const std::filesystem::path& root);
LoadedCase LoadCaseInputs(const Case& definition, const std::filesystem::path& root,
                          std::vector<uint8_t> model, size_t input_bytes, size_t output_bytes,
                          size_t classes);

// Input `index` of the generator: s = 0x12345678 + index * 0x9E3779B9; a byte: s = s * 1664525 + 1013904223,
// s >> 24.
std::vector<uint8_t> LcgInput(uint32_t index, size_t bytes);

}  // namespace assay

#endif  // ASSAY_HARNESS_SUITE_SUITE_H_

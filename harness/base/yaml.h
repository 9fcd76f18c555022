// Strict reading of our YAML files: every error names the file, the line, the field and the fix, and a field
// nobody asked for is an error, because it is a typing mistake.
#ifndef ASSAY_HARNESS_BASE_YAML_H_
#define ASSAY_HARNESS_BASE_YAML_H_

#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace assay {

// A mapping of a YAML file. All functions throw UsageError.
class YamlMap {
 public:
  // Parses a file whose top level is a mapping.
  static YamlMap Load(const std::filesystem::path& file);

  bool Has(const std::string& field) const;
  std::string String(const std::string& field);
  std::string String(const std::string& field, const std::string& fallback);
  int64_t Integer(const std::string& field);
  int64_t Integer(const std::string& field, int64_t fallback);
  double Number(const std::string& field);
  bool Boolean(const std::string& field, bool fallback);
  // A count of bytes: an integer, optionally with K or M (1024 and 1024²), decimal or 0x hexadecimal.
  uint64_t Bytes(const std::string& field);
  std::vector<std::string> Strings(const std::string& field);
  YamlMap Map(const std::string& field);
  std::vector<YamlMap> Maps(const std::string& field);

  // To be called last: throws if the mapping has a field that was never asked for, naming those there are.
  void ExpectNothingElse() const;

  // Throws UsageError "<file>:<line>: <field>: <what>".
  [[noreturn]] void Fail(const std::string& field, const std::string& what) const;

 private:
  YamlMap(const YAML::Node& node, std::string file, std::string path);
  YAML::Node Get(const std::string& field);
  YAML::Node Require(const std::string& field, YAML::NodeType::value type, const char* type_name);

  YAML::Node node_;
  std::string file_;
  std::string path_;  // of this mapping inside the file, "cases[2].model"
  std::set<std::string> known_;
};

}  // namespace assay

#endif  // ASSAY_HARNESS_BASE_YAML_H_

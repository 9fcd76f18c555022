// The record as JSON (docs/record.md, record.schema.json), with strict checks both ways.
#ifndef ASSAY_SERVER_RECORD_RECORD_JSON_H_
#define ASSAY_SERVER_RECORD_RECORD_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

#include "server/record/record.h"

namespace assay::record {

// Something is wrong with a record. what() names the field and says what was expected there.
class InvalidRecord : public std::runtime_error {
 public:
  InvalidRecord(std::string field, const std::string& problem);
  // Where, as a path: "cases[2].latency.median"; "" is the whole record.
  const std::string& field() const { return field_; }

 private:
  std::string field_;
};

// The text is not JSON, or is JSON no record can be: nested too deeply, too many values, or a name twice in
// one object.
class MalformedJson : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Deepest nesting of arrays and objects ParseJson accepts.
inline constexpr int kMaxJsonDepth = 32;

// Most values and names in one text that ParseJson accepts: bounds the memory that a small text can be blown
// up to.
inline constexpr int kMaxJsonValues = 2'000'000;

// Parses JSON from outside. Throws MalformedJson.
nlohmann::json ParseJson(std::string_view text);

// Throws InvalidRecord if the record breaks a rule of docs/record.md, naming the first field that does.
void Validate(const Record& record);

// Every field is written; what is not known as null. Throws InvalidRecord.
nlohmann::json ToJson(const Record& record);

// Fields that this version does not know are ignored. Throws InvalidRecord.
Record FromJson(const nlohmann::json& json);

// Without the rules between fields: for what was accepted before by rules of its time.
// Throws InvalidRecord if a field is missing or cannot have its value.
Record FieldsFromJson(const nlohmann::json& json);

// ParseJson and FromJson in one. Throws MalformedJson or InvalidRecord.
Record FromText(std::string_view text);

// ToJson as compact text, in one line.
std::string ToText(const Record& record);

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_RECORD_JSON_H_

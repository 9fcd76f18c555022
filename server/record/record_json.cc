#include "server/record/record_json.h"

#include <nlohmann/json.hpp>

#include "server/record/rules.h"
#include "server/record/visitors/reader.h"
#include "server/record/visitors/writer.h"

namespace assay::record {

using nlohmann::json;

InvalidRecord::InvalidRecord(std::string field, const std::string& problem)
    : std::runtime_error((field.empty() ? "the record" : field) + ": " + problem), field_(std::move(field)) {}

Record FieldsFromJson(const json& value) {
  Record record;
  const Path root;
  Reader reader(value, root);
  Record::Describe(reader, record);
  return record;
}

Record FromJson(const json& value) {
  Record record = FieldsFromJson(value);
  CheckRules(record);
  return record;
}

// Reading back what was written checks every rule in one place.
json ToJson(const Record& record) {
  json object = Writer::Write(record);
  FromJson(object);
  return object;
}

void Validate(const Record& record) { ToJson(record); }

Record FromText(std::string_view text) { return FromJson(ParseJson(text)); }

std::string ToText(const Record& record) { return ToJson(record).dump(); }

}  // namespace assay::record

#include "server/record/visitors/schema_writer.h"

namespace assay::record {

Schema SchemaWriter::Value(const CountRule& /*rule*/) {
  return {{"type", "integer"}, {"minimum", 0}, {"maximum", kMaxCount}};
}

Schema SchemaWriter::Value(const NumberRule& rule) {
  Schema schema = {{"type", "number"}};
  if (!rule.may_be_negative) schema["minimum"] = 0;
  return schema;
}

Schema SchemaWriter::Value(const Crc32Rule& /*rule*/) {
  return {{"type", "string"}, {"pattern", "^[0-9a-f]{8}$"}};
}

Schema SchemaWriter::Value(const StringRule& rule) {
  Schema schema = {{"type", "string"}};
  if (rule.least > 0) schema["minLength"] = rule.least;
  if (rule.most > 0) schema["maxLength"] = rule.most;
  if (!rule.pattern.empty()) schema["pattern"] = rule.pattern;
  return schema;
}

Schema SchemaWriter::OrNull(Schema schema) {
  if (!schema.contains("type")) {
    return {{"oneOf", Schema::array({std::move(schema), {{"type", "null"}}})}};
  }
  schema["type"] = Schema::array({schema["type"], "null"});
  return schema;
}

}  // namespace assay::record

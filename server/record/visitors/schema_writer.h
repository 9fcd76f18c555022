// Writes the JSON Schema (draft 07) of a struct of the record.
#ifndef ASSAY_SERVER_RECORD_VISITORS_SCHEMA_WRITER_H_
#define ASSAY_SERVER_RECORD_VISITORS_SCHEMA_WRITER_H_

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/record/fields/values.h"
#include "server/record/fields/words.h"

namespace assay::record {

// In the order of the fields, so that people can read it.
using Schema = nlohmann::ordered_json;

// Whether what a writer of ours leaves null is promised to be there (in answers of the API) or may be left
// out (in records, which others write too).
enum class Nulls { kMayBeAbsent, kAreThere };

class SchemaWriter {
 public:
  // A whole schema document, whose parts are in its "definitions".
  template <Described T>
  static Schema Document(Nulls nulls) {
    Schema definitions = Schema::object();
    Schema document = {{"$schema", "http://json-schema.org/draft-07/schema#"}};
    document.update(Of<T>(definitions, nulls));
    document["definitions"] = std::move(definitions);
    return document;
  }

  template <class T, class Rule>
  void operator()(std::string_view key, const T& /*field*/, const Rule& rule, std::string_view meaning) {
    Require(key);
    Add(key, Type<T>(rule), meaning);
  }
  template <class T, class Rule>
  void operator()(std::string_view key, const std::optional<T>& /*field*/, const Rule& rule,
                  std::string_view meaning) {
    if (nulls_ == Nulls::kAreThere) Require(key);
    Add(key, OrNull(Type<T>(rule)), meaning);
  }
  template <class T>
  void operator()(std::string_view key, const T& field, std::string_view meaning) {
    (*this)(key, field, AnyValue(), meaning);
  }
  template <class T>
  void MaybeAbsent(std::string_view key, const std::vector<T>& /*list*/, std::string_view meaning) {
    if (nulls_ == Nulls::kAreThere) Require(key);
    Add(key, Type<std::vector<T>>(AnyValue()), meaning);
  }
  template <class Values>
  void Constant(std::string_view key, std::string_view /*value*/, const Values& values,
                std::string_view meaning) {
    Require(key);
    Add(key, {{"type", "string"}, {"enum", values}}, meaning);
  }

 private:
  SchemaWriter(Schema& definitions, Nulls nulls) : definitions_(definitions), nulls_(nulls) {}

  template <Described T>
  static Schema Of(Schema& definitions, Nulls nulls) {
    SchemaWriter writer(definitions, nulls);
    T::Describe(writer, static_cast<const T&>(T()));
    return {{"title", T::kDefinition.name},
            {"description", T::kDefinition.meaning},
            {"type", "object"},
            {"properties", std::move(writer.properties_)},
            {"required", std::move(writer.required_)}};
  }

  template <class T, class Rule>
  Schema Type(const Rule& rule) {
    if constexpr (Described<T>) {
      const std::string name(T::kDefinition.name);
      if (!definitions_.contains(name)) {
        definitions_[name] = nullptr;  // keeps its place before those of its own parts
        definitions_[name] = Of<T>(definitions_, nulls_);
        definitions_[name].erase("title");
      }
      return Reference(name);
    } else if constexpr (HasWords<T>) {
      const std::string name(kWords<T>.name);
      definitions_[name] = {
          {"description", kWords<T>.meaning}, {"type", "string"}, {"enum", kWords<T>.words}};
      return Reference(name);
    } else if constexpr (std::is_same_v<T, bool>) {
      return {{"type", "boolean"}};
    } else if constexpr (requires { typename ElementOf<T>::Type; }) {
      return List(Type<typename ElementOf<T>::Type>(rule), rule);
    } else if constexpr (std::is_same_v<T, std::map<std::string, std::string>>) {
      return {{"type", "object"}, {"additionalProperties", Value(rule)}};
    } else {
      return Value(rule);
    }
  }

  static Schema Value(const CountRule& rule);
  static Schema Value(const NumberRule& rule);
  static Schema Value(const SamplesRule& rule) { return Value(rule.each); }
  static Schema Value(const Crc32Rule& rule);
  static Schema Value(const StringRule& rule);
  template <class Rule>
  static Schema List(Schema items, const Rule& /*rule*/) {
    return {{"type", "array"}, {"items", std::move(items)}};
  }
  static Schema List(Schema items, const SamplesRule& /*rule*/) {
    return {{"type", "array"}, {"items", std::move(items)}, {"minItems", 1}};
  }
  static Schema Reference(const std::string& name) { return {{"$ref", "#/definitions/" + name}}; }
  static Schema OrNull(Schema schema);

  void Require(std::string_view key) { required_.push_back(key); }
  void Add(std::string_view key, Schema schema, std::string_view meaning) {
    schema["description"] = meaning;
    properties_[std::string(key)] = std::move(schema);
  }

  Schema& definitions_;
  const Nulls nulls_;
  Schema properties_ = Schema::object();
  Schema required_ = Schema::array();
};

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_VISITORS_SCHEMA_WRITER_H_

// server/openapi.yaml and the table of routes say the same.
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/url/parse.hpp>
#include <filesystem>
#include <map>

#include "server/http/router.h"
#include "server/http/routes/routes.h"

namespace assay::http {
namespace {

// What is said of the API, one thing an entry: "GET /runs parameter limit maximum" is "200".
using Facts = std::map<std::string, std::string>;

void AddType(Facts& facts, const std::string& of, const Parameter& parameter) {
  if (const auto* integer = std::get_if<Integer>(&parameter.type)) {
    facts[of + "type"] = "integer";
    facts[of + "minimum"] = std::to_string(integer->least);
    facts[of + "maximum"] = std::to_string(integer->most);
    facts[of + "default"] = std::to_string(integer->otherwise);
    return;
  }
  facts[of + "type"] = "string";
  if (const auto* one_of = std::get_if<OneOf>(&parameter.type)) {
    facts[of + "enum"] = boost::join(one_of->words, ", ");
  }
}

std::string AllowOf(const std::vector<Route>& routes, const std::string& pattern) {
  try {
    const Request request = {.method = "NONE"};
    const std::string path =
        std::string(kApi) + boost::replace_all_copy(boost::replace_all_copy(pattern, "{", ""), "}", "");
    Router(routes).Find(request, boost::urls::parse_origin_form(path).value());
  } catch (const Refused& refused) {
    for (const auto& [name, value] : refused.answer().headers) {
      if (name == "Allow") return value;
    }
  }
  return "";
}

Facts FactsOf(const std::vector<Route>& routes) {
  Facts facts;
  for (const Route& route : routes) {
    facts[route.pattern + " x-allow"] = AllowOf(routes, route.pattern);
    const std::string of = route.method + " " + route.pattern + " ";
    facts[of + "x-scope"] = route.scope == Scope::kRead ? "read" : "write";
    if (route.body) facts[of + "body"] = route.body->type;
    for (const Parameter& parameter : route.parameters) {
      const bool in_path = route.pattern.find("{" + parameter.name + "}") != std::string::npos;
      const std::string of_parameter = of + "parameter " + parameter.name + " ";
      facts[of_parameter + "in"] = in_path ? "path" : "query";
      facts[of_parameter + "required"] = in_path ? "true" : "false";
      AddType(facts, of_parameter, parameter);
    }
    for (const unsigned status : StatusesOf(route)) facts[of + "status " + std::to_string(status)] = "listed";
  }
  return facts;
}

class Document {
 public:
  explicit Document(YAML::Node root) : root_(std::move(root)) {}

  Facts facts() const {
    Facts facts;
    for (const auto& path : root_["paths"]) {
      for (const auto& entry : path.second) {
        const auto key = entry.first.as<std::string>();
        if (key == "x-allow") {
          facts[path.first.as<std::string>() + " x-allow"] = entry.second.as<std::string>();
        } else {
          AddOperation(facts, boost::to_upper_copy(key) + " " + path.first.as<std::string>() + " ",
                       entry.second);
        }
      }
    }
    return facts;
  }

 private:
  // What a "$ref", "FILE#/a/b", stands for; without FILE it is in this document.
  YAML::Node Resolve(const YAML::Node& node) const {
    if (!node["$ref"]) return node;
    const auto reference = node["$ref"].as<std::string>();
    const size_t hash = reference.find('#');
    const std::string file = reference.substr(0, hash);
    YAML::Node target =
        file.empty() ? root_ : YAML::LoadFile(std::filesystem::path(ASSAY_OPENAPI).parent_path() / file);
    std::vector<std::string> way;
    boost::split(way, reference.substr(hash + 2), boost::is_any_of("/"));
    for (const std::string& step : way) target.reset(YAML::Node(target)[step]);
    return Resolve(target);
  }

  void AddOperation(Facts& facts, const std::string& of, const YAML::Node& operation) const {
    if (operation["x-scope"]) facts[of + "x-scope"] = operation["x-scope"].as<std::string>();
    if (const YAML::Node body = operation["requestBody"]) {
      for (const auto& type : body["content"]) facts[of + "body"] = type.first.as<std::string>();
    }
    for (const YAML::Node& parameter : operation["parameters"]) {
      const std::string of_parameter = of + "parameter " + parameter["name"].as<std::string>() + " ";
      facts[of_parameter + "in"] = parameter["in"].as<std::string>();
      facts[of_parameter + "required"] = parameter["required"].as<std::string>("false");
      for (const auto& item : Resolve(parameter["schema"])) {
        if (item.first.as<std::string>() == "description") continue;
        const YAML::Node value = item.second;
        facts[of_parameter + item.first.as<std::string>()] =
            value.IsSequence() ? boost::join(value.as<std::vector<std::string>>(), ", ")
                               : value.as<std::string>();
      }
    }
    for (const auto& response : operation["responses"]) {
      facts[of + "status " + response.first.as<std::string>()] = "listed";
    }
  }

  const YAML::Node root_;
};

// One sentence for every fact on which the two differ.
std::vector<std::string> Differences(const Facts& routes, const Facts& document) {
  Facts all = routes;
  all.insert(document.begin(), document.end());
  const auto said = [](const Facts& facts, const std::string& name) {
    const auto found = facts.find(name);
    return found == facts.end() ? "nothing" : "'" + found->second + "'";
  };
  std::vector<std::string> differences;
  for (const auto& [name, value] : all) {
    const std::string here = said(routes, name);
    const std::string there = said(document, name);
    if (here != there)
      differences.push_back(name + ": the routes say " + here + ", openapi.yaml says " + there);
  }
  return differences;
}

YAML::Node OpenApi() { return YAML::LoadFile(ASSAY_OPENAPI); }

TEST(OpenApiTest, SaysWhatTheRoutesSay) {
  EXPECT_EQ(boost::join(Differences(FactsOf(routes::All()), Document(OpenApi()).facts()), "\n"), "");
}

TEST(OpenApiTest, ADifferenceIsNamed) {
  YAML::Node root = OpenApi();
  YAML::Node list = root["paths"]["/runs"]["get"];
  list["parameters"][0]["schema"]["maximum"] = 100;
  list["responses"].remove("431");
  root["components"]["schemas"]["Verdict"] = YAML::Load("{type: string, enum: [pass, maybe]}");
  root["paths"]["/runs/{id}"].remove("get");
  root["paths"]["/boards"]["get"]["x-scope"] = "read";
  const std::vector<std::string> differences = Differences(FactsOf(routes::All()), Document(root).facts());
  const auto named = [&](const std::string& sentence) {
    return std::find(differences.begin(), differences.end(), sentence) != differences.end();
  };
  EXPECT_TRUE(named("GET /runs parameter limit maximum: the routes say '200', openapi.yaml says '100'"));
  EXPECT_TRUE(named("GET /runs status 431: the routes say 'listed', openapi.yaml says nothing"));
  EXPECT_TRUE(
      named("GET /runs parameter verdict enum: the routes say 'pass, fail, infra, inconclusive', "
            "openapi.yaml says 'pass, maybe'"));
  EXPECT_TRUE(named("GET /runs/{id} x-scope: the routes say 'read', openapi.yaml says nothing"));
  EXPECT_TRUE(named("GET /boards x-scope: the routes say nothing, openapi.yaml says 'read'"));
  EXPECT_FALSE(named("POST /runs x-scope: the routes say 'write', openapi.yaml says 'write'"));
}

}  // namespace
}  // namespace assay::http

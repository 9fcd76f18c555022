#include "server/http/router.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <charconv>
#include <set>

#include "server/base/nearest.h"

namespace assay::http {
namespace {

using Texts = std::map<std::string, std::string>;

// The values of the pattern's placeholders if the decoded segments are of the pattern; a placeholder stands
// for one segment that is not empty.
std::optional<Texts> MatchPath(const std::string& pattern, const std::vector<std::string>& segments) {
  std::vector<std::string> parts;
  boost::split(parts, std::string(kApi.substr(1)) + pattern, boost::is_any_of("/"));
  if (parts.size() != segments.size()) return std::nullopt;
  Texts values;
  for (size_t i = 0; i < parts.size(); ++i) {
    const std::string_view name = PlaceholderName(parts[i]);
    if (name.empty() ? parts[i] != segments[i] : segments[i].empty()) return std::nullopt;
    if (!name.empty()) values.emplace(name, segments[i]);
  }
  return values;
}

// Adds the query's parameters to those of the path.
void AddQuery(const Route& route, const boost::urls::url_view& url, Texts& texts) {
  std::vector<std::string> known;
  for (const Parameter& parameter : route.parameters) {
    if (!texts.contains(parameter.name)) known.push_back(parameter.name);
  }
  std::set<std::string> seen;
  for (const auto& given : url.params()) {
    if (std::find(known.begin(), known.end(), given.key) == known.end()) {
      throw BadParameter(given.key, "there is no such parameter; " + Suggestion(given.key, known));
    }
    if (!seen.insert(given.key).second) throw BadParameter(given.key, "is given twice");
    if (!given.value.empty()) texts.emplace(given.key, given.value);
  }
}

Arguments::Value Parse(const Parameter& parameter, const std::string* text) {
  if (const auto* integer = std::get_if<Integer>(&parameter.type)) {
    if (text == nullptr) return integer->otherwise;
    int64_t value = 0;
    const char* end = text->data() + text->size();
    const auto [rest, error] = std::from_chars(text->data(), end, value);
    if (error != std::errc() || rest != end || value < integer->least || value > integer->most) {
      throw BadParameter(parameter.name,
                         fmt::format("expected a whole number from {} to {}", integer->least, integer->most));
    }
    return value;
  }
  if (text == nullptr) return std::nullopt;
  if (const auto* one_of = std::get_if<OneOf>(&parameter.type)) {
    if (std::find(one_of->words.begin(), one_of->words.end(), *text) == one_of->words.end()) {
      throw BadParameter(parameter.name, fmt::format("expected one of {}", fmt::join(one_of->words, ", ")));
    }
  }
  return *text;
}

Arguments ParseAll(const Route& route, const Texts& texts) {
  Arguments arguments;
  for (const Parameter& parameter : route.parameters) {
    const auto found = texts.find(parameter.name);
    arguments.Set(parameter.name, Parse(parameter, found == texts.end() ? nullptr : &found->second));
  }
  return arguments;
}

void CheckBodyType(const Route& route, const Request& request) {
  if (!route.body) return;
  const std::string_view header = request.Header("Content-Type");
  const std::string type = boost::trim_copy(std::string(header.substr(0, header.find(';'))));
  if (!boost::iequals(type, route.body->type)) {
    throw Refused(Error(415, fmt::format("expected Content-Type: {}", route.body->type)));
  }
}

}  // namespace

Router::Match Router::Find(const Request& request, const boost::urls::url_view& url) const {
  std::vector<std::string> segments;
  for (const auto& segment : url.segments()) segments.push_back(segment);
  const std::string method = request.method == "HEAD" ? "GET" : request.method;
  std::vector<std::string> allowed;
  for (const Route& route : routes_) {
    std::optional<Texts> texts = MatchPath(route.pattern, segments);
    if (!texts) continue;
    if (route.method != method) {
      allowed.push_back(route.method);
      continue;
    }
    AddQuery(route, url, *texts);
    CheckBodyType(route, request);
    return {route, ParseAll(route, *texts)};
  }
  if (!allowed.empty()) throw NotAllowed(request.method, std::move(allowed));
  throw Refused(Error(404, fmt::format("there is nothing here; the API is under {}", kApi)));
}

Refused NotAllowed(const std::string& method, std::vector<std::string> allowed) {
  if (std::find(allowed.begin(), allowed.end(), "GET") != allowed.end()) allowed.emplace_back("HEAD");
  std::sort(allowed.begin(), allowed.end());
  Response response = Error(405, fmt::format("{} is not possible here", method));
  response.headers.emplace_back("Allow", fmt::format("{}", fmt::join(allowed, ", ")));
  return Refused(std::move(response));
}

}  // namespace assay::http

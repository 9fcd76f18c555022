#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "server/record/record_json.h"

namespace assay::record {
namespace {

using nlohmann::json;

// Refuses, while parsing, what no record can be: dump() and every reader of a parsed value recurse, and a
// name that is there twice means different things to different readers.
class Limits {
 public:
  bool operator()(int depth, json::parse_event_t event, json& parsed) {
    if (++events_ > kMaxJsonValues) {
      throw MalformedJson("there are more than " + std::to_string(kMaxJsonValues) +
                          " values and names in it");
    }
    switch (event) {
      case json::parse_event_t::object_start:
        CheckDepth(depth);
        names_.emplace_back();
        break;
      case json::parse_event_t::array_start:
        CheckDepth(depth);
        break;
      case json::parse_event_t::key:
        if (const auto& name = parsed.get_ref<const std::string&>(); !names_.back().insert(name).second) {
          throw MalformedJson("the name \"" + name.substr(0, 100) + "\" is there twice in one object");
        }
        break;
      case json::parse_event_t::object_end:
        names_.pop_back();
        break;
      default:
        break;
    }
    return true;
  }

 private:
  static void CheckDepth(int depth) {
    if (depth >= kMaxJsonDepth) {
      throw MalformedJson("arrays and objects are nested more than " + std::to_string(kMaxJsonDepth) +
                          " deep");
    }
  }

  int events_ = 0;
  std::vector<std::set<std::string>> names_;  // of the objects being parsed, outermost first
};

// Without the library's "[json.exception…] ", and without the whole of a huge token.
std::string Shorten(std::string message) {
  if (const size_t end = message.find("] "); message.starts_with('[') && end != std::string::npos) {
    message.erase(0, end + 2);
  }
  constexpr size_t kLongest = 300;
  if (message.size() > kLongest) message = message.substr(0, kLongest) + "…";
  return message;
}

}  // namespace

json ParseJson(std::string_view text) {
  try {
    Limits limits;
    return json::parse(text.begin(), text.end(), std::ref(limits));
  } catch (const json::exception& error) {
    throw MalformedJson("not JSON: " + Shorten(error.what()));
  }
}

}  // namespace assay::record

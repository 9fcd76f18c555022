#include "harness/base/text.h"

#include <nlohmann/json.hpp>

namespace assay {

std::string Printable(std::string text, size_t limit) {
  if (text.size() > limit) text = text.substr(0, limit) + " …";
  for (char& c : text) {
    if ((c >= 0 && c < 0x20 && c != '\n') || c == 0x7f) c = ' ';
  }
  using nlohmann::json;
  return json::parse(json(text).dump(-1, ' ', false, json::error_handler_t::replace)).get<std::string>();
}

}  // namespace assay

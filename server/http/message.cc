#include "server/http/message.h"

#include <algorithm>
#include <boost/algorithm/string/predicate.hpp>
#include <nlohmann/json.hpp>

namespace assay::http {

std::string_view Request::Header(std::string_view name) const {
  const auto found = std::find_if(headers.begin(), headers.end(),
                                  [&](const auto& header) { return boost::iequals(header.first, name); });
  return found == headers.end() ? std::string_view() : found->second;
}

Response Error(unsigned status, std::string_view message, std::string_view field) {
  using nlohmann::json;
  const json error = {{"error", {{"message", message}, {"field", field.empty() ? json() : json(field)}}}};
  return {.status = status,
          .body = error.dump(-1, ' ', false, json::error_handler_t::replace),
          .headers = {{"Cache-Control", "no-store"}}};
}

Response Busy(std::string_view message) {
  Response response = Error(503, message);
  response.headers.emplace_back("Retry-After", "5");
  return response;
}

}  // namespace assay::http

#include "server/http/route.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::http {

std::string_view PlaceholderName(std::string_view part) {
  const bool is_placeholder = part.starts_with('{') && part.ends_with('}');
  return is_placeholder ? part.substr(1, part.size() - 2) : std::string_view();
}

std::vector<unsigned> StatusesOf(const Route& route) {
  std::vector<unsigned> statuses = route.statuses;
  // Not HTTP or a wrong parameter, too large, our own failure, the store's or no room.
  statuses.insert(statuses.end(), {400, 413, 431, 500, 503});
  if (route.body) statuses.push_back(415);
  std::sort(statuses.begin(), statuses.end());
  return statuses;
}

Refused BadParameter(std::string_view name, std::string_view problem) {
  return Refused(Error(400, fmt::format("{}: {}", name, problem), name));
}

}  // namespace assay::http

#include "server/http/routes/routes.h"

#include <nlohmann/json.hpp>

namespace assay::http::routes {

// Each in a file of its name.
std::vector<Route> Health();
std::vector<Route> Runs();

std::vector<Route> All() {
  std::vector<Route> all;
  for (const auto& part : {Health(), Runs()}) all.insert(all.end(), part.begin(), part.end());
  return all;
}

Response Json(unsigned status, Body text) {
  return {.status = status, .body = std::move(text), .headers = {{"Cache-Control", "no-store"}}};
}

Response Json(unsigned status, const nlohmann::json& value) { return Json(status, Body(value.dump())); }

}  // namespace assay::http::routes

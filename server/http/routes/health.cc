#include <nlohmann/json.hpp>

#include "server/http/routes/routes.h"

namespace assay::http::routes {
namespace {

Response GetHealth(Context& context, const Arguments&, const Request&) {
  context.store.Check();
  return Json(200, nlohmann::json{{"status", "ok"}, {"version", context.version}});
}

}  // namespace

std::vector<Route> Health() {
  return {{.method = "GET",
           .pattern = "/health",
           .scope = Scope::kRead,
           .statuses = {200},
           .handler = GetHealth}};
}

}  // namespace assay::http::routes

// The API's routes: each file of this folder has those of one subject.
#ifndef ASSAY_SERVER_HTTP_ROUTES_ROUTES_H_
#define ASSAY_SERVER_HTTP_ROUTES_ROUTES_H_

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "server/http/route.h"

namespace assay::http::routes {

// The sum of them.
std::vector<Route> All();

// A response that is not to be kept by caches.
Response Json(unsigned status, Body text);
Response Json(unsigned status, const nlohmann::json& value);

}  // namespace assay::http::routes

#endif  // ASSAY_SERVER_HTTP_ROUTES_ROUTES_H_

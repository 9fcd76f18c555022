// Finds the route of a request and parses its parameters.
#ifndef ASSAY_SERVER_HTTP_ROUTER_H_
#define ASSAY_SERVER_HTTP_ROUTER_H_

#include <boost/url/url_view.hpp>
#include <string>
#include <vector>

#include "server/http/route.h"

namespace assay::http {

class Router {
 public:
  struct Match {
    const Route& route;
    Arguments arguments;
  };

  explicit Router(std::vector<Route> routes) : routes_(std::move(routes)) {}

  // Throws Refused: 404 and 405 (with Allow) where there is no route, 400 naming the parameter at fault, 415
  // if the body will be of another type than the route takes. `url` is the request's target.
  Match Find(const Request& request, const boost::urls::url_view& url) const;

 private:
  const std::vector<Route> routes_;
};

// 405 with the methods that are allowed; HEAD is added where GET is.
Refused NotAllowed(const std::string& method, std::vector<std::string> allowed);

}  // namespace assay::http

#endif  // ASSAY_SERVER_HTTP_ROUTER_H_

// A request and a response, free of any HTTP library.
#ifndef ASSAY_SERVER_HTTP_MESSAGE_H_
#define ASSAY_SERVER_HTTP_MESSAGE_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assay::http {

struct Request {
  std::string method;  // "GET"
  std::string target;  // "/api/v1/runs?limit=5", as it came
  std::string content_type;
  std::string if_none_match;
  std::string body;
};

struct Response {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers =
      {};  // others than the type and length of the body
};

// {"error":{"message","field"}}; `field` is null if empty.
Response Error(unsigned status, std::string_view message, std::string_view field = "");

}  // namespace assay::http

#endif  // ASSAY_SERVER_HTTP_MESSAGE_H_

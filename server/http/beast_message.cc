#include "server/http/beast_message.h"

#include <fmt/format.h>

#include <boost/beast/http/error.hpp>

namespace assay::http {

namespace bhttp = boost::beast::http;

Request FromBeast(const BeastRequest& head, std::string peer) {
  Request request = {.method = std::string(head.method_string()),
                     .target = std::string(head.target()),
                     .headers = {},
                     .peer = std::move(peer),
                     .body = {}};
  for (const auto& field : head) request.headers.emplace_back(field.name_string(), field.value());
  return request;
}

BeastResponse ToBeast(const Response& response, unsigned version, bool keep_alive) {
  BeastResponse message(static_cast<bhttp::status>(response.status), version == 10 ? 10 : 11);
  message.set(bhttp::field::server, "assay");
  if (response.status != 304) message.set(bhttp::field::content_type, response.content_type);
  message.set("X-Content-Type-Options", "nosniff");
  message.set("X-Frame-Options", "DENY");
  message.set("Referrer-Policy", "no-referrer");
  message.set(
      "Content-Security-Policy",
      // The charts bring style rules of their own.
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
      "base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  for (const auto& [name, value] : response.headers) message.set(name, value);
  message.keep_alive(keep_alive);
  if (const std::string* bytes = response.body.bytes()) {
    message.body() = {bytes->data(), bytes->size()};
    if (response.status != 304) message.content_length(bytes->size());
  } else if (message.version() == 11) {
    message.chunked(true);
  }
  return message;
}

std::optional<Response> AnswerTo(const boost::system::error_code& error) {
  if (error.category() != bhttp::make_error_code(bhttp::error::bad_version).category() ||
      error == bhttp::error::end_of_stream || error == bhttp::error::partial_message) {
    return std::nullopt;
  }
  if (error == bhttp::error::header_limit) return Error(431, "the request's header is too large");
  return Error(400, fmt::format("not a valid HTTP request: {}", error.message()));
}

Response TooLarge(size_t max_body) {
  if (max_body == 0) return Error(413, "this request takes no body");
  return Error(413, fmt::format("the body is larger than this server's limit of {} bytes", max_body));
}

}  // namespace assay::http

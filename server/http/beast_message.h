// Requests and responses between Beast's form and ours.
#ifndef ASSAY_SERVER_HTTP_BEAST_MESSAGE_H_
#define ASSAY_SERVER_HTTP_BEAST_MESSAGE_H_

#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/span_body.hpp>
#include <optional>
#include <string>

#include "server/http/message.h"

namespace assay::http {

using BeastRequest = boost::beast::http::request<boost::beast::http::buffer_body>;
using BeastResponse = boost::beast::http::response<boost::beast::http::span_body<const char>>;

// The head of a request; its body is left empty.
Request FromBeast(const BeastRequest& head, std::string peer);

// With the headers that every answer has. Its body are the response's bytes, which it refers to; a streamed
// one is only announced: in chunks, or, for HTTP/1.0, until the connection ends.
BeastResponse ToBeast(const Response& response, unsigned version, bool keep_alive);

// The answer to a request that is not one we take; null if the client went away or was too slow, and so hears
// nothing.
std::optional<Response> AnswerTo(const boost::system::error_code& error);

Response TooLarge(size_t max_body);

}  // namespace assay::http

#endif  // ASSAY_SERVER_HTTP_BEAST_MESSAGE_H_

// A request and a response, free of any HTTP library.
#ifndef ASSAY_SERVER_HTTP_MESSAGE_H_
#define ASSAY_SERVER_HTTP_MESSAGE_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace assay::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method = {};  // "GET"
  std::string target = {};  // "/api/v1/runs?limit=5", as it came
  Headers headers = {};     // as they came
  std::string peer = {};    // the client's address without its port: "127.0.0.1"
  std::string body = {};

  // The first header of this name, whose case does not matter; "" if there is none.
  std::string_view Header(std::string_view name) const;
};

// What a response carries: bytes that are there, perhaps shared with other responses, or a stream of pieces
// that are made one by one while the client takes them.
class Body {
 public:
  using Bytes = std::shared_ptr<const std::string>;
  // The next piece; null at the end. May wait; an exception ends the connection, so that the client sees that
  // something is missing.
  using Producer = std::function<std::optional<std::string>()>;

  Body() : Body(std::string()) {}
  Body(std::string bytes) : Body(std::make_shared<const std::string>(std::move(bytes))) {}  // NOLINT
  Body(Bytes bytes) : held_(bytes->size()), content_(std::move(bytes)) {}                   // NOLINT
  // `held` is how much memory the producer keeps, in bytes.
  Body(Producer producer, size_t held) : held_(held), content_(std::move(producer)) {}

  // Bytes of memory that it keeps until it is sent.
  size_t held() const { return held_; }
  // Null if it is streamed.
  const std::string* bytes() const {
    const Bytes* bytes = std::get_if<Bytes>(&content_);
    return bytes == nullptr ? nullptr : bytes->get();
  }
  // Of a streamed one only.
  std::optional<std::string> Next() { return std::get<Producer>(content_)(); }

 private:
  size_t held_;
  std::variant<Bytes, Producer> content_;
};

struct Response {
  unsigned status = 200;
  std::string content_type = "application/json";
  Body body = {};
  Headers headers = {};  // others than the type and length of the body
};

// {"error":{"message","field"}}; `field` is null if empty.
Response Error(unsigned status, std::string_view message, std::string_view field = "");

// Error 503, with the time to wait before the next attempt.
Response Busy(std::string_view message);

// What is to be done with a request whose header has come.
struct Call {
  size_t max_body = 0;  // of more bytes than these nothing is received
  // May wait for the disk. Throws nothing that a request can cause.
  std::function<Response(const Request&)> handle;
};

// Decides from a request's header alone: an answer at once, or what to do when the body has come. Does not
// wait, throws nothing that a request can cause. What it gives may outlive neither it nor what it uses.
using Service = std::function<std::variant<Response, Call>(const Request& head)>;

}  // namespace assay::http

#endif  // ASSAY_SERVER_HTTP_MESSAGE_H_

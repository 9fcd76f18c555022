#include "server/client/client.h"

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <exception>
#include <nlohmann/json.hpp>
#include <set>

namespace assay::client {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
constexpr size_t kMaxAnswer = size_t{64} << 10;

struct Address {
  std::string host;
  std::string port;
  std::string authority;  // for the Host header
  std::string target;
};

Result Unavailable(std::string message) { return {Outcome::kUnavailable, std::move(message)}; }

// Throws std::invalid_argument.
Address ParseUrl(std::string_view text) {
  const auto parsed = boost::urls::parse_uri(text);
  const auto wrong = [text](std::string_view why) {
    return std::invalid_argument(fmt::format("\"{}\" is not a server's address: {}", text, why));
  };
  if (!parsed || parsed->host().empty()) throw wrong("expected http://HOST[:PORT]");
  if (parsed->scheme() == "https")
    throw wrong("https is not supported, use http:// or a proxy on this machine");
  if (parsed->scheme() != "http") throw wrong("expected http://");
  if (parsed->has_query() || parsed->has_fragment()) throw wrong("expected nothing after the path");
  if (parsed->has_port()) {
    const std::string port(parsed->port());
    if (port.empty() || port.size() > 5 || std::stoul(port) == 0 || std::stoul(port) > 65535) {
      throw wrong("expected a port from 1 to 65535");
    }
  }
  std::string path(parsed->encoded_path());
  while (path.ends_with('/')) path.pop_back();
  return {parsed->host_address(), parsed->has_port() ? std::string(parsed->port()) : "80",
          std::string(parsed->encoded_host_and_port()), path + "/api/v1/runs"};
}

std::string Describe(const error_code& error) {
  if (error == beast::error::timeout) return "it did not answer in time";
  if (error == asio::error::connection_refused) return "connection refused: is it running?";
  if (error == asio::error::host_not_found || error == asio::error::host_not_found_try_again) {
    return "there is no host of this name";
  }
  if (error == http::error::end_of_stream || error == http::error::partial_message ||
      error == asio::error::connection_reset || error == asio::error::broken_pipe) {
    return "it closed the connection before it had answered";
  }
  if (error.category() == make_error_code(http::error::bad_version).category()) {
    return fmt::format("it is not an assay server: {}", error.message());
  }
  return error.message();
}

Result Judge(std::string_view url, const http::response<http::string_body>& answer) {
  const unsigned status = answer.result_int();
  const auto body = nlohmann::json::parse(answer.body(), nullptr, /*allow_exceptions=*/false);
  if ((status == 200 || status == 201) && body.is_object() && body.contains("id"))
    return {Outcome::kDelivered, ""};

  std::string message;
  if (body.is_object() && body.contains("error") && body["error"].is_object()) {
    const auto& said = body["error"]["message"];
    if (said.is_string()) message = said.get<std::string>();
  }
  if (message.empty()) {
    return Unavailable(fmt::format(
        "{} answered HTTP {} but not as an assay server does: is the address right?", url, status));
  }
  message = fmt::format("{} answered HTTP {}: {}", url, status, message);
  // These say something about the record; the others only about the moment.
  static const std::set<unsigned> permanent = {400, 409, 413, 415, 422};
  return {permanent.contains(status) ? Outcome::kRejected : Outcome::kUnavailable, std::move(message)};
}

asio::awaitable<Result> Exchange(std::string_view url, Address address, std::string_view record,
                                 std::chrono::milliseconds patience) {
  const auto failed = [url](const error_code& error) {
    return Unavailable(fmt::format("cannot deliver to {}: {}", url, Describe(error)));
  };
  const auto executor = co_await asio::this_coro::executor;
  asio::ip::tcp::resolver resolver(executor);
  const auto [resolve_error, endpoints] = co_await resolver.async_resolve(address.host, address.port, kTuple);
  if (resolve_error) co_return failed(resolve_error);

  beast::tcp_stream stream(executor);
  stream.expires_after(patience);
  const auto [connect_error, endpoint] = co_await stream.async_connect(endpoints, kTuple);
  if (connect_error) co_return failed(connect_error);

  http::request<http::span_body<const char>> request(http::verb::post, address.target, 11);
  request.set(http::field::host, address.authority);
  request.set(http::field::content_type, "application/json");
  request.set(http::field::accept, "application/json");
  request.keep_alive(false);
  request.body() = {record.data(), record.size()};
  request.prepare_payload();
  stream.expires_after(patience);
  const auto [write_error, written] = co_await http::async_write(stream, request, kTuple);

  // A server that refuses a large record may answer before it has read all of it.
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(kMaxAnswer);
  const auto [read_error, read] = co_await http::async_read(stream, buffer, parser, kTuple);
  if (read_error) co_return failed(write_error ? write_error : read_error);
  co_return Judge(url, parser.get());
}

}  // namespace

std::string CheckAddress(std::string_view url) {
  try {
    ParseUrl(url);
    return "";
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

Result DeliverRecord(std::string_view url, std::string_view record_json, std::chrono::milliseconds patience) {
  try {
    Result result = Unavailable("not tried");
    std::exception_ptr failure;
    asio::io_context context(1);
    asio::co_spawn(context, Exchange(url, ParseUrl(url), record_json, patience),
                   [&](const std::exception_ptr& error, Result done) {
                     failure = error;
                     result = std::move(done);
                   });
    context.run();
    if (failure) std::rethrow_exception(failure);
    return result;
  } catch (const std::exception& error) {
    return Unavailable(error.what());
  }
}

}  // namespace assay::client

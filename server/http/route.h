// A route of the API is a row: all that is to be known of it but what its handler does.
#ifndef ASSAY_SERVER_HTTP_ROUTE_H_
#define ASSAY_SERVER_HTTP_ROUTE_H_

#include <cstdint>
#include <exception>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/http/message.h"
#include "server/serve.h"
#include "server/store/store.h"

namespace assay::http {

// Whoever may do what the scope names may use the route.
enum class Scope { kRead, kWrite };

// The types of parameters. An empty parameter of the query counts as not given.
struct Text {};
struct Integer {
  int64_t least;
  int64_t most;
  int64_t otherwise;  // if it is not given
};
struct OneOf {
  std::vector<std::string> words;
};

// It is in the path if the route's pattern has {name}, else in the query. None in the query is required.
struct Parameter {
  std::string name;
  std::variant<Text, Integer, OneOf> type;
};

// The parameters of a request, parsed. To ask for one that the route does not have, or as another type, is a
// mistake of the handler, and throws.
class Arguments {
 public:
  std::optional<std::string> Text(std::string_view name) const {
    return Get<std::optional<std::string>>(name);
  }
  int64_t Integer(std::string_view name) const { return Get<int64_t>(name); }

  using Value = std::variant<std::optional<std::string>, int64_t>;
  void Set(const std::string& name, Value value) { values_[name] = std::move(value); }

 private:
  template <class Type>
  const Type& Get(std::string_view name) const {
    return std::get<Type>(values_.at(std::string(name)));
  }

  std::map<std::string, Value> values_;
};

// What handlers work on.
struct Context {
  store::Store& store;
  std::string version;  // the server's
};

// The body a route takes.
struct TakenBody {
  std::string type;             // the media type
  size_t ServeOptions::*limit;  // which option bounds it
};

struct Route {
  std::string method;   // "GET" answers HEAD as well
  std::string pattern;  // from kApi on: "/runs/{id}"
  Scope scope;
  std::vector<Parameter> parameters = {};
  std::optional<TakenBody> body = {};
  std::vector<unsigned> statuses;  // that its handler gives, apart from those of every route
  Response (*handler)(Context&, const Arguments&, const Request&);
};

inline constexpr std::string_view kApi = "/api/v1";

// "{id}" to "id"; "" for any other part of a pattern.
std::string_view PlaceholderName(std::string_view part);

// Every status that a request to the route can be answered with, in order: its handler's, and those that come
// from before it. 405 is none of them: it is the answer to methods for which the path has no route.
std::vector<unsigned> StatusesOf(const Route& route);

// Thrown to end a request early.
class Refused : public std::exception {
 public:
  explicit Refused(Response answer) : answer_(std::move(answer)) {}
  const Response& answer() const { return answer_; }
  const char* what() const noexcept override { return "the request is refused"; }

 private:
  Response answer_;
};

// A parameter that cannot be understood, as 400.
Refused BadParameter(std::string_view name, std::string_view problem);

}  // namespace assay::http

#endif  // ASSAY_SERVER_HTTP_ROUTE_H_

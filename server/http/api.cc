#include "server/http/api.h"

#include <fmt/format.h>

#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "server/record/record_json.h"

namespace assay::http {
namespace {

using nlohmann::json;

constexpr std::string_view kApi = "/api/v1/";
constexpr int kDefaultLimit = 50;

std::string Dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

Response Json(unsigned status, const json& value) {
  Response response = {.status = status, .body = Dump(value)};
  response.headers = {{"Cache-Control", "no-store"}};
  return response;
}

// A parameter of the query that cannot be understood.
struct BadParameter {
  std::string name;
  std::string problem;
};

template <class Integer>
Integer ParseInteger(const std::string& name, const std::string& text, Integer least, Integer most) {
  Integer value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) {
    throw BadParameter{name, fmt::format("expected a whole number from {} to {}", least, most)};
  }
  return value;
}

record::Verdict ParseVerdict(const std::string& text) {
  if (const auto verdict = record::FromWord<record::Verdict>(text)) return *verdict;
  throw BadParameter{
      "verdict", fmt::format("expected one of {}", fmt::join(record::kWords<record::Verdict>.words, ", "))};
}

Response PostRun(store::Store& store, const Request& request) {
  std::string type = request.content_type.substr(0, request.content_type.find(';'));
  boost::trim(type);
  if (!boost::iequals(type, "application/json")) return Error(415, "expected Content-Type: application/json");
  const store::Inserted inserted = store.Insert(request.body);
  const std::string& id = inserted.id;
  if (inserted.result == store::InsertResult::kConflict) {
    return Error(409, fmt::format("there is another record with the id {}", id), "id");
  }
  const bool is_new = inserted.result == store::InsertResult::kInserted;
  Response response = Json(is_new ? 201 : 200, {{"id", id}, {"sha256", inserted.sha256}});
  if (is_new) response.headers.emplace_back("Location", "/api/v1/runs/" + id);
  return response;
}

Response ListRuns(store::Store& store, const boost::urls::url_view& url) {
  store::Filter filter;
  std::optional<int64_t> cursor;
  int limit = kDefaultLimit;
  for (const auto& parameter : url.params()) {
    if (parameter.value.empty()) continue;
    if (parameter.key == "limit") limit = ParseInteger<int>("limit", parameter.value, 1, store::kMaxPageRuns);
    if (parameter.key == "cursor") {
      cursor = ParseInteger<int64_t>("cursor", parameter.value, 0, std::numeric_limits<int64_t>::max());
    }
    if (parameter.key == "board") filter.board = parameter.value;
    if (parameter.key == "suite") filter.suite = parameter.value;
    if (parameter.key == "verdict") filter.verdict = ParseVerdict(parameter.value);
  }
  const store::Page page = store.List(filter, cursor, limit);
  // The summaries are JSON already.
  Response response = Json(200, nullptr);
  response.body = fmt::format("{{\"runs\":[{}],\"next\":{}}}", fmt::join(page.summaries, ","),
                              page.next ? fmt::format("\"{}\"", *page.next) : "null");
  return response;
}

Response GetRun(store::Store& store, const std::string& id) {
  std::optional<store::StoredRecord> record = store.Get(id);
  if (!record) return Error(404, "there is no run of this id");
  Response response = Json(200, nullptr);
  response.headers.emplace_back("ETag", fmt::format("\"{}\"", record->sha256));
  response.body = std::move(record->bytes);
  return response;
}

Response Route(store::Store& store, const StaticFiles& files, const std::string& version,
               const Request& request) {
  const auto url = boost::urls::parse_origin_form(request.target);
  if (!url) return Error(400, "the request's target is not a valid path");
  const std::string path = url->path();  // decoded
  const bool is_get = request.method == "GET" || request.method == "HEAD";
  const auto not_allowed = [&](const char* allowed) {
    Response response = Error(405, fmt::format("{} is not possible here", request.method));
    response.headers.emplace_back("Allow", allowed);
    return response;
  };
  if (path.starts_with(kApi)) {
    const std::string rest = path.substr(kApi.size());
    if (rest == "health") {
      if (!is_get) return not_allowed("GET, HEAD");
      store.Check();
      return Json(200, {{"status", "ok"}, {"version", version}});
    }
    if (rest == "runs") {
      if (request.method == "POST") return PostRun(store, request);
      return is_get ? ListRuns(store, *url) : not_allowed("GET, HEAD, POST");
    }
    constexpr std::string_view kRun = "runs/";
    if (rest.starts_with(kRun) && rest.size() > kRun.size() &&
        rest.find('/', kRun.size()) == std::string::npos) {
      return is_get ? GetRun(store, rest.substr(kRun.size())) : not_allowed("GET, HEAD");
    }
  }
  if (path == "/api" || path.starts_with("/api/"))
    return Error(404, "there is nothing here; the API is under /api/v1");
  if (!is_get) return not_allowed("GET, HEAD");
  return files.Get(path, request.if_none_match);
}

}  // namespace

Response Error(unsigned status, std::string_view message, std::string_view field) {
  return Json(status, {{"error", {{"message", message}, {"field", field.empty() ? json() : json(field)}}}});
}

Response Api::Handle(const Request& request) const {
  try {
    return Route(store_, files_, version_, request);
  } catch (const BadParameter& error) {
    return Error(400, fmt::format("{}: {}", error.name, error.problem), error.name);
  } catch (const record::MalformedJson& error) {
    return Error(400, error.what());
  } catch (const record::InvalidRecord& error) {
    return Error(422, error.what(), error.field());
  } catch (const store::StoreError& error) {
    log_->error("{}", error.what());
    Response response = Error(503, "the store cannot be used at the moment: try again later");
    response.headers.emplace_back("Retry-After", "5");
    return response;
  } catch (const std::exception& error) {
    log_->error("{} {}: {}", request.method, request.target, error.what());
    return Error(500, "the server failed; its log says why");
  }
}

}  // namespace assay::http

#include "server/http/api.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "server/http/routes/routes.h"
#include "server/record/record_json.h"

namespace assay::http {

Api::Api(const ServeOptions& options, store::Store& store, const StaticFiles& files,
         std::shared_ptr<spdlog::logger> log)
    : options_(options),
      context_{store, options.version},
      files_(files),
      log_(std::move(log)),
      router_(routes::All()) {}

std::variant<Response, Call> Api::operator()(const Request& head) {
  using Decision = std::variant<Response, Call>;
  return Guard<Decision>(head, [&]() -> Decision { return CallOf(head); });
}

Call Api::CallOf(const Request& head) {
  const auto url = boost::urls::parse_origin_form(head.target);
  if (!url) throw Refused(Error(400, "the request's target is not a valid path"));
  const std::string path = url->path();  // decoded
  if (path == "/api" || path.starts_with("/api/")) {
    const Router::Match match = router_.Find(head, *url);
    return {.max_body = match.route.body ? options_.*match.route.body->limit : 0,
            .handle = [this, match](const Request& request) { return Handle(match, request); }};
  }
  if (head.method != "GET" && head.method != "HEAD") throw NotAllowed(head.method, {"GET"});
  return {.handle = [this, path](const Request& request) {
    return Guard<Response>(request,
                           [&] { return files_.Get(path, std::string(request.Header("If-None-Match"))); });
  }};
}

Response Api::Handle(const Router::Match& match, const Request& request) {
  Response response =
      Guard<Response>(request, [&] { return match.route.handler(context_, match.arguments, request); });
  const std::vector<unsigned> statuses = StatusesOf(match.route);
  if (std::find(statuses.begin(), statuses.end(), response.status) != statuses.end()) return response;
  log_->error("{} {}: the status {} is missing in the route's row", request.method, request.target,
              response.status);
  return Error(500, "the server failed; its log says why");
}

template <class Answer>
Answer Api::Guard(const Request& request, const std::function<Answer()>& answer) const {
  try {
    return answer();
  } catch (const Refused& refused) {
    return refused.answer();
  } catch (const record::MalformedJson& error) {
    return Error(400, error.what());
  } catch (const record::InvalidRecord& error) {
    return Error(422, error.what(), error.field());
  } catch (const store::StoreError& error) {
    log_->error("{}", error.what());
    return Busy("the store cannot be used at the moment: try again later");
  } catch (const std::exception& error) {
    log_->error("{} {}: {}", request.method, request.target, error.what());
    return Error(500, "the server failed; its log says why");
  }
}

}  // namespace assay::http

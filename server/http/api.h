// Answers requests: the API of server/openapi.yaml, and the dashboard's files.
#ifndef ASSAY_SERVER_HTTP_API_H_
#define ASSAY_SERVER_HTTP_API_H_

#include <spdlog/logger.h>

#include <memory>
#include <string>

#include "server/http/router.h"
#include "server/http/static_files.h"
#include "server/serve.h"
#include "server/store/store.h"

namespace assay::http {

// A Service. May be used from several threads at once.
class Api {
 public:
  Api(const ServeOptions& options, store::Store& store, const StaticFiles& files,
      std::shared_ptr<spdlog::logger> log);

  std::variant<Response, Call> operator()(const Request& head);

 private:
  Call CallOf(const Request& head);
  Response Handle(const Router::Match& match, const Request& request);
  // What `answer` gives, or the answer to what it throws.
  template <class Answer>
  Answer Guard(const Request& request, const std::function<Answer()>& answer) const;

  const ServeOptions& options_;
  Context context_;
  const StaticFiles& files_;
  const std::shared_ptr<spdlog::logger> log_;
  const Router router_;
};

}  // namespace assay::http

#endif  // ASSAY_SERVER_HTTP_API_H_

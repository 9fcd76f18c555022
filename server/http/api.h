// Answers requests: the API of server/openapi.yaml, and the dashboard's files.
#ifndef ASSAY_SERVER_HTTP_API_H_
#define ASSAY_SERVER_HTTP_API_H_

#include <spdlog/logger.h>

#include <memory>
#include <string>

#include "server/http/message.h"
#include "server/http/static_files.h"
#include "server/store/store.h"

namespace assay::http {

class Api {
 public:
  Api(store::Store& store, const StaticFiles& files, std::string version, std::shared_ptr<spdlog::logger> log)
      : store_(store), files_(files), version_(std::move(version)), log_(std::move(log)) {}

  // Never throws what a request can cause. May be called from several threads at once.
  Response Handle(const Request& request) const;

 private:
  store::Store& store_;
  const StaticFiles& files_;
  const std::string version_;
  const std::shared_ptr<spdlog::logger> log_;
};

}  // namespace assay::http

#endif  // ASSAY_SERVER_HTTP_API_H_

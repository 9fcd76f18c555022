// A GET without a library: an independent look at what the server sends.
#ifndef ASSAY_TESTS_SUPPORT_HTTP_H_
#define ASSAY_TESTS_SUPPORT_HTTP_H_

#include <string>

namespace assay::testing {

struct HttpAnswer {
  int status = 0;  // 0: no answer
  std::string body;
};

// `base` is "http://127.0.0.1:PORT".
HttpAnswer HttpGet(const std::string& base, const std::string& path);

}  // namespace assay::testing

#endif  // ASSAY_TESTS_SUPPORT_HTTP_H_

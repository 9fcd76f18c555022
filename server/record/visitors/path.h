// Where in a record a reader or a rule is, and how they say that something is wrong there.
#ifndef ASSAY_SERVER_RECORD_VISITORS_PATH_H_
#define ASSAY_SERVER_RECORD_VISITORS_PATH_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace assay::record {

// A chain on the stack, made into text only for an error.
struct Path {
  const Path* parent = nullptr;
  std::string_view key = {};
  size_t index = 0;

  std::string ToString() const;  // "cases[2].latency.median"
};

// Both throw InvalidRecord.
[[noreturn]] void Fail(const Path& path, const std::string& problem);
[[noreturn]] void Expected(const Path& path, const nlohmann::json& found, std::string_view expected);

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_VISITORS_PATH_H_

#include "server/record/record.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>

namespace assay::record {

std::string NewId() { return to_string(boost::uuids::random_generator()()); }

std::string Timestamp(std::chrono::system_clock::time_point moment) {
  const auto second = std::chrono::floor<std::chrono::seconds>(moment);
  const auto millisecond = std::chrono::floor<std::chrono::milliseconds>(moment - second).count();
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(second)),
                     millisecond);
}

}  // namespace assay::record

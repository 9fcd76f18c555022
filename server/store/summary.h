// What a list of runs shows of one run.
#ifndef ASSAY_SERVER_STORE_SUMMARY_H_
#define ASSAY_SERVER_STORE_SUMMARY_H_

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "server/record/record.h"

namespace assay::store {

// RunSummary of server/openapi.yaml. `received` is when the run was stored.
nlohmann::json Summarise(const record::Record& record, const std::string& received);

}  // namespace assay::store

#endif  // ASSAY_SERVER_STORE_SUMMARY_H_

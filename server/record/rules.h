// The rules between fields of docs/record.md, which no schema can express.
#ifndef ASSAY_SERVER_RECORD_RULES_H_
#define ASSAY_SERVER_RECORD_RULES_H_

#include "server/record/record.h"

namespace assay::record {

// Throws InvalidRecord, naming the first field that breaks one.
void CheckRules(const Record& record);

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_RULES_H_

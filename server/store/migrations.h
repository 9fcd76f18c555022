// The tables of the store, and how older ones become them.
#ifndef ASSAY_SERVER_STORE_MIGRATIONS_H_
#define ASSAY_SERVER_STORE_MIGRATIONS_H_

#include <string_view>
#include <vector>

namespace assay::store {

// Migration N leads from schema version N - 1 to N. What was released is never changed: append. After the
// last one all that is derived from a record's bytes (columns and summary) is made anew, so a migration need
// not fill what it adds. The same happens without a migration where SummaryVersion() has changed.
inline const std::vector<std::vector<std::string_view>> kMigrations = {
    {
        // The record itself last, so that listing does not read it.
        "CREATE TABLE runs ("
        "  sequence INTEGER PRIMARY KEY AUTOINCREMENT,"
        "  id VARCHAR(36) NOT NULL UNIQUE,"
        "  board VARCHAR(200) NOT NULL,"
        "  suite VARCHAR(200) NOT NULL,"
        "  verdict VARCHAR(20) NOT NULL,"
        "  received VARCHAR(30) NOT NULL,"
        "  summary TEXT NOT NULL,"
        "  record TEXT NOT NULL)",
        "CREATE INDEX runs_board ON runs (board, sequence)",
        "CREATE INDEX runs_suite ON runs (suite, sequence)",
        "CREATE INDEX runs_verdict ON runs (verdict, sequence)",
    },
    {
        // Of the record's bytes, which are as received from here on; before, a record was written anew.
        "ALTER TABLE runs ADD COLUMN sha256 VARCHAR(64) NOT NULL DEFAULT ''",
    },
    {
        // One row: what all that is derived in the table of runs was derived by.
        "CREATE TABLE derivation (version VARCHAR(100) NOT NULL)",
        "INSERT INTO derivation (version) VALUES ('')",
    },
};

}  // namespace assay::store

#endif  // ASSAY_SERVER_STORE_MIGRATIONS_H_

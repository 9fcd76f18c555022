// Prints records as ToText writes them, one a line, for record_schema_test.py.
#include <iostream>

#include "server/record/example_record.h"
#include "server/record/record_json.h"

int main() {
  using namespace assay::record;
  for (const Record& record : {ExampleRecord(), PassingRecord(), EmptyRecord()})
    std::cout << ToText(record) << '\n';
}

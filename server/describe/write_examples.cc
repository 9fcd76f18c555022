// Prints the sample records, each with its summary, as one JSON array of {"record", "summary"}: for the tests
// of the schemas and of the dashboard.
#include <fstream>
#include <nlohmann/json.hpp>

#include "server/record/example_record.h"
#include "server/record/record_json.h"
#include "server/record/visitors/writer.h"
#include "server/store/summary.h"

int main(int argc, char** argv) {
  using namespace assay;
  std::vector<record::Record> records = record::ExampleRecords();
  for (const record::Record& sample : records) record::Validate(sample);
  records.push_back(record::ContradictoryRecord());
  nlohmann::json samples = nlohmann::json::array();
  for (const record::Record& sample : records) {
    const store::RunSummary summary = store::Summarise(sample, sample.finished);
    samples.push_back(
        {{"record", record::Writer::Write(sample)}, {"summary", record::Writer::Write(summary)}});
  }
  std::ofstream file(argc == 2 ? argv[1] : "");
  file << samples.dump(1) << '\n';
  return file.flush() ? 0 : 1;
}

// A record with every field set, for tests. Nothing in it was measured.
#ifndef ASSAY_SERVER_RECORD_EXAMPLE_RECORD_H_
#define ASSAY_SERVER_RECORD_EXAMPLE_RECORD_H_

#include "server/record/record.h"

namespace assay::record {

inline Record ExampleRecord() {
  Case full;
  full.name = "kws";
  full.model = {"kws.tflite", std::string(64, 'a'), 53936, 13};
  full.kernels = "portable,SOFTMAX=reference";
  full.verdict = Verdict::kFail;
  full.reason = "1 of 3 outputs differs from tflm";
  full.exactness = Exactness{"tflm", 3, 2, 39, Difference{1, 4, "CONV_2D", 17, -3, -4, 2, 1}};
  full.latency = Latency{Domain::kInstructions, 1'000'000'000, 2100.5, {2000, 2002, 2001}, 2001};
  full.layers = {{0, "CONV_2D", 1500, 1500, 0x00C0FFEE, "portable"},
                 {1, "SOFTMAX", 500, 500.5, 0xFFFFFFFF, "reference"}};
  full.memory = Memory{22000,
                       16000,
                       2000,
                       4000,
                       15000,
                       21990,
                       900,
                       40000,
                       53936,
                       {{AllocationKind::kActivation, 0, 0, 16000, 0, 1},
                        {AllocationKind::kScratch, std::nullopt, 16000, 2000, 1, 1}},
                       PersistentParts{72, 528, 600, 2700, 100},
                       1000};
  full.accuracy = Accuracy{"top1", 2.0 / 3, 2, 3, 1};
  full.energy = Energy{"uJ", {10.5, 11, 10.75}, 10.75, 1.5, {"example monitor", "M-1", true}, 0.25};

  Case bare;
  bare.name = "ad";
  bare.model = {"ad.tflite", std::string(64, 'b'), 270000, std::nullopt};
  bare.verdict = Verdict::kInfra;
  bare.reason = "the link went silent while the model was sent";

  Record record;
  record.id = "00000000-0000-4000-8000-000000000001";
  record.started = "2025-01-31T04:05:06.789Z";
  record.finished = "2025-01-31T04:06:00.001Z";
  record.suite = {"mlperf-tiny", "1"};
  record.mode = Mode::kPerformance;
  record.board = {"example", "Example Board", "cortex-m4", true};
  record.unit = {"example-1", {{"probe", "P-1"}, {"unit", "U-1"}}};
  record.link = Link{"serial", 921600, 1000, 2000, 1, 1};
  record.agent = Agent{"00112233445566778899aabbccddeeff00112233",
                       "0.1.0",
                       "GCC 12.2",
                       {"portable", "reference"},
                       "assay 0.1.0"};
  record.harness = {"0.1.0", "68c20b5", "bench"};
  record.conditions = {120e6, 3300, 24.5};
  record.verdict = Verdict::kFail;
  record.reason = "kws: 1 of 3 outputs differs from tflm";
  record.cases = {full, bare};
  return record;
}

// A small record that passes.
inline Record PassingRecord(std::string id = NewId()) {
  Record record = ExampleRecord();
  record.id = std::move(id);
  Case& x = record.cases.front();
  x.exactness->equal = x.exactness->inputs;
  x.exactness->first_difference.reset();
  x.verdict = record.verdict = Verdict::kPass;
  x.reason = record.reason = "";
  record.cases.pop_back();
  return record;
}

// A run that never reached a board: everything that may be unknown is.
inline Record EmptyRecord() {
  Record record;
  record.id = NewId();
  record.started = record.finished = Timestamp(std::chrono::system_clock::now());
  record.suite = {"mlperf-tiny", "1"};
  record.board = {"example", std::nullopt, "cortex-m4", false};
  record.unit = {"example-1", {}};
  record.harness = {"0.1.0", std::nullopt, "bench"};
  record.verdict = Verdict::kInfra;
  record.reason = "no agent answered";
  return record;
}

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_EXAMPLE_RECORD_H_

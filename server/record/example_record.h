// The sample record and its variations, for every test of records, those of the dashboard included. Nothing
// in it was measured.
#ifndef ASSAY_SERVER_RECORD_EXAMPLE_RECORD_H_
#define ASSAY_SERVER_RECORD_EXAMPLE_RECORD_H_

#include "server/record/record.h"
#include "server/record/visitors/filler.h"

namespace assay::record {

// Every field is set: those that are not set here, because nothing depends on their value, by the Filler.
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
  Memory& memory = full.memory.emplace();
  memory.arena = 22000;
  memory.activations = 16000;
  memory.scratch = 2000;
  memory.persistent = 4000;
  memory.persistent_parts = PersistentParts{72, 528, 600, 2700, 100};
  memory.touched = 21990;
  full.accuracy = Accuracy{"top1", 2.0 / 3, 2, 3, 1};
  full.energy = Energy{"uJ", {10.5, 11, 10.75}, 10.75, 1.5, {"example monitor", "M-1", true}, 0.25};
  Filler::Fill(full);
  // After the rest is filled: scratch is of no tensor.
  full.memory->plan = {{AllocationKind::kActivation, 0, 0, 16000, 0, 1},
                       {AllocationKind::kScratch, std::nullopt, 16000, 2000, 1, 1}};

  Case bare;
  bare.name = "ad";
  bare.model = {"ad.tflite", std::string(64, 'b'), 270000, std::nullopt};
  bare.kernels = "portable";
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
  record.attachments = {{"trace.csv", std::string(64, 'c'), 1'000'000, "text/csv"}};
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
inline Record EmptyRecord(std::string id = NewId()) {
  Record record;
  record.id = std::move(id);
  record.started = record.finished = "2025-01-31T03:00:00.000Z";
  record.suite = {"mlperf-tiny", "1"};
  record.board = {"example", std::nullopt, "cortex-m4", false};
  record.unit = {"example-1", {}};
  record.harness = {"0.1.0", std::nullopt, "bench"};
  record.verdict = Verdict::kInfra;
  record.reason = "no agent answered";
  return record;
}

// One that passes on a real board, in cycles and with energy.
inline Record RealRecord() {
  Record record = PassingRecord("00000000-0000-4000-8000-000000000004");
  record.board = {"example-real", "Real Example Board", "cortex-m4", false};
  record.mode = Mode::kEnergy;
  Case& x = record.cases.front();
  x.latency = Latency{Domain::kCycles, 120'000'000, 7'612'004, {7'431'507, 7'431'200, 7'433'650}, 7'431'507};
  x.energy->instrument.emulated = false;
  return record;
}

// One on the PC, in nanoseconds, in which little was measured.
inline Record HostRecord() {
  Record record = PassingRecord("00000000-0000-4000-8000-000000000005");
  record.suite = {"keywords", "1"};
  record.board = {"host", std::nullopt, "host", false};
  record.link->rate.reset();
  Case& x = record.cases.front();
  x.latency =
      Latency{Domain::kTime, 1'000'000'000, std::nullopt, {4'799'120, 4'805'900, 4'812'345}, 4'805'900};
  for (Layer& layer : x.layers) layer = {layer.index, layer.op, {}, {}, {}, layer.kernel_set};
  x.memory.emplace().arena = 22000;
  x.accuracy.reset();
  x.energy.reset();
  return record;
}

// One that would be refused today, but was accepted once: an operator's output differs, yet all inputs are
// equal.
inline Record ContradictoryRecord() {
  Record record = ExampleRecord();
  record.id = "00000000-0000-4000-8000-000000000006";
  Exactness& exactness = *record.cases.front().exactness;
  exactness.equal = exactness.inputs;
  return record;
}

// All that are valid, with ids that stay.
inline std::vector<Record> ExampleRecords() {
  return {ExampleRecord(), PassingRecord("00000000-0000-4000-8000-000000000002"),
          EmptyRecord("00000000-0000-4000-8000-000000000003"), RealRecord(), HostRecord()};
}

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_EXAMPLE_RECORD_H_

// The record of one run: the one thing that travels between harness, spool, server, certificate and
// dashboard. Every field is declared once, in this file or in fields/, with its name in the JSON, its unit
// and its meaning; reading, writing, record.schema.json and the tables of docs/record.md follow from that.
#ifndef ASSAY_SERVER_RECORD_RECORD_H_
#define ASSAY_SERVER_RECORD_RECORD_H_

#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/record/fields/case.h"
#include "server/record/fields/run.h"

namespace assay::record {

inline constexpr std::string_view kSchema = "assay.record/1";

struct Record {
  std::string id;  // NewId()
  std::string kind = "run";
  std::string started;  // Timestamp()
  std::string finished;
  Suite suite;
  Mode mode = Mode::kConformance;
  Board board;
  Unit unit;
  std::optional<Link> link;
  std::optional<Agent> agent;
  Harness harness;
  Conditions conditions;
  Verdict verdict = Verdict::kInconclusive;
  std::string reason;
  std::vector<Case> cases;
  std::vector<Attachment> attachments;

  static constexpr Definition kDefinition = {"record", "the record of one run"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io.Constant("schema", kSchema, std::array{kSchema}, "version of this format");
    io("id", x.id, kUuid, "made once by the harness when the run starts; delivery is idempotent by it");
    io("kind", x.kind, kRun, "what it is the record of");
    io("started", x.started, kMoment, "by the PC's clock");
    io("finished", x.finished, kMoment, "by the PC's clock");
    io("suite", x.suite, "what was run");
    io("mode", x.mode, "what the run was for");
    io("board", x.board, "the model of board");
    io("unit", x.unit, "the specimen of the board");
    io("link", x.link, "the byte stream to the agent; null if none was opened");
    io("agent", x.agent, "the firmware; null if none answered the handshake");
    io("harness", x.harness, "the program that made the record");
    io("conditions", x.conditions, "under what conditions");
    io("verdict", x.verdict, "of the whole run");
    io("reason", x.reason, kText, "why, in a sentence; empty only for `pass`");
    io("cases", x.cases, "in the order in which they were run");
    io.MaybeAbsent("attachments", x.attachments, "files that belong to the record, beside it");
  }
};

// A new random (version 4) UUID.
std::string NewId();

// The moment in the record's form, with milliseconds.
std::string Timestamp(std::chrono::system_clock::time_point moment);

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_RECORD_H_

// What was run on what, with what: suite, board, unit, link, agent, harness, conditions.
#ifndef ASSAY_SERVER_RECORD_FIELDS_RUN_H_
#define ASSAY_SERVER_RECORD_FIELDS_RUN_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/record/fields/values.h"

namespace assay::record {

struct Suite {
  std::string name;
  std::string version;

  static constexpr Definition kDefinition = {"suite", "what was run"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("name", x.name, kName, "from suite.yaml");
    io("version", x.version, kName, "from suite.yaml");
  }
};

struct Board {
  std::string name;
  std::optional<std::string> title;
  std::string core;
  bool is_virtual = false;

  static constexpr Definition kDefinition = {"board", "the model of board"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("name", x.name, kName, "of the folder in boards/");
    io("title", x.title, kName, "its name for people");
    io("core", x.core, kName, "`cortex-m4`, `host`");
    io("virtual", x.is_virtual, "whether it is emulated");
  }
};

struct Unit {
  std::string name;
  std::map<std::string, std::string> serials;

  static constexpr Definition kDefinition = {"unit", "the specimen of the board"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("name", x.name, kName, "of the specimen");
    io("serials", x.serials, kSerial,
       "the serial numbers by what they are of: `unit`, `probe`, `uart`; may be empty");
  }
};

struct Link {
  std::string kind;
  std::optional<uint64_t> rate;
  uint64_t bytes_down = 0;
  uint64_t bytes_up = 0;
  uint64_t retransmits = 0;
  std::optional<uint64_t> damaged;

  static constexpr Definition kDefinition = {
      "link", "the byte stream between harness and agent, counted by the harness at its end"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("kind", x.kind, kName, "`serial`, `rtt`, `socket`, `pipe`");
    io("rate", x.rate, CountRule{"bits a second"}, "null where the stream has no rate");
    io("bytes_down", x.bytes_down, kBytes,
       "from harness to agent, on the wire, framing and retransmissions included");
    io("bytes_up", x.bytes_up, kBytes, "from agent to harness, on the wire");
    io("retransmits", x.retransmits, kCount, "frames the harness sent again");
    io("damaged", x.damaged, kCount, "frames it received and threw away as damaged");
  }
};

struct Agent {
  std::string digest;
  std::string version;
  std::string toolchain;
  std::vector<std::string> kernel_sets;
  std::string runtime;

  static constexpr Definition kDefinition = {"agent",
                                             "the firmware that answered, as it said in the handshake"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("digest", x.digest, kBuildId, "GNU build ID of the running image");
    io("version", x.version, kName, "of the agent");
    io("toolchain", x.toolchain, kName, "that built it");
    io("kernel_sets", x.kernel_sets, kName, "that it has, fastest first");
    io("runtime", x.runtime, kName, "that ran the models, with its version");
  }
};

struct Harness {
  std::string version;
  std::optional<std::string> commit;
  std::string host;

  static constexpr Definition kDefinition = {"harness", "the program that made the record"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("version", x.version, kName, "of the harness");
    io("commit", x.commit, kName, "it was built from");
    io("host", x.host, kName, "name of the PC");
  }
};

struct Conditions {
  std::optional<double> clock_hz;
  std::optional<double> supply_mv;
  std::optional<double> temperature_c;

  static constexpr Definition kDefinition = {"conditions", "under what conditions"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("clock_hz", x.clock_hz, NumberRule{"hertz, ≥ 0"}, "clock of the core");
    io("supply_mv", x.supply_mv, NumberRule{"millivolts, ≥ 0"}, "supply voltage");
    io("temperature_c", x.temperature_c, NumberRule{"degrees Celsius", true}, "of the surroundings");
  }
};

// A file that belongs to the record and is too large for it: a trace, an image.
struct Attachment {
  std::string name;
  std::string sha256;
  uint64_t bytes = 0;
  std::string media_type;

  static constexpr Definition kDefinition = {"attachment",
                                             "a file beside the record, known by what is in it"};
  template <class Io, class Self>
  static void Describe(Io& io, Self& x) {
    io("name", x.name, kName, "of the file; no two of a record are equal");
    io("sha256", x.sha256, kSha256, "SHA-256 of its bytes, which is its address");
    io("bytes", x.bytes, kBytes, "its size");
    io("media_type", x.media_type, kMediaType, "what it is: `image/png`");
  }
};

}  // namespace assay::record

#endif  // ASSAY_SERVER_RECORD_FIELDS_RUN_H_

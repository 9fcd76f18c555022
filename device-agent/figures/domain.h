// What the ticks of a measurement count, and the words for it: in board.yaml, on the link, in the record and
// on the terminal. Freestanding.
#ifndef ASSAY_DEVICE_AGENT_FIGURES_DOMAIN_H_
#define ASSAY_DEVICE_AGENT_FIGURES_DOMAIN_H_

#include <cstddef>
#include <cstdint>

namespace assay {

// The numbers travel over the link, so a domain keeps its own for ever.
enum class Domain : uint8_t { kCycles = 0, kInstructions = 1, kTime = 2 };

struct DomainFacts {
  const char* name;
  const char* unit;  // of a count
  bool exact;        // the same inference always gives the same count
};

// In the order of their numbers.
inline constexpr DomainFacts kDomains[] = {
    {"cycles", "cycles", false},
    {"instructions", "instructions", true},
    {"time", "ns", false},
};

constexpr const DomainFacts& FactsOf(Domain domain) { return kDomains[static_cast<size_t>(domain)]; }

}  // namespace assay

#endif  // ASSAY_DEVICE_AGENT_FIGURES_DOMAIN_H_

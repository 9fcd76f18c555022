#include "harness/report/memory_map.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay {

std::string DescribeLifetime(const Allocation& item) {
  return item.first_operator == item.last_operator
             ? fmt::format("operator {}", item.first_operator)
             : fmt::format("operators {} to {}", item.first_operator, item.last_operator);
}

std::string MemoryMap(std::span<const Allocation> plan, const MemoryReport& memory, int operators,
                      int width) {
  if (memory.arena == 0) return "";
  const auto column = [&](uint64_t offset) {
    return static_cast<size_t>(offset * static_cast<uint64_t>(width) / memory.arena);
  };
  std::string text;
  for (int i = 0; i < operators; ++i) {
    std::string row(static_cast<size_t>(width), '.');
    const auto fill = [&](uint64_t begin, uint64_t end, char mark) {
      // Something is never drawn as nothing.
      const size_t first = std::min(column(begin), row.size() - 1);
      const size_t last = std::max(first + 1, std::min(column(end), row.size()));
      std::fill(row.begin() + first, row.begin() + last, mark);
    };
    fill(0, memory.persistent, '=');
    for (const Allocation& item : plan) {
      if (i < item.first_operator || i > item.last_operator) continue;
      const bool scratch = item.kind == AllocationKind::kScratch;
      fill(item.offset, uint64_t{item.offset} + item.bytes, scratch ? '+' : '#');
    }
    text += fmt::format("{:3}  {}\n", i, row);
  }
  return text;
}

}  // namespace assay

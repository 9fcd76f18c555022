#include "device-agent/runtime/options_format.h"

#include <cstddef>
#include <iterator>

namespace assay::runtime {
namespace {

using kernels::kOptionsLayouts;
using kernels::Opcode;
using kernels::OptionsLayout;

constexpr size_t CountFields(const OptionsLayout& format) {
  size_t count = 0;
  while (count < kMaxOptionsFields && format.fields[count].kind != FieldKind::kNone) ++count;
  return count;
}

constexpr size_t CountAllFields() {
  size_t count = 0;
  for (const OptionsLayout& format : kOptionsLayouts) count += CountFields(format);
  return count;
}

// Most operators have far fewer fields than the one with most, and flash is dear.
struct Packed {
  struct Entry {
    Opcode opcode;
    uint8_t table;
    uint8_t end;  // of its fields, which begin where those of the entry before end
  };
  Entry entries[std::size(kOptionsLayouts)];
  OptionsField fields[CountAllFields()];
};

constexpr Packed Pack() {
  static_assert(CountAllFields() <= UINT8_MAX);
  Packed packed = {};
  size_t end = 0;
  for (size_t i = 0; i < std::size(kOptionsLayouts); ++i) {
    const OptionsLayout& format = kOptionsLayouts[i];
    for (size_t j = 0; j < CountFields(format); ++j) packed.fields[end++] = format.fields[j];
    packed.entries[i] = {format.opcode, format.table, static_cast<uint8_t>(end)};
  }
  return packed;
}

constexpr Packed kPacked = Pack();

// As the reader takes it.
constexpr bool FloatsHaveNoDefault() {
  for (const OptionsField& field : kPacked.fields) {
    if (field.kind == FieldKind::kFloat && field.default_value != 0) return false;
  }
  return true;
}
static_assert(FloatsHaveNoDefault());

}  // namespace

OptionsFormat FindOptionsFormat(Opcode opcode) {
  size_t begin = 0;
  for (const Packed::Entry& entry : kPacked.entries) {
    if (entry.opcode == opcode)
      return {entry.table, std::span(kPacked.fields).subspan(begin, entry.end - begin)};
    begin = entry.end;
  }
  return {};
}

}  // namespace assay::runtime

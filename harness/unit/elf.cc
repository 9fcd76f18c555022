#include "harness/unit/elf.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/base/error.h"

namespace assay {
namespace {

constexpr uint32_t kSymbolTable = 2;  // section types
constexpr uint32_t kRelocationsWithAddend = 4;
constexpr uint32_t kNoBits = 8;
constexpr uint32_t kRelocations = 9;

// The text that begins at `offset` of a string table.
std::string_view TextAt(std::span<const uint8_t> table, uint64_t offset) {
  if (offset >= table.size()) Elf::Fail("a name lies outside its string table");
  const auto begin = table.begin() + static_cast<ptrdiff_t>(offset);
  const auto end = std::find(begin, table.end(), 0);
  if (end == table.end()) Elf::Fail("a name has no end");
  return {reinterpret_cast<const char*>(&*begin), static_cast<size_t>(end - begin)};
}

}  // namespace

void Elf::Fail(const std::string& what) { throw UsageError("not a whole ELF image: " + what); }

Elf::Elf(std::span<const uint8_t> file) : bytes_(file) {
  constexpr std::array<uint8_t, 4> kMagic = {0x7F, 'E', 'L', 'F'};
  if (file.size() < 16 || !std::equal(kMagic.begin(), kMagic.end(), file.begin()))
    Fail("it does not begin as one");
  if ((file[4] != 1 && file[4] != 2) || (file[5] != 1 && file[5] != 2)) Fail("unknown class or byte order");
  big_endian_ = file[5] == 2;
  wide_ = file[4] == 2;
  const unsigned word = wide_ ? 8 : 4;
  machine_ = static_cast<uint16_t>(Number(18, 2));
  // The header: 24 bytes, three addresses, flags, and six half-words.
  const uint64_t table = Number(24 + 2 * word, word);
  const uint64_t tail = 24 + 3 * word + 4;
  const uint64_t entry = Number(tail + 6, 2);
  const uint64_t count = Number(tail + 8, 2);
  const uint64_t names = Number(tail + 10, 2);
  if (count == 0) Fail("it has no sections");
  if (entry < (wide_ ? 64u : 40u)) Fail("its section headers are too short");
  (void)Part(table, entry * count);
  std::vector<uint64_t> name_offsets;
  for (uint64_t i = 0; i < count; ++i) {
    const uint64_t at = table + i * entry;
    // name, type; then in words: flags, address, offset, size; link, info; in words: alignment, entry size
    ElfSection section = {};
    name_offsets.push_back(Number(at, 4));
    section.type = static_cast<uint32_t>(Number(at + 4, 4));
    section.flags = Number(at + 8, word);
    section.address = Number(at + 8 + word, word);
    section.offset = Number(at + 8 + 2 * word, word);
    section.size = Number(at + 8 + 3 * word, word);
    section.link = static_cast<uint32_t>(Number(at + 8 + 4 * word, 4));
    section.info = static_cast<uint32_t>(Number(at + 12 + 4 * word, 4));
    section.entry_size = Number(at + 16 + 5 * word, word);
    sections_.push_back(section);
  }
  if (names >= count) Fail("its section names are missing");
  const std::span<const uint8_t> text = Content(sections_[names]);
  for (uint64_t i = 0; i < count; ++i) sections_[i].name = TextAt(text, name_offsets[i]);
}

std::span<const uint8_t> Elf::Part(uint64_t offset, uint64_t size) const {
  if (offset > bytes_.size() || size > bytes_.size() - offset) {
    Fail(fmt::format("{} bytes at offset {} lie outside the file's {}", size, offset, bytes_.size()));
  }
  return bytes_.subspan(offset, size);
}

uint64_t Elf::Number(uint64_t offset, unsigned width) const {
  const std::span<const uint8_t> part = Part(offset, width);
  uint64_t value = 0;
  for (unsigned i = 0; i < width; ++i) value = value << 8 | part[big_endian_ ? i : width - 1 - i];
  return value;
}

std::span<const uint8_t> Elf::Content(const ElfSection& section) const {
  if (section.type == kNoBits) return {};
  return Part(section.offset, section.size);
}

uint64_t Elf::NumberAt(uint64_t address, unsigned width) const {
  for (const ElfSection& section : sections_) {
    if (!(section.flags & kAllocate) || section.type == kNoBits || address < section.address) continue;
    const uint64_t offset = address - section.address;
    if (offset < section.size && width <= section.size - offset) {
      (void)Content(section);
      return Number(section.offset + offset, width);
    }
  }
  return 0;
}

std::vector<ElfSymbol> Elf::Symbols() const {
  std::vector<ElfSymbol> symbols;
  const uint64_t entry = wide_ ? 24 : 16;
  for (const ElfSection& table : sections_) {
    if (table.type != kSymbolTable) continue;
    if (table.entry_size != entry) Fail("its symbols have an unknown size");
    if (table.link >= sections_.size()) Fail("its symbol names are missing");
    const std::span<const uint8_t> names = Content(sections_[table.link]);
    (void)Content(table);
    for (uint64_t at = table.offset; at + entry <= table.offset + table.size; at += entry) {
      ElfSymbol symbol;
      symbol.name = TextAt(names, Number(at, 4));
      symbol.value = Number(at + (wide_ ? 8 : 4), wide_ ? 8 : 4);
      symbol.size = Number(at + (wide_ ? 16 : 8), wide_ ? 8 : 4);
      symbol.type = static_cast<uint8_t>(Number(at + (wide_ ? 4 : 12), 1) & 15);
      symbol.section = Number(at + (wide_ ? 6 : 14), 2);
      if (machine_ == kMachineArm && symbol.type == kFunction) symbol.value &= ~uint64_t{1};  // the Thumb bit
      symbols.push_back(symbol);
    }
    break;  // there is at most one
  }
  return symbols;
}

std::vector<ElfRelocation> Elf::Relocations() const {
  std::vector<ElfRelocation> relocations;
  const unsigned word = wide_ ? 8 : 4;
  for (const ElfSection& table : sections_) {
    const bool addends = table.type == kRelocationsWithAddend;
    if (!addends && table.type != kRelocations) continue;
    // Those of a section of which the file holds no addresses are for debuggers.
    if (table.info >= sections_.size() || !(sections_[table.info].flags & kAllocate)) continue;
    const uint64_t entry = addends ? 3 * word : 2 * word;
    if (table.entry_size != entry) Fail("its relocations have an unknown size");
    (void)Content(table);
    for (uint64_t at = table.offset; at + entry <= table.offset + table.size; at += entry) {
      const uint64_t info = Number(at + word, word);
      ElfRelocation relocation;
      relocation.place = Number(at, word);
      relocation.type = static_cast<uint32_t>(wide_ ? info & 0xFFFFFFFF : info & 0xFF);
      relocation.symbol = wide_ ? info >> 32 : info >> 8;
      relocation.addend = 0;
      if (addends) {
        const uint64_t addend = Number(at + 2 * word, word);
        relocation.addend =
            wide_ ? static_cast<int64_t>(addend) : static_cast<int32_t>(static_cast<uint32_t>(addend));
      }
      relocations.push_back(relocation);
    }
  }
  return relocations;
}

}  // namespace assay

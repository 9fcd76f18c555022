// Names and numbers are those of the System V ABI, chapters 4 and 5 (ELF), and of the Itanium C++ ABI
// (mangling).
#include "harness/unit/image.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/base/error.h"
#include "harness/base/file.h"

namespace assay {
namespace {

constexpr uint64_t kMaxImageBytes = uint64_t{1} << 30;

constexpr uint32_t kSymbolTable = 2;  // section types
constexpr uint32_t kNote = 7;
constexpr uint32_t kNoBits = 8;
constexpr uint64_t kWrite = 1;  // section flags
constexpr uint64_t kAllocate = 2;
constexpr uint8_t kObject = 1;  // symbol types
constexpr uint8_t kFunction = 2;
constexpr uint16_t kMachineArm = 40;
constexpr uint32_t kBuildIdNote = 3;

[[noreturn]] void Fail(const std::string& what) { throw UsageError("not a whole ELF image: " + what); }

// The file, read piece by piece, with every position checked.
class Bytes {
 public:
  Bytes(std::span<const uint8_t> bytes, bool big_endian) : bytes_(bytes), big_endian_(big_endian) {}

  uint64_t size() const { return bytes_.size(); }

  std::span<const uint8_t> Part(uint64_t offset, uint64_t size) const {
    if (offset > bytes_.size() || size > bytes_.size() - offset) {
      Fail(fmt::format("{} bytes at offset {} lie outside the file's {}", size, offset, bytes_.size()));
    }
    return bytes_.subspan(offset, size);
  }

  uint64_t Number(uint64_t offset, unsigned width) const {
    const std::span<const uint8_t> part = Part(offset, width);
    uint64_t value = 0;
    for (unsigned i = 0; i < width; ++i) value = value << 8 | part[big_endian_ ? i : width - 1 - i];
    return value;
  }

  // The text that begins at `offset` of a string table.
  static std::string_view Text(std::span<const uint8_t> table, uint64_t offset) {
    if (offset >= table.size()) Fail("a name lies outside its string table");
    const auto begin = table.begin() + static_cast<ptrdiff_t>(offset);
    const auto end = std::find(begin, table.end(), 0);
    if (end == table.end()) Fail("a name has no end");
    return {reinterpret_cast<const char*>(&*begin), static_cast<size_t>(end - begin)};
  }

 private:
  std::span<const uint8_t> bytes_;
  bool big_endian_;
};

struct Section {
  std::string_view name;
  uint32_t type;
  uint64_t flags, offset, size, entry_size;
  uint32_t link;
};

struct Elf {
  Bytes bytes;
  bool wide;  // 64 bit
  uint16_t machine;
  std::vector<Section> sections;

  std::span<const uint8_t> Content(const Section& section) const {
    if (section.type == kNoBits) return {};
    return bytes.Part(section.offset, section.size);
  }
};

Elf ParseSections(std::span<const uint8_t> file) {
  constexpr std::array<uint8_t, 4> kMagic = {0x7F, 'E', 'L', 'F'};
  if (file.size() < 16 || !std::equal(kMagic.begin(), kMagic.end(), file.begin()))
    Fail("it does not begin as one");
  if ((file[4] != 1 && file[4] != 2) || (file[5] != 1 && file[5] != 2)) Fail("unknown class or byte order");
  Elf elf = {Bytes(file, file[5] == 2), file[4] == 2, 0, {}};
  const unsigned word = elf.wide ? 8 : 4;
  elf.machine = static_cast<uint16_t>(elf.bytes.Number(18, 2));
  // The header: 24 bytes, three addresses, flags, and six half-words.
  const uint64_t table = elf.bytes.Number(24 + 2 * word, word);
  const uint64_t tail = 24 + 3 * word + 4;
  const uint64_t entry = elf.bytes.Number(tail + 6, 2);
  const uint64_t count = elf.bytes.Number(tail + 8, 2);
  const uint64_t names = elf.bytes.Number(tail + 10, 2);
  if (count == 0) Fail("it has no sections");
  if (entry < (elf.wide ? 64u : 40u)) Fail("its section headers are too short");
  (void)elf.bytes.Part(table, entry * count);
  std::vector<uint64_t> name_offsets;
  for (uint64_t i = 0; i < count; ++i) {
    const uint64_t at = table + i * entry;
    // name, type; then in words: flags, address, offset, size; link, info; in words: alignment, entry size
    Section section = {};
    name_offsets.push_back(elf.bytes.Number(at, 4));
    section.type = static_cast<uint32_t>(elf.bytes.Number(at + 4, 4));
    section.flags = elf.bytes.Number(at + 8, word);
    section.offset = elf.bytes.Number(at + 8 + 2 * word, word);
    section.size = elf.bytes.Number(at + 8 + 3 * word, word);
    section.link = static_cast<uint32_t>(elf.bytes.Number(at + 8 + 4 * word, 4));
    section.entry_size = elf.bytes.Number(at + 16 + 5 * word, word);
    elf.sections.push_back(section);
  }
  if (names >= count) Fail("its section names are missing");
  const std::span<const uint8_t> text = elf.Content(elf.sections[names]);
  for (uint64_t i = 0; i < count; ++i) elf.sections[i].name = Bytes::Text(text, name_offsets[i]);
  return elf;
}

// Notes: name size, content size, type, then both, each padded to four bytes.
std::string BuildId(const Elf& elf) {
  for (const Section& section : elf.sections) {
    if (section.type != kNote || section.name != ".note.gnu.build-id") continue;
    (void)elf.Content(section);
    if (section.size < 16) Fail("its build ID is too short");
    const uint64_t name_size = elf.bytes.Number(section.offset, 4);
    const uint64_t id_size = elf.bytes.Number(section.offset + 4, 4);
    const uint64_t type = elf.bytes.Number(section.offset + 8, 4);
    if (type != kBuildIdNote || name_size != 4 || id_size > section.size - 16)
      Fail("its build ID is malformed");
    return Hex(elf.bytes.Part(section.offset + 16, id_size));
  }
  return "";
}

enum class Part { kRuntime, kKernels };

bool TakePrefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// The part a mangled name belongs to: functions and variables in the namespace itself, in classes and
// anonymous namespaces in it, statics of its functions, and vtables and type information of its classes.
std::optional<Part> PartOf(std::string_view name) {
  if (!TakePrefix(name, "_Z")) return std::nullopt;
  for (const std::string_view special : {"TV", "TI", "TS", "TT", "GV", "GR"}) {
    if (TakePrefix(name, special)) break;
  }
  while (TakePrefix(name, "Z")) {  // local to a function
  }
  if (!TakePrefix(name, "N")) return std::nullopt;
  while (!name.empty() && std::string_view("rVKRO").find(name[0]) != std::string_view::npos)
    name.remove_prefix(1);
  if (!TakePrefix(name, "5assay")) return std::nullopt;
  if (name.starts_with("7runtime")) return Part::kRuntime;
  if (name.starts_with("7kernels")) return Part::kKernels;
  return std::nullopt;
}

using Range = std::pair<uint64_t, uint64_t>;  // first byte and the one after the last

// Several symbols may name the same bytes.
uint64_t BytesCovered(std::vector<Range> ranges) {
  std::sort(ranges.begin(), ranges.end());
  uint64_t bytes = 0;
  uint64_t covered = 0;
  for (const auto& [begin, end] : ranges) {
    if (end <= covered) continue;
    bytes += end - std::max(begin, covered);
    covered = end;
  }
  return bytes;
}

// Constants with addresses in them are written once, by the loader of a position-independent program of the
// PC.
bool IsCodeOrConstant(const Section& section) {
  if (!(section.flags & kAllocate)) return false;
  return !(section.flags & kWrite) || section.name.starts_with(".data.rel.ro");
}

void MeasureSymbols(const Elf& elf, Image& image) {
  std::vector<Range> runtime;
  std::vector<Range> kernels;
  for (const Section& table : elf.sections) {
    if (table.type != kSymbolTable) continue;
    const uint64_t entry = elf.wide ? 24 : 16;
    if (table.entry_size != entry) Fail("its symbols have an unknown size");
    if (table.link >= elf.sections.size()) Fail("its symbol names are missing");
    const std::span<const uint8_t> names = elf.Content(elf.sections[table.link]);
    (void)elf.Content(table);
    for (uint64_t at = table.offset; at + entry <= table.offset + table.size; at += entry) {
      const uint64_t name = elf.bytes.Number(at, 4);
      uint64_t value = elf.bytes.Number(at + (elf.wide ? 8 : 4), elf.wide ? 8 : 4);
      const uint64_t size = elf.bytes.Number(at + (elf.wide ? 16 : 8), elf.wide ? 8 : 4);
      const uint64_t type = elf.bytes.Number(at + (elf.wide ? 4 : 12), 1) & 15;
      const uint64_t section = elf.bytes.Number(at + (elf.wide ? 6 : 14), 2);
      if ((type != kObject && type != kFunction) || section >= elf.sections.size() || size == 0) continue;
      image.has_symbols = true;
      if (!IsCodeOrConstant(elf.sections[section])) continue;
      const std::optional<Part> part = PartOf(Bytes::Text(names, name));
      if (!part) continue;
      if (size > elf.sections[section].size) Fail("a symbol is larger than its section");
      if (elf.machine == kMachineArm && type == kFunction) value &= ~uint64_t{1};  // the Thumb bit
      if (value > UINT64_MAX - size) Fail("a symbol ends outside the address space");
      (*part == Part::kRuntime ? runtime : kernels).emplace_back(value, value + size);
    }
  }
  image.size.runtime = BytesCovered(std::move(runtime));
  image.size.kernels = BytesCovered(std::move(kernels));
}

}  // namespace

Image ParseImage(std::span<const uint8_t> file) {
  const Elf elf = ParseSections(file);
  Image image;
  image.build_id = BuildId(elf);
  MeasureSymbols(elf, image);
  return image;
}

Image ReadImage(const std::filesystem::path& file) {
  const std::vector<uint8_t> bytes = ReadFile(file, kMaxImageBytes);
  try {
    return ParseImage(bytes);
  } catch (const UsageError& error) {
    throw UsageError(fmt::format("{}: {}", file.string(), error.what()));
  }
}

}  // namespace assay

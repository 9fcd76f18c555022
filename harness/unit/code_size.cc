#include "harness/unit/code_size.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace assay {
namespace {

// What a program must call to load a model and run it.
constexpr std::array<std::string_view, 5> kEntryPoints = {
    "_ZN5assay7runtime11Interpreter4LoadE", "_ZN5assay7runtime11Interpreter6InvokeE",
    "_ZN5assay7runtime11Interpreter5ResetE", "_ZN5assay7runtime11Interpreter5inputE",
    "_ZNK5assay7runtime11Interpreter6outputE"};

constexpr std::string_view kKernelsNamespace = "_ZN5assay7kernels";

constexpr uint32_t kArmAddress = 2;  // R_ARM_ABS32
constexpr uint32_t kX86Relative32 = 2, kX86Procedure = 4;

// Constants with addresses in them are written once, by the loader of a position-independent program.
bool IsCodeOrConstant(const ElfSection& section) {
  if (!(section.flags & Elf::kAllocate)) return false;
  return !(section.flags & Elf::kWrite) || section.name.starts_with(".data.rel.ro");
}

// The mangled name of a method begins with its class and name; what follows are its parameters.
bool IsEntryPoint(std::string_view name) {
  return std::any_of(kEntryPoints.begin(), kEntryPoints.end(),
                     [&](std::string_view entry) { return name.starts_with(entry); });
}

// The address that was written in. Code and constants of an Arm image hold the whole of it; elsewhere it is
// the symbol's, unless the symbol is but a section's start.
uint64_t TargetOf(const Elf& image, const ElfRelocation& relocation, const ElfSymbol& symbol) {
  if (image.machine() == Elf::kMachineArm) {
    return relocation.type == kArmAddress ? image.WordAt(relocation.place) & ~uint64_t{1} : symbol.value;
  }
  if (symbol.type != Elf::kSectionSymbol) return symbol.value;
  const bool relative = relocation.type == kX86Relative32 || relocation.type == kX86Procedure;
  return symbol.value + static_cast<uint64_t>(relocation.addend) + (relative ? 4 : 0);
}

}  // namespace

CodeMap::CodeMap(const Elf& image) {
  const std::vector<ElfSymbol> symbols = image.Symbols();
  AddPieces(image, symbols);
  AddReferences(image, symbols);
  FindKernelSets(image, symbols);
}

// Several symbols may name the same bytes, or one a part of another's: they are one piece.
void CodeMap::AddPieces(const Elf& image, const std::vector<ElfSymbol>& symbols) {
  std::vector<Piece> found;
  for (const ElfSymbol& symbol : symbols) {
    if (symbol.type != Elf::kObject && symbol.type != Elf::kFunction) continue;
    if (symbol.section >= image.sections().size()) continue;
    const ElfSection& section = image.sections()[symbol.section];
    if (symbol.size == 0 || !IsCodeOrConstant(section)) continue;
    if (symbol.size > section.size) Elf::Fail("a symbol is larger than its section");
    if (symbol.value > UINT64_MAX - symbol.size) Elf::Fail("a symbol ends outside the address space");
    found.push_back({symbol.value, symbol.value + symbol.size, {}});
    if (IsEntryPoint(symbol.name)) runtime_.push_back(symbol.value);
  }
  std::sort(found.begin(), found.end(), [](const Piece& a, const Piece& b) { return a.begin < b.begin; });
  for (Piece& piece : found) {
    if (!pieces_.empty() && piece.begin < pieces_.back().end) {
      pieces_.back().end = std::max(pieces_.back().end, piece.end);
    } else {
      pieces_.push_back(std::move(piece));
    }
  }
}

const CodeMap::Piece* CodeMap::FindPiece(uint64_t address) const {
  auto after = std::upper_bound(pieces_.begin(), pieces_.end(), address,
                                [](uint64_t at, const Piece& piece) { return at < piece.begin; });
  if (after == pieces_.begin()) return nullptr;
  --after;
  return address < after->end ? &*after : nullptr;
}

void CodeMap::AddReferences(const Elf& image, const std::vector<ElfSymbol>& symbols) {
  std::vector<ElfRelocation> relocations = image.Relocations();
  std::sort(relocations.begin(), relocations.end(),
            [](const ElfRelocation& a, const ElfRelocation& b) { return a.place < b.place; });
  std::set<uint64_t> unnamed;
  for (const ElfRelocation& relocation : relocations) {
    const Piece* from = FindPiece(relocation.place);
    if (from == nullptr || relocation.symbol == 0 || relocation.symbol >= symbols.size()) continue;
    const uint64_t target = TargetOf(image, relocation, symbols[relocation.symbol]);
    pieces_[static_cast<size_t>(from - pieces_.data())].targets.push_back(target);
    if (FindPiece(target) == nullptr) unnamed.insert(target);
  }
  // Strings and other constants that the compiler did not name: up to and with the first zero byte.
  for (const uint64_t address : unnamed) {
    for (const ElfSection& section : image.sections()) {
      if (!IsCodeOrConstant(section) || address < section.address) continue;
      const std::span<const uint8_t> content = image.Content(section);
      const uint64_t offset = address - section.address;
      if (offset >= content.size()) continue;
      const auto begin = content.begin() + static_cast<ptrdiff_t>(offset);
      const auto end = std::find(begin, content.end(), 0);
      texts_[address] = static_cast<uint64_t>(end - begin) + (end != content.end() ? 1 : 0);
    }
  }
}

// A KernelSet is two addresses, of its name and of its table, and the number of the table's rows; the
// addresses in a row are those of its prepare and its eval (kernels/kernel.h).
void CodeMap::FindKernelSets(const Elf& image, const std::vector<ElfSymbol>& symbols) {
  const unsigned word = image.wide() ? 8 : 4;
  for (const ElfSymbol& symbol : symbols) {
    if (symbol.type != Elf::kObject || symbol.size != 3 * word || !symbol.name.starts_with(kKernelsNamespace))
      continue;
    const Piece* set = FindPiece(symbol.value);
    if (set == nullptr || set->targets.size() != 2) continue;
    const Piece* table = FindPiece(set->targets[1]);
    if (table == nullptr || table->targets.size() % 2 != 0) continue;
    std::string name;
    for (uint64_t at = set->targets[0]; name.size() < 64; ++at) {
      const char byte = static_cast<char>(image.ByteAt(at));
      if (byte == '\0') break;
      name += byte;
    }
    kernels_[name] = table->targets;
  }
}

void CodeMap::Follow(uint64_t address, Reached* reached) const {
  std::vector<uint64_t> open = {address};
  while (!open.empty()) {
    const uint64_t next = open.back();
    open.pop_back();
    const Piece* piece = FindPiece(next);
    if (piece == nullptr) {
      const auto text = texts_.find(next);
      if (text != texts_.end() && reached->texts.insert(*text).second) reached->bytes += text->second;
      continue;
    }
    if (!reached->pieces.insert(static_cast<size_t>(piece - pieces_.data())).second) continue;
    reached->bytes += piece->end - piece->begin;
    open.insert(open.end(), piece->targets.begin(), piece->targets.end());
  }
}

std::optional<CodeSize> CodeMap::Measure(std::span<const KernelRow> kernels) const {
  if (runtime_.empty()) return std::nullopt;
  Reached reached;
  for (const uint64_t entry : runtime_) Follow(entry, &reached);
  CodeSize size;
  size.runtime = reached.bytes;
  for (const KernelRow& kernel : kernels) {
    const auto set = kernels_.find(kernel.set);
    if (set == kernels_.end() || 2 * kernel.row + 1 >= set->second.size()) return std::nullopt;
    Follow(set->second[2 * kernel.row], &reached);
    Follow(set->second[2 * kernel.row + 1], &reached);
  }
  size.kernels = reached.bytes - size.runtime;
  return size;
}

}  // namespace assay

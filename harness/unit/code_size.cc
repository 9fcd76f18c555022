#include "harness/unit/code_size.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "harness/base/error.h"
#include "harness/unit/thumb.h"

namespace assay {
namespace {

// What a program must call to load a model and run it.
constexpr std::array<std::string_view, 5> kEntryPoints = {
    "_ZN5assay7runtime11Interpreter4LoadE", "_ZN5assay7runtime11Interpreter6InvokeE",
    "_ZN5assay7runtime11Interpreter5ResetE", "_ZN5assay7runtime11Interpreter5inputE",
    "_ZNK5assay7runtime11Interpreter6outputE"};

constexpr std::string_view kKernelsNamespace = "_ZN5assay7kernels";

constexpr uint32_t kArmAddress = 2;  // R_ARM_ABS32
constexpr uint32_t kArmCall = 10;    // R_ARM_THM_CALL
constexpr uint32_t kX86Relative32 = 2, kX86Procedure = 4;

// Where the members of a kernels::Kernel lie: behind these the addresses of prepare and eval, which end it.
constexpr uint64_t kOpcodeAt = 0, kTypeAt = 2, kWeightsAt = 4, kPrepareAt = 8;
static_assert(offsetof(kernels::Kernel, opcode) == kOpcodeAt && offsetof(kernels::Kernel, type) == kTypeAt);
static_assert(offsetof(kernels::Kernel, weights) == kWeightsAt);
static_assert(offsetof(kernels::Kernel, prepare) == kPrepareAt);
static_assert(offsetof(kernels::Kernel, eval) == kPrepareAt + sizeof(void*));
static_assert(sizeof(kernels::Kernel) == kPrepareAt + 2 * sizeof(void*));

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

bool IsCall(const Elf& image, uint32_t type) {
  return type == (image.machine() == Elf::kMachineArm ? kArmCall : kX86Procedure);
}

// Symbols "$t", "$t.1" and so on say that code begins, "$d" that data does (ELF for the Arm Architecture).
bool IsMapping(std::string_view name) { return name.size() >= 2 && name[0] == '$'; }

bool IsText(std::span<const uint8_t> bytes) {
  return !bytes.empty() &&
         std::all_of(bytes.begin(), bytes.end(), [](uint8_t byte) { return byte >= ' ' && byte < 0x7F; });
}

}  // namespace

CodeMap::CodeMap(const Elf& image) {
  const std::vector<ElfSymbol> symbols = image.Symbols();
  AddPieces(image, symbols);
  AddReferences(image, symbols);
  if (image.machine() == Elf::kMachineArm) AddBranches(image, symbols);
  MeasureUnnamed(image);
  FindKernelSets(image, symbols);
}

// Several symbols may name the same bytes, or one a part of another's: they are one piece. Code from
// hand-written assembly often has a symbol without a size: it reaches to what the next symbol names.
void CodeMap::AddPieces(const Elf& image, const std::vector<ElfSymbol>& symbols) {
  std::vector<Piece> found;
  std::vector<Piece> unsized;  // up to their section's end
  std::vector<uint64_t> begins;
  for (const ElfSymbol& symbol : symbols) {
    const bool named = symbol.type == Elf::kObject || symbol.type == Elf::kFunction;
    if (!named && (symbol.type != Elf::kNoType || IsMapping(symbol.name))) continue;
    if (symbol.section == 0 || symbol.section >= image.sections().size()) continue;
    const ElfSection& section = image.sections()[symbol.section];
    if (!IsCodeOrConstant(section)) continue;
    if (symbol.size > section.size) Elf::Fail("a symbol is larger than its section");
    if (symbol.value > UINT64_MAX - symbol.size || section.address > UINT64_MAX - section.size) {
      Elf::Fail("a symbol ends outside the address space");
    }
    if (named) begins.push_back(symbol.value);
    if (symbol.size != 0) {
      found.push_back({symbol.value, symbol.value + symbol.size});
    } else if ((section.flags & Elf::kExecute) && symbol.type != Elf::kObject &&
               symbol.value >= section.address && symbol.value - section.address < section.size) {
      unsized.push_back({symbol.value, section.address + section.size});
    }
    if (IsEntryPoint(symbol.name)) runtime_.push_back(symbol.value);
  }
  std::sort(begins.begin(), begins.end());
  for (Piece& piece : unsized) {
    const auto next = std::upper_bound(begins.begin(), begins.end(), piece.begin);
    if (next != begins.end()) piece.end = std::min(piece.end, *next);
    // Another name of what has a size?
    const bool alias = std::any_of(found.begin(), found.end(), [&piece](const Piece& sized) {
      return sized.begin <= piece.begin && piece.begin < sized.end;
    });
    if (!alias) found.push_back(piece);
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
  for (const ElfRelocation& relocation : relocations) {
    const Piece* from = FindPiece(relocation.place);
    if (from == nullptr || relocation.symbol == 0 || relocation.symbol >= symbols.size()) continue;
    const ElfSymbol& symbol = symbols[relocation.symbol];
    if (symbol.section == 0) continue;  // of a shared library, or nowhere
    Piece& piece = pieces_[static_cast<size_t>(from - pieces_.data())];
    piece.begins_with_target |= relocation.place == piece.begin;
    const bool call = IsCall(image, relocation.type);
    (call ? piece.branches : piece.targets).push_back(TargetOf(image, relocation, symbol));
  }
}

// Thumb code is read from each function's start, past its literals and jump tables.
void CodeMap::AddBranches(const Elf& image, const std::vector<ElfSymbol>& symbols) {
  std::map<uint64_t, bool> is_code;  // from here on
  for (const ElfSymbol& symbol : symbols) {
    if (symbol.type == Elf::kNoType && IsMapping(symbol.name)) is_code[symbol.value] = symbol.name[1] == 't';
  }
  for (const ElfSymbol& symbol : symbols) {
    if (symbol.type == Elf::kFunction) is_code.try_emplace(symbol.value, true);
  }
  const auto half_at = [&image](uint64_t address) {
    return static_cast<uint16_t>(image.ByteAt(address) | image.ByteAt(address + 1) << 8);
  };
  for (const ElfSection& section : image.sections()) {
    if (!(section.flags & Elf::kExecute) || image.Content(section).empty()) continue;
    const uint64_t section_end = section.address + section.size;
    for (Piece& piece : pieces_) {
      if (piece.begin < section.address || piece.begin >= section_end) continue;
      const uint64_t end = std::min(piece.end, section_end);
      auto next = is_code.upper_bound(piece.begin);
      bool code = next != is_code.begin() && std::prev(next)->second;
      for (uint64_t at = piece.begin; at < end;) {
        while (next != is_code.end() && next->first <= at) code = (next++)->second;
        if (!code) {
          at = next == is_code.end() ? end : next->first;
          continue;
        }
        const ThumbInstruction instruction = DecodeThumb(half_at(at), half_at(at + 2));
        const uint64_t target = at + static_cast<uint64_t>(instruction.branch.value_or(0));
        if (target < piece.begin || target >= piece.end) piece.branches.push_back(target);
        at += instruction.bytes;
      }
    }
  }
}

// Constants that the compiler did not name. Texts end with a zero byte; of others it is only known that they
// end where something else begins.
void CodeMap::MeasureUnnamed(const Elf& image) {
  std::set<uint64_t> begins;
  for (const Piece& piece : pieces_) {
    begins.insert(piece.begin);
    for (const uint64_t target : piece.targets) {
      if (FindPiece(target) == nullptr) begins.insert(target);
    }
  }
  for (const uint64_t address : begins) {
    if (FindPiece(address) != nullptr) continue;
    for (const ElfSection& section : image.sections()) {
      if (!IsCodeOrConstant(section) || address < section.address) continue;
      const std::span<const uint8_t> content = image.Content(section);
      const uint64_t offset = address - section.address;
      if (offset >= content.size()) continue;
      std::span<const uint8_t> bytes = content.subspan(offset);
      const auto zero = static_cast<size_t>(std::find(bytes.begin(), bytes.end(), 0) - bytes.begin());
      if (zero < bytes.size() && IsText(bytes.first(zero))) bytes = bytes.first(zero + 1);
      const auto next = begins.upper_bound(address);
      unnamed_[address] =
          next == begins.end() ? bytes.size() : std::min<uint64_t>(bytes.size(), *next - address);
    }
  }
}

// A KernelSet is two addresses, of its name and of its list, and the number of the list's rows; the list is
// the addresses of the rows, and the addresses in a row are those of its prepare and its eval
// (kernels/kernel.h).
void CodeMap::FindKernelSets(const Elf& image, const std::vector<ElfSymbol>& symbols) {
  const unsigned word = image.wide() ? 8 : 4;
  const uint64_t row_bytes = kPrepareAt + uint64_t{2} * word;
  for (const ElfSymbol& symbol : symbols) {
    if (symbol.type != Elf::kObject || symbol.size != 3 * word || !symbol.name.starts_with(kKernelsNamespace))
      continue;
    const Piece* piece = FindPiece(symbol.value);
    // A row may be as large as a set, and has two addresses as well, but begins with a number.
    if (piece == nullptr || piece->targets.size() != 2 || !piece->begins_with_target) continue;
    const Piece* list = FindPiece(piece->targets[1]);
    if (list == nullptr) continue;
    const size_t count = list->targets.size();
    bool known =
        list->end - list->begin == count * word && image.NumberAt(symbol.value + 2 * word, 4) == count;
    std::string name;
    for (uint64_t at = piece->targets[0]; name.size() < 64; ++at) {
      const char byte = static_cast<char>(image.ByteAt(at));
      if (byte == '\0') break;
      name += byte;
    }
    Set& set = sets_[name] = {{}, symbol.size + name.size() + 1, row_bytes + word};
    for (size_t i = 0; known && i < count; ++i) {
      const uint64_t at = list->targets[i];
      const Piece* row = FindPiece(at);
      // Other rows than this program's are of another version.
      known = row != nullptr && row->begin == at && row->end - at == row_bytes && row->targets.size() == 2;
      if (!known) break;
      set.rows.push_back({static_cast<kernels::Opcode>(image.NumberAt(at + kOpcodeAt, 2)),
                          static_cast<Type>(image.ByteAt(at + kTypeAt)),
                          static_cast<Type>(image.ByteAt(at + kWeightsAt)), row->targets[0],
                          row->targets[1]});
    }
    if (!known) set.rows.clear();
  }
}

bool CodeMap::HasKernelSets(std::span<const kernels::KernelSet* const> sets) const {
  const auto has = [this](const kernels::KernelSet* set) {
    const auto found = sets_.find(set->name);
    if (found == sets_.end()) return false;
    const auto same = [](const Row& row, const kernels::Kernel* kernel) {
      return row.opcode == kernel->opcode && row.type == kernel->type && row.weights == kernel->weights;
    };
    return std::equal(found->second.rows.begin(), found->second.rows.end(), set->kernels.begin(),
                      set->kernels.end(), same);
  };
  return sets_.size() == sets.size() && std::all_of(sets.begin(), sets.end(), has);
}

void CodeMap::Follow(uint64_t address, Reached* reached) const {
  std::vector<uint64_t> open = {address};
  while (!open.empty()) {
    const uint64_t next = open.back();
    open.pop_back();
    const Piece* piece = FindPiece(next);
    if (piece == nullptr) {
      const auto constant = unnamed_.find(next);
      if (constant != unnamed_.end() && reached->unnamed.insert(*constant).second) {
        reached->bytes += constant->second;
      }
      continue;
    }
    if (!reached->pieces.insert(static_cast<size_t>(piece - pieces_.data())).second) continue;
    reached->bytes += piece->end - piece->begin;
    open.insert(open.end(), piece->targets.begin(), piece->targets.end());
    for (const uint64_t branch : piece->branches) {
      if (FindPiece(branch) == nullptr) {
        throw UsageError(fmt::format(
            "what a model costs in code cannot be measured: no symbol of the image names what 0x{:x} calls "
            "at 0x{:x}",
            piece->begin, branch));
      }
      open.push_back(branch);
    }
  }
}

std::optional<CodeSize> CodeMap::Measure(std::span<const KernelRow> kernels) const {
  if (runtime_.empty()) return std::nullopt;
  Reached reached;
  for (const uint64_t entry : runtime_) Follow(entry, &reached);
  CodeSize size;
  size.runtime = reached.bytes;
  const std::set<KernelRow> rows(kernels.begin(), kernels.end());
  std::set<std::string_view> sets;
  for (const KernelRow& kernel : rows) {
    const auto set = sets_.find(kernel.set);
    if (set == sets_.end() || kernel.row >= set->second.rows.size()) return std::nullopt;
    if (sets.insert(kernel.set).second) reached.bytes += set->second.bytes;
    reached.bytes += set->second.row_bytes;
    Follow(set->second.rows[kernel.row].prepare, &reached);
    Follow(set->second.rows[kernel.row].eval, &reached);
  }
  size.kernels = reached.bytes - size.runtime;
  return size;
}

}  // namespace assay

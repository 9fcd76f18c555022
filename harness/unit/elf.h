// Reads ELF images, of either class and byte order: sections, symbols, relocations. Every offset is checked:
// a truncated or hostile file throws UsageError. Names and numbers are those of the System V ABI, chapters 4
// and 5.
#ifndef ASSAY_HARNESS_UNIT_ELF_H_
#define ASSAY_HARNESS_UNIT_ELF_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

struct ElfSection {
  std::string_view name;
  uint32_t type;
  uint64_t flags, address, offset, size, entry_size;
  uint32_t link, info;
};

struct ElfSymbol {
  std::string_view name;
  uint64_t value;  // of a function of an Arm image without the Thumb bit
  uint64_t size;
  uint8_t type;
  uint64_t section;  // may be none of the file's
};

// At `place`, the address of `symbol` plus the addend has been written in.
struct ElfRelocation {
  uint64_t place;
  uint32_t type;
  uint64_t symbol;  // index into the table of symbols
  int64_t addend;   // 0 if the addend was at the place itself
};

class Elf {
 public:
  static constexpr uint32_t kNote = 7;   // section types
  static constexpr uint64_t kWrite = 1;  // section flags
  static constexpr uint64_t kAllocate = 2;
  static constexpr uint64_t kExecute = 4;
  static constexpr uint8_t kNoType = 0;  // symbol types
  static constexpr uint8_t kObject = 1;
  static constexpr uint8_t kFunction = 2;
  static constexpr uint8_t kSectionSymbol = 3;
  static constexpr uint16_t kMachineArm = 40;
  static constexpr uint16_t kMachineX86 = 62;

  // `file` must outlive the object.
  explicit Elf(std::span<const uint8_t> file);

  bool wide() const { return wide_; }  // 64 bit
  uint16_t machine() const { return machine_; }
  const std::vector<ElfSection>& sections() const { return sections_; }

  // Empty for a section without content in the file.
  std::span<const uint8_t> Content(const ElfSection& section) const;

  // An unsigned number of `width` bytes at an offset of the file.
  uint64_t Number(uint64_t offset, unsigned width) const;

  // What a loaded section holds at an address, a number of `width` bytes, one of one address' width, or a
  // byte; 0 where there is no content.
  uint64_t NumberAt(uint64_t address, unsigned width) const;
  uint64_t WordAt(uint64_t address) const { return NumberAt(address, wide_ ? 8 : 4); }
  uint8_t ByteAt(uint64_t address) const { return static_cast<uint8_t>(NumberAt(address, 1)); }

  // Of the (one) table of symbols; empty if the image is stripped.
  std::vector<ElfSymbol> Symbols() const;

  // Those that belong to loaded sections: empty unless the linker was told to keep them (--emit-relocs).
  std::vector<ElfRelocation> Relocations() const;

  // Throws the UsageError of this class.
  [[noreturn]] static void Fail(const std::string& what);

 private:
  std::span<const uint8_t> Part(uint64_t offset, uint64_t size) const;

  std::span<const uint8_t> bytes_;
  bool big_endian_ = false;
  bool wide_ = false;
  uint16_t machine_ = 0;
  std::vector<ElfSection> sections_;
};

}  // namespace assay

#endif  // ASSAY_HARNESS_UNIT_ELF_H_

// A minimal ELF file, built by hand: .text with content, .data without, symbols, relocations of .text, build
// ID.
#ifndef ASSAY_HARNESS_UNIT_TESTING_ELF_BUILDER_H_
#define ASSAY_HARNESS_UNIT_TESTING_ELF_BUILDER_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace assay::testing {

class ElfBuilder {
 public:
  static constexpr uint8_t kNoType = 0, kObject = 1, kFunction = 2;
  static constexpr uint16_t kText = 1, kData = 2;  // sections
  static constexpr uint64_t kTextBytes = 4096;     // at address 0

  explicit ElfBuilder(bool wide, bool big_endian = false)
      : wide_(wide), big_endian_(big_endian), text_(kTextBytes, 0) {
    AddSymbol("", 0, 0, 0, 0);
  }

  // Returns its index.
  size_t AddSymbol(const std::string& name, uint64_t value, uint64_t size, uint8_t type, uint16_t section) {
    const uint64_t offset = names_.size();
    names_ += name + '\0';
    std::vector<uint8_t>& to = symbols_;
    Put(to, offset, 4);
    if (wide_) {
      Put(to, type, 1), Put(to, 0, 1), Put(to, section, 2), Put(to, value, 8), Put(to, size, 8);
    } else {
      Put(to, value, 4), Put(to, size, 4), Put(to, type, 1), Put(to, 0, 1), Put(to, section, 2);
    }
    return count_++;
  }

  // An address of .text, written into .text (Arm: R_ARM_ABS32).
  void AddAddress(uint64_t place, size_t symbol, uint64_t target) {
    std::vector<uint8_t> word;
    Put(word, target, wide_ ? 8 : 4);
    for (size_t i = 0; i < word.size(); ++i) text_[place + i] = word[i];
    AddRelocation(place, symbol, 2);
  }
  void AddCall(uint64_t place, size_t symbol) { AddRelocation(place, symbol, 10); }  // R_ARM_THM_CALL

  void AddCode(uint64_t place, std::initializer_list<uint16_t> half_words) {
    for (const uint16_t half_word : half_words) {
      text_[place++] = static_cast<uint8_t>(half_word);
      text_[place++] = static_cast<uint8_t>(half_word >> 8);
    }
  }

  // A number of `width` bytes.
  void AddNumber(uint64_t place, uint64_t value, unsigned width) {
    std::vector<uint8_t> bytes;
    Put(bytes, value, width);
    for (const uint8_t byte : bytes) text_[place++] = byte;
  }

  void AddText(uint64_t place, const std::string& text) {
    for (size_t i = 0; i <= text.size(); ++i) text_[place + i] = static_cast<uint8_t>(text.c_str()[i]);
  }

  std::vector<uint8_t> Build() const {
    const unsigned word = wide_ ? 8 : 4;
    std::vector<uint8_t> note;
    Put(note, 4, 4), Put(note, 4, 4), Put(note, 3, 4);
    note.insert(note.end(), {'G', 'N', 'U', 0, 0xDE, 0xAD, 0xBE, 0xEF});
    std::string section_names(1, '\0');
    struct Part {
      std::string name;
      uint32_t type;
      uint64_t flags;
      std::vector<uint8_t> bytes;
      uint64_t size;
      uint32_t link, info;
      uint64_t entry;
    };
    const auto bytes = [](const std::string& text) { return std::vector<uint8_t>(text.begin(), text.end()); };
    std::vector<Part> parts = {{"", 0, 0, {}, 0, 0, 0, 0},
                               {".text", 1, 6, text_, text_.size(), 0, 0, 0},
                               {".data", 8, 3, {}, 4096, 0, 0, 0},
                               {".symtab", 2, 0, symbols_, symbols_.size(), 4, 0, wide_ ? 24u : 16u},
                               {".strtab", 3, 0, bytes(names_), names_.size(), 0, 0, 0},
                               {".note.gnu.build-id", 7, 2, note, note.size(), 0, 0, 0},
                               {".rel.text", 9, 0, relocations_, relocations_.size(), 3, 1, 2 * word},
                               {".shstrtab", 3, 0, {}, 0, 0, 0, 0}};
    std::vector<uint32_t> name_offsets;
    for (const Part& part : parts) {
      name_offsets.push_back(static_cast<uint32_t>(section_names.size()));
      section_names += part.name + '\0';
    }
    parts.back().bytes = bytes(section_names);
    parts.back().size = section_names.size();

    std::vector<uint8_t> file = {0x7F, 'E', 'L', 'F', uint8_t(wide_ ? 2 : 1), uint8_t(big_endian_ ? 2 : 1),
                                 1};
    file.resize(16);
    const uint64_t header = wide_ ? 64 : 52;
    uint64_t at = header;
    std::vector<uint64_t> offsets;
    for (const Part& part : parts) {
      offsets.push_back(at);
      at += part.bytes.size();
    }
    Put(file, 2, 2), Put(file, 40, 2), Put(file, 1, 4);
    Put(file, 0, word), Put(file, 0, word), Put(file, at, word);
    Put(file, 0, 4), Put(file, header, 2), Put(file, 0, 2), Put(file, 0, 2);
    Put(file, wide_ ? 64 : 40, 2), Put(file, parts.size(), 2), Put(file, parts.size() - 1, 2);
    for (const Part& part : parts) file.insert(file.end(), part.bytes.begin(), part.bytes.end());
    for (size_t i = 0; i < parts.size(); ++i) {
      const Part& part = parts[i];
      Put(file, name_offsets[i], 4), Put(file, part.type, 4), Put(file, part.flags, word), Put(file, 0, word);
      Put(file, offsets[i], word), Put(file, part.size, word), Put(file, part.link, 4),
          Put(file, part.info, 4);
      Put(file, 1, word), Put(file, part.entry, word);
    }
    return file;
  }

 private:
  void AddRelocation(uint64_t place, size_t symbol, uint32_t type) {
    const unsigned word = wide_ ? 8 : 4;
    Put(relocations_, place, word);
    Put(relocations_, wide_ ? uint64_t{symbol} << 32 | type : uint64_t{symbol} << 8 | type, word);
  }

  void Put(std::vector<uint8_t>& to, uint64_t value, unsigned width) const {
    for (unsigned i = 0; i < width; ++i) {
      to.push_back(static_cast<uint8_t>(value >> (8 * (big_endian_ ? width - 1 - i : i))));
    }
  }

  bool wide_;
  bool big_endian_;
  size_t count_ = 0;
  std::string names_;
  std::vector<uint8_t> text_, symbols_, relocations_;
};

}  // namespace assay::testing

#endif  // ASSAY_HARNESS_UNIT_TESTING_ELF_BUILDER_H_

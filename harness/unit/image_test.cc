#include "harness/unit/image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <vector>

#include "harness/base/error.h"
#include "harness/base/file.h"

// What the parser is to find in this very program. `used` keeps the linker from dropping them.
namespace assay::runtime {
[[gnu::used, gnu::retain]] const char kTestTable[1000] = {1};
}  // namespace assay::runtime
namespace assay::kernels {
namespace {
[[gnu::used, gnu::retain]] const char kTestTable[300] = {1};
}
[[gnu::used, gnu::retain]] char test_variable[5000] = {1};  // RAM, which is not counted
}  // namespace assay::kernels
namespace assay::elsewhere {
[[gnu::used, gnu::retain]] const char kTestTable[7000] = {1};
}  // namespace assay::elsewhere

namespace assay {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

// A minimal ELF file, built by hand: a null section, .text, .data, symbols, their names, section names, build
// ID.
class ElfBuilder {
 public:
  explicit ElfBuilder(bool wide, bool big_endian = false) : wide_(wide), big_endian_(big_endian) {}

  void AddSymbol(const std::string& name, uint64_t value, uint64_t size, uint8_t type, uint16_t section) {
    const uint64_t offset = names_.size();
    names_ += name + '\0';
    std::vector<uint8_t>& to = symbols_;
    Put(to, offset, 4);
    if (wide_) {
      Put(to, type, 1), Put(to, 0, 1), Put(to, section, 2), Put(to, value, 8), Put(to, size, 8);
    } else {
      Put(to, value, 4), Put(to, size, 4), Put(to, type, 1), Put(to, 0, 1), Put(to, section, 2);
    }
  }

  std::vector<uint8_t> Build() const {
    const unsigned word = wide_ ? 8 : 4;
    std::vector<uint8_t> note;
    Put(note, 4, 4), Put(note, 4, 4), Put(note, 3, 4);
    note.insert(note.end(), {'G', 'N', 'U', 0, 0xDE, 0xAD, 0xBE, 0xEF});
    const std::string section_names = std::string("\0.text\0.data\0.symtab\0.strtab\0.shstrtab\0", 39) +
                                      std::string(".note.gnu.build-id\0", 19);
    struct Part {
      uint32_t name, type;
      uint64_t flags;
      std::vector<uint8_t> bytes;
      uint64_t size;
      uint32_t link;
      uint64_t entry;
    };
    const auto bytes = [](const std::string& text) { return std::vector<uint8_t>(text.begin(), text.end()); };
    const std::vector<Part> parts = {{0, 0, 0, {}, 0, 0, 0},
                                     {1, 8, 6, {}, 4096, 0, 0},  // no bits: no content needed
                                     {7, 8, 3, {}, 4096, 0, 0},
                                     {13, 2, 0, symbols_, symbols_.size(), 4, wide_ ? 24u : 16u},
                                     {21, 3, 0, bytes(names_), names_.size(), 0, 0},
                                     {29, 3, 0, bytes(section_names), section_names.size(), 0, 0},
                                     {39, 7, 2, note, note.size(), 0, 0}};
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
    Put(file, wide_ ? 64 : 40, 2), Put(file, parts.size(), 2), Put(file, 5, 2);
    for (const Part& part : parts) file.insert(file.end(), part.bytes.begin(), part.bytes.end());
    for (size_t i = 0; i < parts.size(); ++i) {
      const Part& part = parts[i];
      Put(file, part.name, 4), Put(file, part.type, 4), Put(file, part.flags, word), Put(file, 0, word);
      Put(file, offsets[i], word), Put(file, part.size, word), Put(file, part.link, 4), Put(file, 0, 4);
      Put(file, 1, word), Put(file, part.entry, word);
    }
    return file;
  }

 private:
  void Put(std::vector<uint8_t>& to, uint64_t value, unsigned width) const {
    for (unsigned i = 0; i < width; ++i) {
      to.push_back(static_cast<uint8_t>(value >> (8 * (big_endian_ ? width - 1 - i : i))));
    }
  }

  bool wide_;
  bool big_endian_;
  std::string names_ = std::string(1, '\0');
  std::vector<uint8_t> symbols_;
};

constexpr uint8_t kObject = 1, kFunction = 2;
constexpr uint16_t kText = 1, kData = 2;

class ImageTest : public testing::TestWithParam<std::pair<bool, bool>> {
 protected:
  ElfBuilder builder_ = ElfBuilder(GetParam().first, GetParam().second);
};

TEST_P(ImageTest, CountsByNamespace) {
  builder_.AddSymbol("_ZN5assay7runtime11Interpreter6InvokeEPNS0_16OperatorObserverE", 0x101, 100, kFunction,
                     kText);
  builder_.AddSymbol("_ZNK5assay7runtime11Interpreter6memoryEv", 0x201, 20, kFunction, kText);
  builder_.AddSymbol("_ZN5assay7runtime12_GLOBAL__N_14PlanEv.constprop.0", 0x301, 8, kFunction, kText);
  builder_.AddSymbol("_ZTVN5assay7runtime6LoaderE", 0x400, 4, kObject, kText);
  builder_.AddSymbol("_ZZN5assay7runtime4NameEiE5kName", 0x500, 2, kObject, kText);
  builder_.AddSymbol("_ZN5assay7kernels9reference4ConvEPKvRKNS0_7BuffersE", 0x601, 1000, kFunction, kText);
  builder_.AddSymbol("_ZN5assay8protocol8Endpoint4SendEv", 0xA01, 50, kFunction, kText);
  builder_.AddSymbol("_ZSt4sortIPN5assay7runtime4PlanEEvT_S4_", 0xB01, 50, kFunction, kText);
  builder_.AddSymbol("_ZN5assay7runtime5stateE", 0x10, 64, kObject, kData);
  builder_.AddSymbol("main", 0xC01, 50, kFunction, kText);
  const Image image = ParseImage(builder_.Build());
  EXPECT_TRUE(image.has_symbols);
  EXPECT_EQ(image.size.runtime, 100u + 20 + 8 + 4 + 2);
  EXPECT_EQ(image.size.kernels, 1000u);
  EXPECT_EQ(image.build_id, "deadbeef");
}

TEST_P(ImageTest, BytesWithSeveralNamesCountOnce) {
  builder_.AddSymbol("_ZN5assay7runtime6LoaderC1Ev", 0x101, 40, kFunction, kText);
  builder_.AddSymbol("_ZN5assay7runtime6LoaderC2Ev", 0x101, 40, kFunction, kText);
  builder_.AddSymbol("_ZN5assay7runtime6kTableE", 0x120, 40, kObject, kText);
  EXPECT_EQ(ParseImage(builder_.Build()).size.runtime, 72u);
}

TEST_P(ImageTest, AStrippedImageSaysSo) {
  const Image image = ParseImage(builder_.Build());
  EXPECT_FALSE(image.has_symbols);
  EXPECT_EQ(image.build_id, "deadbeef");
}

TEST_P(ImageTest, EveryTruncationIsAnError) {
  builder_.AddSymbol("_ZN5assay7runtime6LoaderC1Ev", 0x101, 40, kFunction, kText);
  const std::vector<uint8_t> file = builder_.Build();
  ASSERT_EQ(ParseImage(file).size.runtime, 40u);
  for (size_t size = 0; size < file.size(); ++size) {
    EXPECT_THROW(ParseImage(std::span(file).first(size)), UsageError) << size;
  }
}

// Under the sanitizers an unchecked offset would end the test.
TEST_P(ImageTest, DamageIsNeverMoreThanAnError) {
  builder_.AddSymbol("_ZN5assay7runtime6LoaderC1Ev", 0x101, 40, kFunction, kText);
  const std::vector<uint8_t> file = builder_.Build();
  std::mt19937 random(1);
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::vector<uint8_t> damaged = file;
    for (int j = 0; j < 1 + i % 4; ++j) {
      damaged[random() % damaged.size()] = i % 3 == 0 ? 0xFF : static_cast<uint8_t>(random());
    }
    try {
      ParseImage(damaged);
    } catch (const UsageError&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 1000);
}

INSTANTIATE_TEST_SUITE_P(Elf, ImageTest,
                         testing::Values(std::pair(false, false), std::pair(true, false),
                                         std::pair(false, true), std::pair(true, true)));

TEST(ReadImage, ThisProgram) {
  const Image image = ReadImage("/proc/self/exe");
  EXPECT_THAT(image.build_id, MatchesRegex("[0-9a-f]{40}"));
  EXPECT_TRUE(image.has_symbols);
  // Nothing else of these namespaces is linked in.
  EXPECT_EQ(image.size.runtime, 1000u);
  EXPECT_EQ(image.size.kernels, 300u);
}

TEST(ReadImage, ErrorsNameTheFile) {
  try {
    ReadImage("/proc/self/maps");
    FAIL() << "it is no ELF file";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("/proc/self/maps"));
  }
  EXPECT_THROW(ReadImage("/nonexistent"), UsageError);
}

}  // namespace
}  // namespace assay

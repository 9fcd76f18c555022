#include "harness/unit/elf.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "harness/base/error.h"
#include "harness/unit/testing/elf_builder.h"

namespace assay {
namespace {

using ::testing::ElementsAre;
using testing::ElfBuilder;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Kind {
  bool wide, big_endian;
};

// Of either class and byte order.
class ElfTest : public ::testing::TestWithParam<Kind> {
 protected:
  bool wide() const { return GetParam().wide; }

  ElfBuilder builder_ = ElfBuilder(GetParam().wide, GetParam().big_endian);
};

const ElfSection& Named(const Elf& elf, std::string_view name) {
  const auto found = std::find_if(elf.sections().begin(), elf.sections().end(),
                                  [&](const ElfSection& section) { return section.name == name; });
  if (found == elf.sections().end()) throw std::runtime_error("there is no section " + std::string(name));
  return *found;
}

TEST_P(ElfTest, SectionsHaveTheirNamesAndTheirContent) {
  builder_.AddText(0x100, "here");
  const std::vector<uint8_t> file = builder_.Build();
  const Elf elf(file);
  EXPECT_EQ(elf.wide(), wide());
  EXPECT_EQ(elf.machine(), Elf::kMachineArm);
  const ElfSection& text = Named(elf, ".text");
  EXPECT_EQ(text.flags, Elf::kAllocate | Elf::kExecute);
  EXPECT_EQ(text.size, ElfBuilder::kTextBytes);
  const std::span<const uint8_t> content = elf.Content(text);
  ASSERT_THAT(content, SizeIs(ElfBuilder::kTextBytes));
  EXPECT_EQ(content[0x100], 'h');
  const ElfSection& data = Named(elf, ".data");
  EXPECT_EQ(data.flags, Elf::kAllocate | Elf::kWrite);
  EXPECT_THAT(elf.Content(data), IsEmpty()) << "the file holds none of it";
}

TEST_P(ElfTest, SymbolsAreThoseOfTheTable) {
  builder_.AddSymbol("run", 0x101, 64, ElfBuilder::kFunction, ElfBuilder::kText);
  builder_.AddSymbol("table", 0x203, 8, ElfBuilder::kObject, ElfBuilder::kData);
  const std::vector<uint8_t> file = builder_.Build();
  const std::vector<ElfSymbol> symbols = Elf(file).Symbols();
  ASSERT_THAT(symbols, SizeIs(3)) << "the first of every table is nothing";
  EXPECT_EQ(symbols[1].name, "run");
  EXPECT_EQ(symbols[1].value, 0x100u) << "without the Thumb bit";
  EXPECT_EQ(symbols[1].size, 64u);
  EXPECT_EQ(symbols[1].type, Elf::kFunction);
  EXPECT_EQ(symbols[1].section, ElfBuilder::kText);
  EXPECT_EQ(symbols[2].name, "table");
  EXPECT_EQ(symbols[2].value, 0x203u) << "only functions have that bit";
  EXPECT_EQ(symbols[2].type, Elf::kObject);
  EXPECT_EQ(symbols[2].section, ElfBuilder::kData);
}

TEST_P(ElfTest, RelocationsSayWhereWhatWasWritten) {
  const size_t callee = builder_.AddSymbol("callee", 0x201, 8, ElfBuilder::kFunction, ElfBuilder::kText);
  builder_.AddCall(0x110, callee);
  builder_.AddAddress(0x120, callee, 0x201);
  const std::vector<uint8_t> file = builder_.Build();
  const Elf elf(file);
  const std::vector<ElfRelocation> relocations = elf.Relocations();
  ASSERT_THAT(relocations, SizeIs(2));
  EXPECT_EQ(relocations[0].place, 0x110u);
  EXPECT_EQ(relocations[0].type, 10u);
  EXPECT_EQ(relocations[0].symbol, callee);
  EXPECT_EQ(relocations[0].addend, 0) << "it was at the place itself";
  EXPECT_EQ(relocations[1].place, 0x120u);
  EXPECT_EQ(elf.WordAt(0x120), 0x201u);
}

TEST_P(ElfTest, NumbersAreInTheImagesByteOrder) {
  builder_.AddNumber(0x40, 0x01020304, 4);
  const std::vector<uint8_t> file = builder_.Build();
  const Elf elf(file);
  EXPECT_EQ(elf.NumberAt(0x40, 4), 0x01020304u);
  EXPECT_EQ(elf.ByteAt(0x40), GetParam().big_endian ? 1 : 4);
  EXPECT_EQ(elf.WordAt(0x40), wide() && GetParam().big_endian ? 0x0102030400000000u : 0x01020304u);
}

TEST_P(ElfTest, WhereThereIsNoContentThereIsZero) {
  builder_.AddNumber(ElfBuilder::kTextBytes - 4, 0x01020304, 4);
  const std::vector<uint8_t> file = builder_.Build();
  const Elf elf(file);
  EXPECT_EQ(elf.NumberAt(ElfBuilder::kTextBytes - 4, 4), 0x01020304u);
  EXPECT_EQ(elf.NumberAt(ElfBuilder::kTextBytes - 2, 4), 0u) << "half of it lies outside";
  EXPECT_EQ(elf.NumberAt(1 << 20, 4), 0u);
}

INSTANTIATE_TEST_SUITE_P(Kinds, ElfTest,
                         ::testing::Values(Kind{false, false}, Kind{true, false}, Kind{false, true},
                                           Kind{true, true}));

std::string ErrorOf(const std::vector<uint8_t>& file) {
  try {
    const Elf elf(file);
    (void)elf.Symbols();
    (void)elf.Relocations();
  } catch (const UsageError& error) {
    return error.what();
  }
  return "none";
}

TEST(ElfErrorTest, SayWhatIsWrongWithAFile) {
  const std::vector<uint8_t> right = ElfBuilder(/*wide=*/false).Build();
  EXPECT_EQ(ErrorOf(right), "none");
  EXPECT_EQ(ErrorOf({}), "not a whole ELF image: it does not begin as one");
  EXPECT_EQ(ErrorOf(std::vector<uint8_t>(100)), "not a whole ELF image: it does not begin as one");
  const auto with = [&](size_t offset, uint8_t value) {
    std::vector<uint8_t> file = right;
    file.at(offset) = value;
    return ErrorOf(file);
  };
  EXPECT_THAT(with(4, 3), HasSubstr("unknown class or byte order"));
  EXPECT_THAT(with(5, 0), HasSubstr("unknown class or byte order"));
  EXPECT_THAT(with(46, 39), HasSubstr("its section headers are too short"));
  EXPECT_THAT(with(48, 0), HasSubstr("it has no sections"));
  EXPECT_THAT(with(50, 99), HasSubstr("its section names are missing"));
  const std::vector<uint8_t> half(right.begin(), right.begin() + 200);
  EXPECT_THAT(ErrorOf(half), HasSubstr("lie outside the file's 200"));
}

// As `strip` leaves it.
TEST(ElfErrorTest, AnImageWithoutSymbolsHasNone) {
  std::vector<uint8_t> file = ElfBuilder(/*wide=*/false).Build();
  const Elf whole(file);
  for (size_t i = 0; i < whole.sections().size(); ++i) {
    const uint32_t type = whole.sections()[i].type;
    if (type != 2 && type != 9) continue;
    // The section's header, whose second number is its type: now none at all.
    const uint64_t table = whole.Number(32, 4);
    file[table + i * 40 + 4] = 0;
  }
  EXPECT_THAT(Elf(file).Symbols(), IsEmpty());
  EXPECT_THAT(Elf(file).Relocations(), IsEmpty());
}

}  // namespace
}  // namespace assay

#include "harness/unit/code_size.h"

#include <gtest/gtest.h>

#include "harness/base/error.h"
#include "harness/unit/testing/elf_builder.h"

namespace assay {
namespace {

using testing::ElfBuilder;

constexpr uint64_t kSet = 12 + sizeof("reference");
constexpr uint64_t kRow = 16 + 4;  // and its place in the list

// Load (100 bytes) and Invoke (60) share memcpy (20); two kernels, of which the second shares a helper with
// the first and refers to a string; a function that nothing refers to.
class CodeSizeTest : public ::testing::Test {
 protected:
  size_t Function(const char* name, uint64_t address, uint64_t size) {
    return builder_.AddSymbol(name, address | 1, size, ElfBuilder::kFunction, ElfBuilder::kText);
  }

  void AddRow(uint64_t place, kernels::Opcode opcode, Type type, Type weights) {
    builder_.AddSymbol("_ZN5assay7kernels9reference4rows4kRow", place, 16, ElfBuilder::kObject,
                       ElfBuilder::kText);
    builder_.AddNumber(place, static_cast<uint64_t>(opcode), 2);
    builder_.AddNumber(place + 2, static_cast<uint64_t>(type), 1);
    builder_.AddNumber(place + 4, static_cast<uint64_t>(weights), 1);
  }

  void SetUp() override {
    Function("_ZN5assay7runtime11Interpreter4LoadESt4span", 0x100, 100);
    Function("_ZN5assay7runtime11Interpreter6InvokeEv", 0x200, 60);
    const size_t copy = Function("memcpy", 0x300, 20);
    const size_t prepare = Function("_ZN5assay7kernels10PrepareAddEv", 0x400, 200);
    const size_t eval = Function("_ZN5assay7kernels9reference3AddEv", 0x500, 80);
    const size_t other_prepare = Function("_ZN5assay7kernels10PrepareSubEv", 0x600, 210);
    const size_t other_eval = Function("_ZN5assay7kernels9reference3SubEv", 0x700, 90);
    const size_t helper = Function("helper", 0x800, 12);
    Function("unused", 0xD00, 500);
    const size_t list = builder_.AddSymbol("_ZN5assay7kernels9reference4rows4kAllE", 0xA80, 8,
                                           ElfBuilder::kObject, ElfBuilder::kText);
    builder_.AddSymbol("_ZN5assay7kernels10kReferenceE", 0xB00, 12, ElfBuilder::kObject, ElfBuilder::kText);
    builder_.AddText(0xC00, "reference");
    builder_.AddText(0xC20, "twelve bytes");

    builder_.AddCall(0x110, copy);
    builder_.AddCall(0x210, copy);
    builder_.AddCall(0x410, helper);
    builder_.AddCall(0x510, copy);
    builder_.AddCall(0x610, helper);
    builder_.AddAddress(0x620, list, 0xC20);
    builder_.AddAddress(0xA08, prepare, 0x401);
    builder_.AddAddress(0xA0C, eval, 0x501);
    builder_.AddAddress(0xA18, other_prepare, 0x601);
    builder_.AddAddress(0xA1C, other_eval, 0x701);
    builder_.AddAddress(0xA80, list, 0xA00);
    builder_.AddAddress(0xA84, list, 0xA10);
    builder_.AddAddress(0xB00, list, 0xC00);
    builder_.AddAddress(0xB04, list, 0xA80);
    builder_.AddNumber(0xB08, 2, 4);
    AddRow(0xA00, kernels::Opcode::kAdd, Type::kInt8, Type::kNone);
    AddRow(0xA10, kernels::Opcode::kSub, Type::kInt16, Type::kInt4);
  }

  std::optional<CodeSize> Measure(const std::vector<KernelRow>& rows) {
    const std::vector<uint8_t> file = builder_.Build();
    return CodeMap(Elf(file)).Measure(rows);
  }

  ElfBuilder builder_ = ElfBuilder(/*wide=*/false);
};

TEST_F(CodeSizeTest, CountsWhatIsReachedOnce) {
  EXPECT_EQ(Measure({})->runtime, 180u);
  EXPECT_EQ(Measure({})->kernels, 0u);
  EXPECT_EQ(Measure({{"reference", 0}})->runtime, 180u);
  EXPECT_EQ(Measure({{"reference", 0}})->kernels, kSet + kRow + 292);
  EXPECT_EQ(Measure({{"reference", 1}})->kernels, kSet + kRow + 210 + 90 + 12 + 13);
  EXPECT_EQ(Measure({{"reference", 0}, {"reference", 1}, {"reference", 0}})->kernels,
            kSet + 2 * kRow + 292 + 210 + 90 + 13);
}

TEST_F(CodeSizeTest, SaysNothingOfKernelsThatAreNotThere) {
  EXPECT_FALSE(Measure({{"reference", 2}}).has_value());
  EXPECT_FALSE(Measure({{"portable", 0}}).has_value());
}

// Several symbols may name the same bytes.
TEST_F(CodeSizeTest, AliasesAreOnePiece) {
  Function("_ZN5assay7kernels5AliasEv", 0x500, 80);
  Function("_ZN5assay7kernels4TailEv", 0x540, 80);
  EXPECT_EQ(Measure({{"reference", 0}})->kernels, kSet + kRow + 292 + 64);
}

// As the symbols of libgcc's assembly are: it reaches to what the next symbol names.
TEST_F(CodeSizeTest, CodeWithoutASizeReachesToTheNextSymbol) {
  const size_t division = Function("__aeabi_uldivmod", 0xF00, 0);
  const size_t rest = Function("__udivmoddi4", 0xF30, 70);
  builder_.AddCall(0x120, division);
  builder_.AddCall(0xF08, rest);
  EXPECT_EQ(Measure({})->runtime, 180u + 48 + 70);
}

TEST_F(CodeSizeTest, ALabelOfCodeReachesToTheNextFunction) {
  const size_t label = builder_.AddSymbol("label", 0xF00, 0, ElfBuilder::kNoType, ElfBuilder::kText);
  builder_.AddSymbol("in_it", 0xF08, 0, ElfBuilder::kNoType, ElfBuilder::kText);
  Function("next", 0xF20, 70);
  builder_.AddCall(0x120, label);
  EXPECT_EQ(Measure({})->runtime, 180u + 32);
}

TEST_F(CodeSizeTest, CodeWithoutASizeEndsWithItsSection) {
  builder_.AddCall(0x120, Function("last", ElfBuilder::kTextBytes - 6, 0));
  EXPECT_EQ(Measure({})->runtime, 180u + 6);
}

TEST_F(CodeSizeTest, ACallOfWhatHasNoSymbolIsAnError) {
  const size_t absent = builder_.AddSymbol("", 0xF00, 0, 3, ElfBuilder::kText);  // of a section
  builder_.AddCall(0x410, absent);
  EXPECT_EQ(Measure({})->runtime, 180u);
  EXPECT_EQ(Measure({{"reference", 1}})->kernels, kSet + kRow + 210 + 90 + 12 + 13);
  EXPECT_THROW(Measure({{"reference", 0}}), UsageError);
}

// The assembler leaves no relocation where both are in one section.
TEST_F(CodeSizeTest, BranchesAreFollowedWithoutRelocations) {
  Function("called", 0xF00, 30);
  builder_.AddCode(0x120, {0xF000, 0xFEEE});  // BL 0xF00
  EXPECT_EQ(Measure({})->runtime, 180u + 30);
}

TEST_F(CodeSizeTest, LiteralsAreNoCode) {
  Function("not_called", 0xF00, 30);
  builder_.AddSymbol("$d", 0x120, 0, ElfBuilder::kNoType, ElfBuilder::kText);
  builder_.AddCode(0x120, {0xF000, 0xFEEE});
  builder_.AddSymbol("$t", 0x124, 0, ElfBuilder::kNoType, ElfBuilder::kText);
  EXPECT_EQ(Measure({})->runtime, 180u);
}

// A table of addresses (of virtual functions, of a switch's cases) brings all that it names.
TEST_F(CodeSizeTest, TablesOfAddressesAreFollowed) {
  const size_t method = Function("method", 0xF00, 30);
  const size_t other = Function("other", 0xF20, 32);
  const size_t table = builder_.AddSymbol("_ZTV", 0xF80, 16, ElfBuilder::kObject, ElfBuilder::kText);
  builder_.AddAddress(0xF88, method, 0xF01);
  builder_.AddAddress(0xF8C, other, 0xF21);
  builder_.AddAddress(0x130, table, 0xF88);
  EXPECT_EQ(Measure({})->runtime, 180u + 16 + 30 + 32);
}

// No text: it may hold zero bytes.
TEST_F(CodeSizeTest, AConstantWithoutASymbolReachesToWhatComesNext) {
  const size_t section = builder_.AddSymbol("", 0, 0, 3, ElfBuilder::kText);
  Function("next", 0xF18, 70);
  builder_.AddAddress(0x120, section, 0xF00);
  EXPECT_EQ(Measure({})->runtime, 180u + 24);
  builder_.AddAddress(0x124, section, 0xF08);
  EXPECT_EQ(Measure({})->runtime, 180u + 24);
}

// Rows are numbers of this program's lists: the image must have the same.
TEST_F(CodeSizeTest, KnowsOtherTables) {
  const auto kernel = [](kernels::Opcode opcode, Type type, Type weights) {
    kernels::Kernel made = {};
    made.opcode = opcode;
    made.type = type;
    made.weights = weights;
    return made;
  };
  const kernels::Kernel add = kernel(kernels::Opcode::kAdd, Type::kInt8, Type::kNone);
  const kernels::Kernel sub = kernel(kernels::Opcode::kSub, Type::kInt16, Type::kInt4);
  const std::vector<uint8_t> file = builder_.Build();
  const CodeMap map{Elf(file)};
  const auto has = [&map](const char* name, const std::vector<kernels::Kernel>& rows) {
    std::vector<const kernels::Kernel*> list;
    for (const kernels::Kernel& row : rows) list.push_back(&row);
    const kernels::KernelSet set = {name, {list.data(), list.size()}};
    const kernels::KernelSet* sets[] = {&set};
    return map.HasKernelSets(sets);
  };
  EXPECT_TRUE(map.complete());
  EXPECT_TRUE(has("reference", {add, sub}));
  EXPECT_FALSE(has("portable", {add, sub}));
  EXPECT_FALSE(has("reference", {add}));
  EXPECT_FALSE(has("reference", {add, sub, sub}));
  EXPECT_FALSE(has("reference", {sub, add}));
  EXPECT_FALSE(has("reference", {add, kernel(kernels::Opcode::kMul, Type::kInt16, Type::kInt4)}));
  EXPECT_FALSE(has("reference", {add, kernel(kernels::Opcode::kSub, Type::kInt8, Type::kInt4)}));
  EXPECT_FALSE(has("reference", {add, kernel(kernels::Opcode::kSub, Type::kInt16, Type::kInt8)}));
  EXPECT_FALSE(map.HasKernelSets({}));
}

// As of another version, with other members in a row.
TEST_F(CodeSizeTest, KnowsOtherRows) {
  builder_.AddSymbol("_ZN5assay7kernels9reference4rows4kRow", 0xA10, 20, ElfBuilder::kObject,
                     ElfBuilder::kText);
  EXPECT_FALSE(Measure({{"reference", 0}}).has_value());
}

TEST_F(CodeSizeTest, KnowsListsOfAnotherLength) {
  builder_.AddNumber(0xB08, 3, 4);
  EXPECT_FALSE(Measure({{"reference", 0}}).has_value());
}

}  // namespace
}  // namespace assay

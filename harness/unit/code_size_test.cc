#include "harness/unit/code_size.h"

#include <gtest/gtest.h>

#include "harness/unit/testing/elf_builder.h"

namespace assay {
namespace {

using testing::ElfBuilder;

// Load (100 bytes) and Invoke (60) share memcpy (20); two kernels, of which the second shares a helper with
// the first and refers to a string; a function that nothing refers to.
class CodeSizeTest : public ::testing::Test {
 protected:
  size_t Function(const char* name, uint64_t address, uint64_t size) {
    return builder_.AddSymbol(name, address | 1, size, ElfBuilder::kFunction, ElfBuilder::kText);
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
    const size_t table =
        builder_.AddSymbol("_ZN5assay7kernelsL8kKernelsE", 0xA00, 40, ElfBuilder::kObject, ElfBuilder::kText);
    builder_.AddSymbol("_ZN5assay7kernels10kReferenceE", 0xB00, 12, ElfBuilder::kObject, ElfBuilder::kText);
    builder_.AddText(0xC00, "reference");
    builder_.AddText(0xC20, "twelve bytes");

    builder_.AddCall(0x110, copy);
    builder_.AddCall(0x210, copy);
    builder_.AddCall(0x410, helper);
    builder_.AddCall(0x510, copy);
    builder_.AddCall(0x610, helper);
    builder_.AddAddress(0x620, table, 0xC20);
    builder_.AddAddress(0xA08, prepare, 0x401);
    builder_.AddAddress(0xA0C, eval, 0x501);
    builder_.AddAddress(0xA1C, other_prepare, 0x601);
    builder_.AddAddress(0xA20, other_eval, 0x701);
    builder_.AddAddress(0xB00, table, 0xC00);
    builder_.AddAddress(0xB04, table, 0xA00);
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
  EXPECT_EQ(Measure({{"reference", 0}})->kernels, 292u);
  EXPECT_EQ(Measure({{"reference", 1}})->kernels, 210u + 90 + 12 + 13);
  EXPECT_EQ(Measure({{"reference", 0}, {"reference", 1}, {"reference", 0}})->kernels, 292u + 210 + 90 + 13);
}

TEST_F(CodeSizeTest, SaysNothingOfKernelsThatAreNotThere) {
  EXPECT_FALSE(Measure({{"reference", 2}}).has_value());
  EXPECT_FALSE(Measure({{"portable", 0}}).has_value());
}

// Several symbols may name the same bytes.
TEST_F(CodeSizeTest, AliasesAreOnePiece) {
  Function("_ZN5assay7kernels5AliasEv", 0x500, 80);
  Function("_ZN5assay7kernels4TailEv", 0x540, 80);
  EXPECT_EQ(Measure({{"reference", 0}})->kernels, 292u + 64);
}

}  // namespace
}  // namespace assay

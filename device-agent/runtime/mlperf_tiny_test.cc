// The four official MLPerf Tiny models against the golden data of TensorFlow Lite Micro's reference kernels:
// every output and every operator's CRC-32. The data is not part of the project; ASSAY_DATA says where it is.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "device-agent/runtime/interpreter.h"
#include "device-agent/runtime/testing/aligned_bytes.h"
#include "kernels/reference/reference.h"
#include "kernels/status_info.h"

namespace assay::runtime {
namespace {

namespace fs = std::filesystem;
using testing::AlignedBytes;

constexpr const kernels::KernelSet* kSets[] = {&kernels::kReference};

fs::path DataFolder() {
  const char* folder = std::getenv("ASSAY_DATA");
  return folder != nullptr ? folder : ASSAY_DATA;
}

std::vector<uint8_t> ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << "cannot read " << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

AlignedBytes ReadAligned(const fs::path& path) { return AlignedBytes(ReadFile(path)); }

// zlib's CRC-32, bit by bit.
uint32_t Crc32(std::span<const uint8_t> bytes) {
  uint32_t crc = ~0U;
  for (const uint8_t byte : bytes) {
    crc ^= byte;
    for (int i = 0; i < 8; ++i) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

class CrcObserver final : public OperatorObserver {
 public:
  explicit CrcObserver(const Interpreter& interpreter) : interpreter_(interpreter) {}
  void BeforeOperator(int32_t) override {}
  bool AfterOperator(int32_t index) override {
    crcs.push_back(Crc32(interpreter_.operator_output(index, 0)));
    return true;
  }
  std::vector<uint32_t> crcs;

 private:
  const Interpreter& interpreter_;
};

struct Golden {
  const char* name;
  const char* model;
  uint32_t lower_bound;  // of activations, in the file's order of operators
  uint32_t arena;        // in all, with the kernel set `reference`; the same on every core
};

class MlperfTinyTest : public ::testing::TestWithParam<Golden> {
 protected:
  void SetUp() override {
    if (!fs::exists(DataFolder() / "models")) {
      GTEST_SKIP() << "no MLPerf Tiny data at " << DataFolder() << "; set ASSAY_DATA to its folder";
    }
    model_ = ReadAligned(DataFolder() / "models" / GetParam().model);
    interpreter_ = Load(arena_.span());
    ASSERT_NE(interpreter_, nullptr) << StatusName(fault_.status) << " at operator " << fault_.operator_index
                                     << ", opcode " << fault_.opcode << ", tensor " << fault_.tensor;
  }

  Interpreter* Load(std::span<uint8_t> arena) {
    return Interpreter::Load(model_.span(), arena, {.sets = kSets, .text = ""}, &fault_);
  }

  void SetInput(std::span<const uint8_t> bytes) {
    const std::span<uint8_t> input = interpreter_->input(0);
    ASSERT_EQ(bytes.size(), input.size());
    std::copy(bytes.begin(), bytes.end(), input.begin());
  }

  std::vector<uint8_t> Output() const {
    const std::span<const uint8_t> output = interpreter_->output(0);
    return {output.begin(), output.end()};
  }

  AlignedBytes model_{0};
  AlignedBytes arena_{256 * 1024};
  Fault fault_;
  Interpreter* interpreter_ = nullptr;
};

TEST_P(MlperfTinyTest, EveryOperatorsOutputIsTheReferences) {
  const fs::path folder = DataFolder() / "golden" / GetParam().name;
  std::vector<std::vector<uint32_t>> expected(10);
  std::ifstream layers(folder / "layers.txt");
  std::string tag;
  size_t input;
  size_t op;
  uint32_t crc;
  while (layers >> tag >> std::dec >> input >> op >> std::hex >> crc) {
    ASSERT_LT(input, expected.size());
    ASSERT_EQ(op, expected[input].size());
    expected[input].push_back(crc);
  }
  for (size_t i = 0; i < expected.size(); ++i) {
    SCOPED_TRACE("input " + std::to_string(i));
    ASSERT_EQ(expected[i].size(), static_cast<size_t>(interpreter_->operator_count()));
    SetInput(ReadFile(folder / ("in_0" + std::to_string(i) + ".bin")));
    CrcObserver observer(*interpreter_);
    interpreter_->Invoke(&observer);
    EXPECT_EQ(observer.crcs, expected[i]);
    EXPECT_EQ(Output(), ReadFile(folder / ("out_0" + std::to_string(i) + ".bin")));
  }
}

TEST_P(MlperfTinyTest, TheReportedArenaIsEnoughAndNeeded) {
  const MemoryReport memory = interpreter_->memory();
  EXPECT_EQ(memory.lower_bound, GetParam().lower_bound);
  EXPECT_EQ(memory.arena, memory.persistent + memory.lower_bound);  // these kernels need no scratch
  EXPECT_EQ(memory.fragmentation, 0U);
  EXPECT_EQ(memory.arena, GetParam().arena);

  const std::vector<uint8_t> in = ReadFile(DataFolder() / "golden" / GetParam().name / "in_00.bin");
  AlignedBytes exact(memory.arena);
  interpreter_ = Load(exact.span());
  ASSERT_NE(interpreter_, nullptr);
  SetInput(in);
  interpreter_->Invoke(nullptr);
  EXPECT_EQ(Output(), ReadFile(DataFolder() / "golden" / GetParam().name / "out_00.bin"));
  EXPECT_LE(interpreter_->touched(), memory.arena);
  EXPECT_GT(interpreter_->touched(), memory.persistent);

  AlignedBytes small(memory.arena - 16);
  EXPECT_EQ(Load(small.span()), nullptr);
  EXPECT_EQ(fault_.status, Status::kArenaTooSmall);
  EXPECT_EQ(fault_.needed, memory.arena);
  EXPECT_EQ(fault_.available, memory.arena - 16);
}

INSTANTIATE_TEST_SUITE_P(Models, MlperfTinyTest,
                         ::testing::Values(Golden{"kws", "kws_ref_model.tflite", 16000, 17440},
                                           Golden{"vww", "vww_96_int8.tflite", 55296, 58896},
                                           Golden{"ic", "pretrainedResnet_quant.tflite", 49152, 50880},
                                           Golden{"ad", "ad01_int8.tflite", 768, 1664}),
                         [](const auto& golden) { return std::string(golden.param.name); });

class KeywordsTest : public MlperfTinyTest {};

TEST_P(KeywordsTest, TheOfficialInputsGiveTheReferencesOutputs) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(DataFolder() / "datasets" / "kws01")) {
    if (entry.path().extension() == ".bin") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  const std::vector<uint8_t> expected =
      ReadFile(DataFolder() / "golden" / "kws" / "dataset_outputs_200x12.bin");
  ASSERT_EQ(files.size() * 12, expected.size());
  for (size_t i = 0; i < files.size(); ++i) {
    SetInput(ReadFile(files[i]));
    interpreter_->Invoke(nullptr);
    EXPECT_TRUE(std::equal(expected.begin() + static_cast<std::ptrdiff_t>(i * 12),
                           expected.begin() + static_cast<std::ptrdiff_t>(i * 12 + 12),
                           interpreter_->output(0).begin()))
        << files[i];
  }
}

INSTANTIATE_TEST_SUITE_P(Models, KeywordsTest,
                         ::testing::Values(Golden{"kws", "kws_ref_model.tflite", 16000, 17440}));

}  // namespace
}  // namespace assay::runtime

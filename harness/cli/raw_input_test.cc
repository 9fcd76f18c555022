#include "harness/cli/raw_input.h"

#include <gmock/gmock.h>

#include "harness/cli/testing/cli_test.h"

namespace assay::cli {
namespace {

class RawInputTest : public testing::CliTest {
 protected:
  std::string Error(const std::string& file) const {
    try {
      ReadRawInput(file, "model.tflite", reference_);
    } catch (const UsageError& error) {
      return error.what();
    }
    return "none";
  }

  const ReferenceModel reference_{"model.tflite", agent::testing::TestModel()};
};

TEST_F(RawInputTest, IsTheBytesOfItsFile) {
  const std::string file = Write("in.bin", agent::testing::TestInput());
  const Input input = ReadRawInput(file, "model.tflite", reference_);
  EXPECT_EQ(input.name, file);
  EXPECT_EQ(input.bytes, agent::testing::TestInput());
  EXPECT_EQ(input.label, std::nullopt);
}

TEST_F(RawInputTest, AnotherSizeIsNamedWithWhatTheModelTakes) {
  const std::string file = Write("in.bin", std::vector<uint8_t>(7));
  EXPECT_EQ(Error(file), file + ": holds 7 bytes, but model.tflite takes 6 bytes, int8[1,6]");
  EXPECT_EQ(Error(Write("none.bin", {})),
            (folder_ / "none.bin").string() + ": holds 0 bytes, but model.tflite takes 6 bytes, int8[1,6]");
}

TEST_F(RawInputTest, AFileThatIsNotThereIsNamed) {
  const std::string file = (folder_ / "nowhere.bin").string();
  EXPECT_EQ(Error(file), file + ": no such file");
}

}  // namespace
}  // namespace assay::cli

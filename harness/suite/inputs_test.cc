// Reading the files that a case names: what is there is paired with the right input, what is wrong is named
// by its file.
#include <gmock/gmock.h>

#include "harness/base/error.h"
#include "harness/base/file.h"
#include "harness/base/testing/temporary_folder.h"
#include "harness/suite/suite.h"

namespace assay {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using Bytes = std::vector<uint8_t>;

// One input of the model is 4 bytes, an output is 2 bytes, which are 2 classes.
class InputsTest : public ::testing::Test {
 protected:
  LoadedCase Load(std::vector<InputSource> sources) {
    Case definition;
    definition.name = "one";
    definition.inputs = std::move(sources);
    return LoadCaseInputs(definition, folder_.path(), {}, /*input_bytes=*/4, /*output_bytes=*/2,
                          /*classes=*/2);
  }
  std::string Error(const InputSource& source) {
    try {
      Load({source});
    } catch (const UsageError& error) {
      return error.what();
    }
    return "no error";
  }
  std::string PathOf(const std::string& name) const { return (folder_.path() / name).string(); }

  testing::TemporaryFolder folder_;
};

TEST_F(InputsTest, PackedInputsFollowEachOther) {
  folder_.Write("in.bin", "abcdefgh");
  const LoadedCase loaded = Load({{.packed = "in.bin"}});
  ASSERT_THAT(loaded.inputs, SizeIs(2));
  EXPECT_EQ(loaded.inputs[0].name, "in.bin[0]");
  EXPECT_EQ(loaded.inputs[1].name, "in.bin[1]");
  EXPECT_THAT(loaded.inputs[0].bytes, ElementsAre('a', 'b', 'c', 'd'));
  EXPECT_THAT(loaded.inputs[1].bytes, ElementsAre('e', 'f', 'g', 'h'));
  EXPECT_FALSE(loaded.inputs[0].label);
  EXPECT_EQ(loaded.metric, "") << "nothing is known that could be right or wrong";
  EXPECT_THAT(loaded.notes, IsEmpty());
}

TEST_F(InputsTest, LabelsNamePackedInputs) {
  folder_.Write("in.bin", "abcdefgh");
  folder_.Write("labels.csv", "first,2,1\r\n\r\nsecond,2,0\r\n");
  const LoadedCase loaded = Load({{.packed = "in.bin", .labels = "labels.csv", .metric = "top1"}});
  ASSERT_THAT(loaded.inputs, SizeIs(2));
  EXPECT_EQ(loaded.inputs[0].name, "first");
  EXPECT_EQ(loaded.inputs[0].label, 1);
  EXPECT_EQ(loaded.inputs[1].name, "second");
  EXPECT_EQ(loaded.inputs[1].label, 0);
  EXPECT_THAT(loaded.inputs[1].bytes, ElementsAre('e', 'f', 'g', 'h'));
  EXPECT_EQ(loaded.metric, "top1");
}

TEST_F(InputsTest, PackedInputsMustBeWhole) {
  for (const char* bytes : {"", "abc", "abcdef"}) {
    folder_.Write("in.bin", bytes);
    EXPECT_EQ(Error({.packed = "in.bin"}), PathOf("in.bin") + ": holds " +
                                               std::to_string(std::string(bytes).size()) +
                                               " bytes, not a multiple of the model's input of 4 bytes");
  }
  EXPECT_THAT(Error({.packed = "absent.bin"}), HasSubstr(PathOf("absent.bin")));
}

TEST_F(InputsTest, EveryPackedInputHasALabel) {
  folder_.Write("in.bin", "abcdefgh");
  folder_.Write("labels.csv", "first,2,1\n");
  EXPECT_EQ(Error({.packed = "in.bin", .labels = "labels.csv"}),
            PathOf("labels.csv") + ": has 1 labels, but in.bin holds 2 inputs");
  EXPECT_THAT(Error({.packed = "in.bin", .labels = "absent.csv"}), HasSubstr(PathOf("absent.csv")));
}

TEST_F(InputsTest, ABrokenLabelIsNamedByItsLine) {
  folder_.Write("in.bin", "abcdefgh");
  for (const char* line : {"second", "second,2", "second,2,0,0", "second,two,0", "second,2,zero", "second,2,",
                           "second,2,-1", "second,2,2", "second,2,0x", "second,2, 0"}) {
    folder_.Write("labels.csv", std::string("first,2,1\n\n") + line + "\n");
    EXPECT_EQ(Error({.packed = "in.bin", .labels = "labels.csv"}),
              PathOf("labels.csv") + ":3: must be `name,classes,label` with 0 <= label < classes")
        << line;
  }
}

// The file may be about more classes than the model tells apart.
TEST_F(InputsTest, ALabelIsOneOfTheModelsClasses) {
  folder_.Write("in.bin", "abcdefgh");
  folder_.Write("labels.csv", "first,9,1\nsecond,9,2\n");
  EXPECT_EQ(Error({.packed = "in.bin", .labels = "labels.csv"}),
            PathOf("labels.csv") + ": second has label 2, but the model's output has 2 elements");
}

TEST_F(InputsTest, LabelledFilesLieBesideTheirCsv) {
  folder_.Write("data/labels.csv", "a.bin,2,1\nb.bin,2,0\n");
  folder_.Write("data/a.bin", "aaaa");
  folder_.Write("data/b.bin", "bbbb");
  const LoadedCase loaded = Load({{.labels = "data/labels.csv", .metric = "top1"}});
  ASSERT_THAT(loaded.inputs, SizeIs(2));
  EXPECT_EQ(loaded.inputs[1].name, "b.bin");
  EXPECT_EQ(loaded.inputs[1].label, 0);
  EXPECT_THAT(loaded.inputs[1].bytes, ElementsAre('b', 'b', 'b', 'b'));
  EXPECT_EQ(loaded.metric, "top1");
  EXPECT_THAT(loaded.notes, IsEmpty());
}

TEST_F(InputsTest, LabelledFilesThatAreNotThereAreNoted) {
  folder_.Write("labels.csv", "a.bin,2,1\nb.bin,2,0\n");
  folder_.Write("b.bin", "bbbb");
  const LoadedCase loaded = Load({{.labels = "labels.csv"}});
  ASSERT_THAT(loaded.inputs, SizeIs(1));
  EXPECT_EQ(loaded.inputs[0].name, "b.bin");
  EXPECT_EQ(loaded.inputs[0].label, 0) << "its own, not that of the file that is not there";
  EXPECT_THAT(loaded.notes, ElementsAre(PathOf("labels.csv") + " names 2 inputs, 1 of them are there"));
}

TEST_F(InputsTest, ALabelledFileHoldsOneInput) {
  folder_.Write("labels.csv", "a.bin,2,1\n");
  folder_.Write("a.bin", "aaaaa");
  EXPECT_EQ(Error({.labels = "labels.csv"}),
            PathOf("a.bin") + ": holds 5 bytes, but one input of the model is 4 bytes");
}

TEST_F(InputsTest, WithoutTheCsvThereIsNoAccuracy) {
  const LoadedCase loaded = Load({{.lcg = 1}, {.labels = "absent.csv", .metric = "top1"}});
  EXPECT_THAT(loaded.inputs, SizeIs(1));
  EXPECT_EQ(loaded.metric, "");
  EXPECT_THAT(loaded.notes, ElementsAre(PathOf("absent.csv") + " is not there: accuracy is not measured"));
}

TEST_F(InputsTest, ACaseNeedsAnInput) {
  EXPECT_EQ(Error({.labels = "absent.csv"}), "case one: none of its inputs is there");
}

// Computed by another program from the rule in docs/suites.md.
TEST_F(InputsTest, TheGeneratorIsTheDocumentedOne) {
  EXPECT_THAT(LcgInput(0, 6), ElementsAre(117, 205, 37, 75, 132, 226));
  EXPECT_THAT(LcgInput(1, 6), ElementsAre(123, 111, 147, 1, 248, 89));
  EXPECT_THAT(LcgInput(41, 6), ElementsAre(122, 184, 187, 101, 251, 235));
  const LoadedCase loaded = Load({{.lcg = 2}});
  ASSERT_THAT(loaded.inputs, SizeIs(2));
  EXPECT_EQ(loaded.inputs[0].name, "lcg[0]");
  EXPECT_EQ(loaded.inputs[1].name, "lcg[1]");
  EXPECT_EQ(loaded.inputs[1].bytes, LcgInput(1, 4));
}

// Outputs belong to inputs by number, also when some are missing. What has no number, or one too high, is no
// output of this case.
TEST_F(InputsTest, ExpectedOutputsArePairedByNumber) {
  folder_.Write("golden/out_00.bin", "AA");
  folder_.Write("golden/out_2.bin", "CC");
  folder_.Write("golden/out_3.bin", "too high, so nobody minds its size");
  folder_.Write("golden/out_x.bin", "no number");
  folder_.Write("golden/out_1.txt", "no output");
  folder_.Write("golden/in_1.bin", "no output");
  const LoadedCase loaded = Load({{.lcg = 3, .expected = "golden/out_*.bin"}});
  ASSERT_THAT(loaded.inputs, SizeIs(3));
  EXPECT_EQ(loaded.inputs[0].expected, (Bytes{'A', 'A'}));
  EXPECT_FALSE(loaded.inputs[1].expected);
  EXPECT_EQ(loaded.inputs[2].expected, (Bytes{'C', 'C'}));
  EXPECT_THAT(loaded.notes, ElementsAre(PathOf("golden/out_*.bin") +
                                        ": 2 of 3 are there; the reference on the PC is checked with these "
                                        "only"));
}

TEST_F(InputsTest, WhatIsCompleteIsNotNoted) {
  folder_.Write("out_0.bin", "AA");
  folder_.Write("layers.txt", "L 0 0 1\n");
  EXPECT_THAT(Load({{.lcg = 1, .expected = "out_*.bin", .layers = "layers.txt"}}).notes, IsEmpty());
}

TEST_F(InputsTest, ExpectedOutputsAreOfTheModelsSize) {
  folder_.Write("out_0.bin", "AAA");
  EXPECT_EQ(Error({.lcg = 1, .expected = "out_*.bin"}),
            PathOf("out_0.bin") + ": holds 3 bytes, but the model's output is 2 bytes");
  EXPECT_EQ(Error({.lcg = 1, .expected = "out.bin"}), PathOf("out.bin") + ": needs a * in the file's name");
}

TEST_F(InputsTest, CrcsOfOperatorsArePairedByNumber) {
  folder_.Write("layers.txt", "L 1 0 deadbeef\nL 0 0 1\n\nL 0 1 FF\r\nL 7 0 3\n");
  const LoadedCase loaded = Load({{.lcg = 3, .layers = "layers.txt"}});
  ASSERT_THAT(loaded.inputs, SizeIs(3));
  EXPECT_EQ(loaded.inputs[0].layer_crcs, (std::vector<uint32_t>{1, 0xff}));
  EXPECT_EQ(loaded.inputs[1].layer_crcs, (std::vector<uint32_t>{0xdeadbeef}));
  EXPECT_FALSE(loaded.inputs[2].layer_crcs);
  EXPECT_THAT(loaded.notes, ElementsAre(StartsWith(PathOf("layers.txt") + ": 2 of 3 are there")));
}

TEST_F(InputsTest, AFileOfCrcsThatIsNotThereIsNoted) {
  EXPECT_THAT(Load({{.lcg = 2, .layers = "layers.txt"}}).notes,
              ElementsAre(StartsWith(PathOf("layers.txt") + ": 0 of 2 are there")));
}

TEST_F(InputsTest, ABrokenCrcIsNamedByItsLine) {
  for (const char* line : {"X 0 1 2", "L 0 1", "L -1 0 2", "L 0 1 0x2", "L 0 1 123456789", "L 0 2 2",
                           "L 0 0 2", "L 1 1 2", "L a 1 2"}) {
    folder_.Write("layers.txt", std::string("L 0 0 1\n") + line + "\n");
    EXPECT_EQ(Error({.lcg = 1, .layers = "layers.txt"}),
              PathOf("layers.txt") + ":2: must be `L input operator crc32`, operators in order")
        << line;
  }
}

TEST_F(InputsTest, TheModelIsTheOneThatTheSuiteNames) {
  folder_.Write("model.tflite", "model");
  const Bytes model = {'m', 'o', 'd', 'e', 'l'};
  Case definition;
  definition.model = "model.tflite";
  definition.sha256 = Sha256Hex(model);
  EXPECT_EQ(LoadCaseModel(definition, folder_.path()), model);
  definition.sha256 = std::string(64, '0');
  try {
    LoadCaseModel(definition, folder_.path());
    ADD_FAILURE() << "another model was taken for the suite's";
  } catch (const UsageError& error) {
    EXPECT_EQ(error.what(), PathOf("model.tflite") +
                                ": is not the model that the suite names: its SHA-256 is " +
                                Sha256Hex(model) + ", not " + definition.sha256);
  }
}

class SuiteRootTest : public InputsTest {
 protected:
  SuiteRootTest() {
    suite_.name = "official";
    suite_.folder = folder_.path() / "suite";
    suite_.data_hint = "Get the data there.";
    suite_.cases.emplace_back().model = "models/a.tflite";
  }
  std::string RootError(const std::filesystem::path& data) {
    try {
      SuiteRoot(suite_, data);
    } catch (const UsageError& error) {
      return error.what();
    }
    return "no error";
  }

  Suite suite_;
};

TEST_F(SuiteRootTest, ASuiteWithItsOwnFilesNeedsNoData) {
  suite_.data_hint = "";
  EXPECT_EQ(SuiteRoot(suite_, folder_.path()), suite_.folder);
}

TEST_F(SuiteRootTest, DataThatIsNotThereIsNamedWithTheHint) {
  EXPECT_EQ(RootError(""),
            "suite official: no data folder is given (--data FOLDER or ASSAY_DATA).\nGet the data there.");
  EXPECT_EQ(RootError(PathOf("absent")),
            "suite official: the data folder " + PathOf("absent") + " is not there.\nGet the data there.");
  EXPECT_THAT(RootError(folder_.path()), StartsWith("suite official: " + PathOf("models/a.tflite")));
  EXPECT_THAT(RootError(folder_.path()), EndsWith("Get the data there."));
  folder_.Write("models/a.tflite", "model");
  EXPECT_EQ(SuiteRoot(suite_, folder_.path()), folder_.path());
}

}  // namespace
}  // namespace assay

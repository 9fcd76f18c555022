#include "harness/base/yaml.h"

#include <gmock/gmock.h>

#include <functional>

#include "harness/base/error.h"
#include "harness/base/testing/temporary_folder.h"

namespace assay {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class YamlTest : public ::testing::Test {
 protected:
  YamlMap Load(const std::string& text) { return YamlMap::Load(folder_.Write("a.yaml", text)); }
  // What is said behind the file's name.
  std::string Error(const std::string& text, const std::function<void(YamlMap)>& read) {
    try {
      read(Load(text));
    } catch (const UsageError& error) {
      const std::string file = (folder_.path() / "a.yaml").string() + ":";
      EXPECT_THAT(error.what(), StartsWith(file));
      return std::string(error.what()).substr(file.size());
    }
    return "no error";
  }
  std::string BytesError(const std::string& value) {
    return Error("size: " + value, [](YamlMap yaml) { yaml.Bytes("size"); });
  }

  testing::TemporaryFolder folder_;
};

TEST_F(YamlTest, ValuesOfEveryKind) {
  YamlMap yaml = Load("text: a b\nwhole: -3\nreal: 0.25\nyes: true\nlist: [a, 'b']\nmap: {inner: 1}\n");
  EXPECT_TRUE(yaml.Has("text"));
  EXPECT_FALSE(yaml.Has("absent"));
  EXPECT_EQ(yaml.String("text"), "a b");
  EXPECT_EQ(yaml.Integer("whole"), -3);
  EXPECT_EQ(yaml.Number("real"), 0.25);
  EXPECT_TRUE(yaml.Boolean("yes", false));
  EXPECT_THAT(yaml.Strings("list"), ElementsAre("a", "b"));
  EXPECT_EQ(yaml.Map("map").Integer("inner"), 1);
  yaml.ExpectNothingElse();
}

TEST_F(YamlTest, WhatIsAbsentIsTheFallback) {
  YamlMap yaml = Load("a: 1\n");
  EXPECT_EQ(yaml.String("text", "other"), "other");
  EXPECT_EQ(yaml.Integer("whole", 7), 7);
  EXPECT_EQ(yaml.Integer("a", 7), 1);
  EXPECT_TRUE(yaml.Boolean("yes", true));
  EXPECT_THAT(yaml.Strings("list"), IsEmpty());
}

TEST_F(YamlTest, BytesHaveUnits) {
  const auto bytes = [&](const std::string& value) { return Load("size: " + value).Bytes("size"); };
  EXPECT_EQ(bytes("8192"), 8192u);
  EXPECT_EQ(bytes("512K"), 512u * 1024);
  EXPECT_EQ(bytes("4M"), 4u * 1024 * 1024);
  EXPECT_EQ(bytes("0x20000000"), 0x20000000u);
  EXPECT_EQ(bytes("0xFFFFFFFFFFFFFFFF"), UINT64_MAX);
}

TEST_F(YamlTest, OddBytesAreRefused) {
  for (const char* value : {"", "K", "1G", "1 K", "1.5K", "-1", "0x", "0y1", "18446744073709551616",
                            "18014398509481984K", "[1]"}) {
    EXPECT_THAT(BytesError(value), HasSubstr("size: must be a number of bytes")) << value;
  }
}

TEST_F(YamlTest, ErrorsNameLineFieldAndWhatIsWanted) {
  EXPECT_EQ(Error("a: 1\n", [](YamlMap yaml) { yaml.String("text"); }), "1: text: is missing; give a text");
  EXPECT_EQ(Error("a: 1\ntext: [b]\n", [](YamlMap yaml) { yaml.String("text"); }), "2: text: must be a text");
  EXPECT_EQ(Error("a: x\n", [](YamlMap yaml) { yaml.Integer("a"); }), "1: a: must be an integer");
  EXPECT_EQ(Error("a: 1.5\n", [](YamlMap yaml) { yaml.Integer("a"); }), "1: a: must be an integer");
  EXPECT_EQ(Error("a: x\n", [](YamlMap yaml) { yaml.Number("a"); }), "1: a: must be a number");
  EXPECT_EQ(Error("a: maybe\n", [](YamlMap yaml) { yaml.Boolean("a", true); }),
            "1: a: must be true or false");
  EXPECT_EQ(Error("a: b\n", [](YamlMap yaml) { yaml.Strings("a"); }), "1: a: must be a list of texts");
  EXPECT_EQ(Error("a: [[b]]\n", [](YamlMap yaml) { yaml.Strings("a"); }), "1: a: must be a list of texts");
  EXPECT_EQ(Error("a: b\n", [](YamlMap yaml) { yaml.Map("a"); }),
            "1: a: must be a mapping of fields to values");
}

TEST_F(YamlTest, FieldsInsideAreNamedByTheirPath) {
  const std::string text = "cases:\n  - name: a\n  - name: b\n    model:\n      size: x\n";
  EXPECT_EQ(Error(text, [](YamlMap yaml) { yaml.Maps("cases").at(1).Map("model").Integer("size"); }),
            "5: cases[1].model.size: must be an integer");
  EXPECT_EQ(Error(text, [](YamlMap yaml) { yaml.Maps("cases").at(0).Map("model"); }),
            "2: cases[0].model: is missing; give a mapping of fields to values");
  EXPECT_EQ(Error("a: [{b: 1}, 2]\n", [](YamlMap yaml) { yaml.Maps("a"); }),
            "1: a: a[1] must be a mapping of fields to values");
}

TEST_F(YamlTest, AFieldThatNobodyAsksForIsATypingMistake) {
  EXPECT_EQ(Error("name: a\nnmae: b\n",
                  [](YamlMap yaml) {
                    yaml.String("name");
                    yaml.Integer("size", 0);
                    yaml.ExpectNothingElse();
                  }),
            "2: nmae: is not a field; there are name, size");
}

TEST_F(YamlTest, AFileThatIsNoMappingIsRefused) {
  const auto nothing = [](const YamlMap&) {};
  EXPECT_EQ(Error("- a\n", nothing), "1: must be a mapping of fields to values");
  EXPECT_EQ(Error("", nothing), "1: must be a mapping of fields to values");
  EXPECT_THAT(Error("a: 1\nb: [1, 2\nc: 3\n", nothing), ::testing::MatchesRegex("[0-9]+: .+"));
  EXPECT_THROW(YamlMap::Load(folder_.path() / "absent.yaml"), UsageError);
}

}  // namespace
}  // namespace assay

#include "harness/run/kernels_option.h"

#include <gtest/gtest.h>

#include <vector>

#include "harness/base/error.h"
#include "kernels/operator_name.h"

namespace assay {
namespace {

TEST(KernelsOption, Forms) {
  for (const char* good : {"", "reference", "reference,SOFTMAX=portable", "a,ADD=b,CONV_2D=c"}) {
    EXPECT_NO_THROW(CheckKernelsForm(good)) << good;
  }
  const std::string too_long(300, 'a');
  for (const char* bad : {",", "reference,", "SOFTMAX=reference", "a,b", "a,SOFTMAX=", "a,=b", "a b",
                          "\xff\xfe", too_long.c_str()}) {
    EXPECT_THROW(CheckKernelsForm(bad), UsageError) << bad;
  }
}

TEST(KernelsOption, UnknownNamesSuggestTheNearest) {
  try {
    CheckKernelsForm("reference,SOFTMX=reference");
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_NE(std::string(error.what()).find("did you mean 'SOFTMAX'?"), std::string::npos) << error.what();
  }
  const std::vector<std::string> sets = {"portable", "reference"};
  EXPECT_NO_THROW(CheckKernelSets("portable,ADD=reference", sets));
  EXPECT_THROW(CheckKernelSets("portable,ADD=referense", sets), UsageError);
}

TEST(KernelsOption, OperatorsGoOverTheLinkByNumber) {
  EXPECT_EQ(WithOperatorNumbers(""), "");
  EXPECT_EQ(WithOperatorNumbers("portable"), "portable");
  EXPECT_EQ(WithOperatorNumbers("portable,ADD=reference,CIRCULAR_BUFFER=a"), "portable,0=reference,16384=a");
  EXPECT_EQ(WithOperatorNumbers("a,FOO=b"), "a,FOO=b");
}

TEST(KernelsOption, ListsOfChoices) {
  using Choices = std::vector<std::string>;
  EXPECT_EQ(SplitKernelChoices("reference"), (Choices{"reference"}));
  EXPECT_EQ(SplitKernelChoices("a,b,ADD=a,SOFTMAX=a,c"), (Choices{"a", "b,ADD=a,SOFTMAX=a", "c"}));
  for (const char* bad : {"", ",", "a,", "a,,b", "ADD=a", "ADD=a,b", "a,FOO=b"}) {
    EXPECT_THROW(SplitKernelChoices(bad), UsageError) << bad;
  }
}

}  // namespace
}  // namespace assay

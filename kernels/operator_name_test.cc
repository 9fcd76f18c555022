#include "kernels/operator_name.h"

#include <gtest/gtest.h>

namespace assay {
namespace {

using kernels::Opcode;

TEST(OperatorNameTest, NamesComeFromTheSchema) {
  EXPECT_EQ(OperatorName(Opcode::kAdd), "ADD");
  EXPECT_EQ(OperatorName(Opcode::kConv2D), "CONV_2D");
  EXPECT_EQ(OperatorName(Opcode::kL2Pool2D), "L2_POOL_2D");
  EXPECT_EQ(OperatorName(Opcode::kPadv2), "PADV2");
  EXPECT_EQ(OperatorName(Opcode::kUnidirectionalSequenceLstm), "UNIDIRECTIONAL_SEQUENCE_LSTM");
  EXPECT_EQ(OperatorName(Opcode::kCircularBuffer), "CIRCULAR_BUFFER");
  EXPECT_EQ(OperatorName(209), "STABLEHLO_CASE");
  EXPECT_EQ(OperatorName(4711), "operator 4711");
  EXPECT_EQ(OperatorName(-1), "operator -1");
}

TEST(OperatorNameTest, NumbersAreThoseOfTheNames) {
  for (int number = 0; number <= 209; ++number) EXPECT_EQ(OperatorNumber(OperatorName(number)), number);
  EXPECT_EQ(OperatorNumber("CIRCULAR_BUFFER"), 16384);
  EXPECT_EQ(OperatorNumber("Conv2D"), -1);
  EXPECT_EQ(OperatorNumber(""), -1);
}

TEST(OperatorNameTest, ChoicesOfKernelsAreNumbered) {
  EXPECT_EQ(WithOperatorNumbers(""), "");
  EXPECT_EQ(WithOperatorNumbers("portable"), "portable");
  EXPECT_EQ(WithOperatorNumbers("portable,CONV_2D=reference,ADD=portable"),
            "portable,3=reference,0=portable");
  EXPECT_EQ(WithOperatorNumbers("CONV_2D"), "CONV_2D") << "a set of that name";
  EXPECT_EQ(WithOperatorNumbers("portable,CONV=reference,=x,"), "portable,CONV=reference,=x,");
}

}  // namespace
}  // namespace assay

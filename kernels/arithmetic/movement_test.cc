#include "kernels/arithmetic/movement.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "kernels/operator_name.h"
#include "kernels/reference/reference.h"
#include "kernels/testing/run_kernel.h"

namespace assay::kernels {
namespace {

using testing::Int32Constant;
using testing::PreparedKernel;
using testing::Value;

constexpr Type kTypes[] = {Type::kFloat32, Type::kInt32, Type::kUInt8, Type::kInt64,   Type::kBool,
                           Type::kInt16,   Type::kInt8,  Type::kInt4,  Type::kResource};

TEST(TypeSetTest, HasItsTypesOnly) {
  constexpr TypeSet kSet = {Type::kFloat32, Type::kInt4};
  for (const Type type : kTypes) {
    EXPECT_EQ(kSet.Has(type), type == Type::kFloat32 || type == Type::kInt4) << TypeName(type);
  }
  EXPECT_FALSE(kSet.Has(Type::kNone));
}

// What the operator, whose shapes and options are right, says to each of the types.
template <typename Options>
void ExpectTypes(Opcode opcode, const Options& options, const std::vector<Value>& inputs, const Value& output,
                 TypeSet types) {
  for (const Type type : kTypes) {
    const auto typed = [type](Value value) {
      if (value.type == Type::kInt8) value.type = type;
      return value;
    };
    std::vector<Value> typed_inputs;
    std::ranges::transform(inputs, std::back_inserter(typed_inputs), typed);
    const PreparedKernel kernel(kReference, opcode, options, typed_inputs, {typed(output)});
    EXPECT_EQ(kernel.status(), types.Has(type) ? Status::kOk : Status::kUnsupportedType)
        << OperatorName(opcode) << " of " << TypeName(type);
  }
}

// The oracle proves the rest of them.
TEST(MovementTest, TakesTheTypesThatTheReferenceTakes) {
  const Value row = {.dims = {1, 3}};
  const Value column = {.dims = {3, 1}};
  const Value flat = {.dims = {3}};
  const Value zeros = Int32Constant({2}, {0, 0});
  ExpectTypes(Opcode::kTranspose, 0, {row, Int32Constant({2}, {1, 0})}, column, kActivationTypes);
  ExpectTypes(Opcode::kExpandDims, 0, {flat, Int32Constant({}, {0})}, row, kActivationTypes);
  ExpectTypes(Opcode::kReshape, 0, {row}, flat, kMovableTypes);
  ExpectTypes(Opcode::kPad, 0, {row, Int32Constant({2, 2}, {0, 0, 0, 0})}, row, kActivationOrIndexTypes);
  ExpectTypes(Opcode::kSplit, 0, {Int32Constant({}, {0}), row}, row, kActivationOrIndexTypes);
  ExpectTypes(Opcode::kUnpack, UnpackOptions{.values = 1, .axis = 0}, {row}, flat, kActivationOrIndexTypes);
  ExpectTypes(Opcode::kDynamicUpdateSlice, 0, {row, row, zeros}, row, kActivationOrIndexTypes);
  ExpectTypes(Opcode::kSlice, 0, {row, zeros, Int32Constant({2}, {-1, -1})}, row, kSlicedTypes);
  ExpectTypes(Opcode::kPack, PackOptions{.values = 1, .axis = 0}, {flat}, row,
              {Type::kFloat32, Type::kInt8, Type::kInt16, Type::kInt32, Type::kInt64});
  ExpectTypes(Opcode::kConcatenation, ConcatenationOptions{.axis = 0, .activation = Activation::kNone}, {row},
              row, {Type::kFloat32, Type::kInt8, Type::kInt16, Type::kInt32, Type::kInt64, Type::kBool});
}

}  // namespace
}  // namespace assay::kernels

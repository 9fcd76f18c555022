// The tables that the interpreter keeps in the arena. They hold no pointers, so that they have the same size
// on every core and may be placed anywhere.
#ifndef ASSAY_RUNTIME_TABLES_H_
#define ASSAY_RUNTIME_TABLES_H_

#include <cstdint>

namespace assay::runtime {

// One subgraph of the model; the first is the model itself, the others are called by operators.
struct Subgraph {
  uint32_t plan;   // offset in the arena of the memory that its blocks are placed in
  uint16_t depth;  // how deep it is called: 1 for the model itself; 0: by nothing
  uint16_t first;  // the model's operators in which it is called, directly or not
  uint16_t last;
  uint16_t first_block;
  uint16_t block_count;
  uint16_t first_node;
};
static_assert(sizeof(Subgraph) == 16);

// A variable that VAR_HANDLE names; its number is its place in the table.
struct Variable {
  uint32_t offset;          // in the arena; until it is placed, a hash of its name
  uint32_t bytes;           // 0: nothing says how large it is
  uint16_t subgraph;        // where the first VAR_HANDLE is that names it: the subgraph
  uint16_t operator_index;  //   and the operator
  int32_t initial;          // what its bytes are at first
};
static_assert(sizeof(Variable) == 16);

// All that Invoke needs of an operator. Its operands follow each other, one word each: inputs, outputs, then
// the offsets of scratch and state where there are any. Its params come next, aligned.
struct Node {
  static constexpr uint8_t kScratch = 1;
  static constexpr uint8_t kState = 2;

  uint32_t operands;  // offset in the arena
  uint16_t kernel;    // index in its set
  uint8_t set;        // index in the image's list of sets
  uint8_t flags;
};
static_assert(sizeof(Node) == 8);

// Where an operand lies: an offset in the arena, or in the model for constants.
using Operand = uint32_t;
inline constexpr Operand kInModel = 0x80000000U;
inline constexpr Operand kAbsent = 0xFFFFFFFFU;

// Inputs and outputs of one operator together; bounds the stack of loader and interpreter.
inline constexpr int32_t kMaxOperands = 40;

// `alignment` is a power of two.
constexpr uint64_t AlignUp(uint64_t bytes, uint64_t alignment) {
  return (bytes + alignment - 1) & ~(alignment - 1);
}

}  // namespace assay::runtime

#endif  // ASSAY_RUNTIME_TABLES_H_

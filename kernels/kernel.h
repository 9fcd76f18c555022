// The interface between the runtime and the kernel sets.
//
// A kernel comes in two halves. `prepare` runs once, at load: it sees the whole operation (types, shapes,
// quantisation, options), rejects what the operator does not define, and writes everything that evaluation
// needs into a small params struct. `eval` runs at every inference and sees only that struct and data
// pointers, so nothing unchecked is left to be read then.
//
// `prepare` and the params struct belong to the operator and are the same for all sets
// (kernels/operators/<operator>.{h,cc}); a set (kernels/<set>/) contributes `eval`.
#ifndef ASSAY_KERNELS_KERNEL_H_
#define ASSAY_KERNELS_KERNEL_H_

#include <cstddef>

#include "kernels/opcode.h"
#include "kernels/types.h"

namespace assay::kernels {

// What `prepare` sees of an input or output.
struct Tensor {
  Type type = Type::kNone;
  Shape shape;
  Quantization quantization;
  const void* data = nullptr;  // constants only: the values, in place in the model
  uint32_t bytes = 0;
  bool variable = false;  // keeps its value from one inference to the next; an input that eval may write
  // Set by `prepare` when it refuses the operation because of this one tensor (Blame in validate.h).
  mutable bool at_fault = false;
};

// What `prepare` sees of an operator of the model. `options` points to the operator's plain struct in
// kernels/operators/options.h.
struct Operation {
  Opcode opcode;
  const void* options;
  const void* model;  // where the model starts, for ModelOffset
  const Tensor* inputs;
  int32_t input_count;
  const Tensor* outputs;
  int32_t output_count;
};

// Memory a kernel wants beside its params. Scratch lives only during eval; persistent lives as long as the
// model is loaded and holds, for example, the state of a recurrent operator.
struct Needs {
  uint32_t scratch_bytes = 0;
  uint32_t persistent_bytes = 0;
  // How much work one run is, in multiply-accumulates or as simple steps. An operator that says nothing, or
  // less, counts as the elements of its largest operand.
  uint64_t operations = 0;
};

// What an operator that runs subgraphs, or uses the model's variables, asks of the runtime. The runtime has
// checked at load that the subgraphs are there and that operands fit their inputs and outputs.
class Runtime {
 public:
  // Copies all inputs of a subgraph from here, or to there; and all its outputs.
  virtual void WriteInputs(int32_t subgraph, const void* const* from) = 0;
  virtual void ReadInputs(int32_t subgraph, void* const* to) = 0;
  virtual void ReadOutputs(int32_t subgraph, void* const* to) = 0;
  // kOk, or why one of the subgraph's operators failed; kLoopLimit if the inference ran subgraphs too often.
  virtual Status Run(int32_t subgraph) = 0;
  virtual const void* Output(int32_t subgraph, int32_t index) = 0;
  // The value of a variable; null if there is none of that number and size.
  virtual void* Variable(int32_t number, uint32_t bytes) = 0;

 protected:
  ~Runtime() = default;
};

// What `eval` sees: data pointers in the order of the operation. An absent optional input is null.
struct Buffers {
  const void* const* inputs;
  void* const* outputs;
  void* scratch;
  void* persistent;
  const void* model;
  Runtime* runtime = nullptr;
};

// Where something lies in the model, kept in params in place of a pointer: params hold no pointers, so that
// they have the same size on every board and on the PC, and with them the whole arena.
template <typename T>
class ModelOffset {
 public:
  ModelOffset() = default;
  ModelOffset(const void* model, const T* target)
      : offset_(static_cast<uint32_t>(reinterpret_cast<uintptr_t>(target) -
                                      reinterpret_cast<uintptr_t>(model))) {}
  const T* in(const void* model) const {
    return reinterpret_cast<const T*>(static_cast<const uint8_t*>(model) + offset_);
  }

 private:
  uint32_t offset_ = 0;
};

// Params structs are placed in memory of this alignment and are at most this large, so that the loader can
// try `prepare` on its stack before it knows where the params will lie.
inline constexpr size_t kParamsAlignment = 8;
inline constexpr size_t kMaxParamsBytes = 256;

template <typename Params>
consteval uint16_t ParamsBytes() {
  static_assert(sizeof(Params) <= kMaxParamsBytes && alignof(Params) <= kParamsAlignment);
  return static_cast<uint16_t>(sizeof(Params));
}

using PrepareFunction = Status(const Operation& operation, void* params, Needs* needs);
using EvalFunction = Status(const void* params, const Buffers& buffers);

// A row of a kernel set. Rows are constants with a name each, defined behind their kernel and declared in the
// set's header, so that others can make sets of them (KernelSet, below).
struct Kernel {
  Opcode opcode;
  Type type = Type::kNone;  // of the activations; kNone: any type
  uint8_t typed_input = 0;  // which input the activations' type is that of
  // The type of inputs[1], for operators whose kernels differ by that of their weights; kNone: any type.
  Type weights = Type::kNone;
  // The output holds the very bytes of inputs[0] (RESHAPE). The runtime then gives both the same memory where
  // it can; eval must do nothing if it did and copy if it did not.
  bool view = false;
  uint16_t params_bytes = 0;  // ParamsBytes<the params struct>()
  // Status::kOk, or why the operation is refused, or Status::kNotMine, which leaves it to the next set that
  // has the operator; `params` and `needs` then mean nothing.
  PrepareFunction* prepare = nullptr;
  // Status::kOk, or what was wrong with values that are known only now; the outputs then mean nothing.
  EvalFunction* eval = nullptr;

  // Whether it computes an operator whose typed_input is of `in` and whose inputs[1] is of `with`. kNone: an
  // input is absent, which is for `prepare` to judge.
  constexpr bool Takes(Opcode op, Type in, Type with) const {
    return opcode == op && (type == in || type == Type::kNone) &&
           (weights == with || weights == Type::kNone || with == Type::kNone);
  }

  // The same for activations of a type, and with weights of a type.
  consteval Kernel For(Type of, EvalFunction* function) const {
    Kernel row = *this;
    row.type = of;
    row.eval = function;
    return row;
  }
  consteval Kernel For(Type of, Type of_weights, EvalFunction* function) const {
    Kernel row = For(of, function);
    row.weights = of_weights;
    return row;
  }
};

// Rows in an array, seen as a standard range. Not a std::span, whose header costs each of the many small
// files of kernels more time than all else that they include.
class KernelRows {
 public:
  constexpr KernelRows(const Kernel* const* rows, size_t count) : rows_(rows), count_(count) {}
  template <size_t kCount>
  // NOLINTNEXTLINE(google-explicit-constructor): as std::span's
  constexpr KernelRows(const Kernel* const (&rows)[kCount]) : rows_(rows), count_(kCount) {}

  constexpr size_t size() const { return count_; }
  constexpr const Kernel* const* begin() const { return rows_; }
  constexpr const Kernel* const* end() const { return rows_ + count_; }
  constexpr const Kernel* operator[](size_t row) const { return rows_[row]; }

 private:
  const Kernel* const* rows_;
  size_t count_;
};

// A named implementation of some operators: a plain constant. What an image links is what the rows of its
// sets refer to, so a set of few rows makes a small image:
//
//   constexpr const Kernel* kRows[] = {&portable::rows::kConv2DInt8, &reference::rows::kReshape};
//   constexpr KernelSet kSmall = {.name = "small", .kernels = kRows};
//
// A set has at most one row for the same operator, type and weights.
struct KernelSet {
  const char* name;
  KernelRows kernels;
};

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_KERNEL_H_

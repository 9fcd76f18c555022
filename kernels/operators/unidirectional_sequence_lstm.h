// UNIDIRECTIONAL_SEQUENCE_LSTM: a long short-term memory, run over a sequence.
//
//   inputs    0        [batches, steps, inputs], or [steps, batches, inputs] (time_major): int8 or int16
//             1 ...  4 [units, inputs] int8: weights of the input for the gates input, forget, cell, output
//             5 ...  8 [units, units] int8: weights of the hidden state, for the same gates
//            12 ... 15 [units]: the gates' biases, int32 if inputs are int8, int64 if they are int16
//            18        hidden state, a variable [batches, units] of the input's type
//            19        cell state, a variable of as many int16, whose scale is taken for the nearest power of
//            2 all others of the 24: absent (no peepholes, no projection, no layer normalisation)
//   output     0       as input 0, but with `units` in place of `inputs`; the hidden state after every step
//
// With x the input, h the hidden and c the cell state, at every step:
//   input, forget, output gate = sigmoid(Wx + Rh + b), cell gate = tanh(Wx + Rh + b)
//   c = forget gate * c + input gate * cell gate, limited to +-cell_clip if that is above 0
//   h = output gate * tanh(c)
// Products of gates have 15, sums before the functions 12 fractional bits.
//
// The rules, also that the projection's clip is ignored, are those of TensorFlow Lite Micro's
// kernels/lstm_eval.* and lstm_eval_common.cc.
#ifndef ASSAY_KERNELS_OPERATORS_UNIDIRECTIONAL_SEQUENCE_LSTM_H_
#define ASSAY_KERNELS_OPERATORS_UNIDIRECTIONAL_SEQUENCE_LSTM_H_

#include "kernels/arithmetic/quantize.h"
#include "kernels/kernel.h"
#include "kernels/operators/sigmoid.h"

namespace assay::kernels {

enum LstmGate : int32_t { kLstmInputGate, kLstmForgetGate, kLstmCellGate, kLstmOutputGate };
inline constexpr int32_t kLstmGates = 4;

// Positions of the inputs. Those of the gates follow in the order of LstmGate.
inline constexpr int32_t kLstmInput = 0;
inline constexpr int32_t kLstmInputWeights = 1;
inline constexpr int32_t kLstmHiddenWeights = 5;
inline constexpr int32_t kLstmBiases = 12;
inline constexpr int32_t kLstmHiddenState = 18;
inline constexpr int32_t kLstmCellState = 19;
inline constexpr int32_t kLstmInputs = 24;

struct LstmParams {
  int32_t batches;
  int32_t steps;
  int32_t inputs;
  int32_t units;
  int32_t input_zero_point;
  int32_t hidden_zero_point;
  Multiplier input_multipliers[kLstmGates];   // of the products with the input, to 12 fractional bits
  Multiplier hidden_multipliers[kLstmGates];  // of the products with the hidden state
  Multiplier cell_multiplier;                 // input gate * cell gate, to the cell state's scale
  Multiplier output_multiplier;               // output gate * tanh, to the hidden state's scale
  SigmoidScale cell_scale;                    // of the cell state, for its tanh
  int32_t cell_clip;                          // below 0: none
  bool time_major;
};

Status PrepareLstm(const Operation& operation, void* params, Needs* needs);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_OPERATORS_UNIDIRECTIONAL_SEQUENCE_LSTM_H_

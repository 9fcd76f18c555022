// Whether a bias has the scale of the sums it is added to.
#ifndef ASSAY_KERNELS_ARITHMETIC_BIAS_SCALE_H_
#define ASSAY_KERNELS_ARITHMETIC_BIAS_SCALE_H_

namespace assay::kernels {

// |input * weights - bias| / output <= 0.02, as IEEE doubles would have it, but without their library, of
// which a model may need nothing else. input, weights, output: positive and finite; bias: any float.
bool BiasScaleFits(float input, float weights, float bias, float output);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_BIAS_SCALE_H_

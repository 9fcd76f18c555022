// Whether scales are close enough to one another. As IEEE doubles would have it, but without their library,
// of which a model may need nothing else.
#ifndef ASSAY_KERNELS_ARITHMETIC_SCALE_DIFFERENCE_H_
#define ASSAY_KERNELS_ARITHMETIC_SCALE_DIFFERENCE_H_

namespace assay::kernels {

// Whether a bias has the scale of the sums it is added to: |input * weights - bias| / output <= 0.02. input,
// weights, output: positive and finite; bias: any float.
bool BiasScaleFits(float input, float weights, float bias, float output);

// |a - b| <= 1e-6. Both positive and finite.
bool ScalesAreClose(float a, float b);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_SCALE_DIFFERENCE_H_

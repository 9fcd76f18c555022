// Functions of real numbers, without a mathematics library: the same bits on every core and compiler.
//
// Computed in double with relative errors of a few units of 2^-53, so that a result rounded to float is the
// nearest float, but for rare arguments (none of 267 million tried) for which it is the one next to it.
// Infinities and NaNs behave as in C.
#ifndef ASSAY_KERNELS_ARITHMETIC_REAL_H_
#define ASSAY_KERNELS_ARITHMETIC_REAL_H_

#include <cstdint>

namespace assay::kernels {

// e^x; below -708 zero.
double Exp(double x);

// e^x - 1, exact also near 0.
double Expm1(double x);

// The natural logarithm of x, which is no subnormal double.
double Log(double x);

// Of an angle in radians, however large.
double Sin(float x);
double Cos(float x);

double Tanh(double x);

// Correctly rounded. x is no subnormal double. Rounded to float, it is the correctly rounded root of a float.
double Sqrt(double x);

float Floor(float x);
float Ceil(float x);

}  // namespace assay::kernels

#endif  // ASSAY_KERNELS_ARITHMETIC_REAL_H_

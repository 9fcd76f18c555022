"""Scales that take multipliers to their limits."""

import numpy as np

_LARGEST_SHIFT = (
    30  # TFLM shifts a number of 32 bits further if it is told so, which is undefined
)


def _shift(real):
    """Of the multiplier that `real` becomes, its significand rounded to 31 bits."""
    significand, exponent = np.frexp(abs(real))
    return int(exponent) + (significand * 2.0**31 + 0.5 >= 2.0**31)


def _scale(random):
    return float(np.float32(2.0 ** random.uniform(-40, 40)))


def stretch(random, tensors, multipliers, largest=_LARGEST_SHIFT, share=0.1):
    """Now and then gives quantised tensors scales that are far apart, and often such that a multiplier is at a limit.
    `multipliers`: a function of the scales that returns the real ones, of which all that the last scale is a part of are in
    inverse proportion to it. None is shifted left by more than `largest` bits."""
    if any(t.scales is None for t in tensors) or not random.boolean(share):
        return
    limits = [2.0**largest, 1.0, 2.0**-31, 2.0**-32, 2.0**-33]
    while True:
        for tensor in tensors:
            tensor.scales = [_scale(random)]
        if random.boolean():
            first = multipliers(*(t.scale for t in tensors))[0]
            limit = random.choice(limits) * random.choice([1, 1 - 2**-23, 1 + 2**-22])
            tensors[-1].scales = [float(np.float32(tensors[-1].scale * first / limit))]
        if not 2.0**-120 < tensors[-1].scale < 2.0**120:
            continue
        if all(_shift(r) <= largest for r in multipliers(*(t.scale for t in tensors))):
            return

"""What operators with weights share: quantisation of weights and bias, and scales that keep outputs in range."""

import numpy as np

from oracle.operators.binary import quantization


def random_weights(random, shape, type):
    """Any values, often without the least one, which converters do not write."""
    least = -8 if type == "int4" else -128
    return random.values(shape, type, lo=least if random.boolean(0.3) else least + 1)


def weight_scales(random, channels):
    return (
        random.scales(channels, 1e-3, 0.1)
        if random.boolean(0.7)
        else [random.scale(1e-3, 0.1)]
    )


def output_quantization(random, type, input_scale, scales, terms):
    """Mostly such that sums of `terms` products fill the output's range; sometimes anything."""
    result = quantization(random, type)
    if random.boolean(0.8):
        spread = (
            input_scale
            * float(np.mean(scales))
            * np.sqrt(terms)
            * (60 if type == "int8" else 16000)
        )
        result["scale"] = float(np.float32(spread * random.uniform(0.3, 3)))
    return result


def bias(model, random, channels, type, input_scale, scales):
    """A bias of int32 for int8 activations, of int64 for int16; or None."""
    if random.boolean(0.2):
        return None
    lo, hi = random.choice(
        [(-100, 100), (-20000, 20000), (-(2**20), 2**20), (-(2**31), 2**31 - 1)]
    )
    if len(scales) == 1:
        scales = scales[0]
    scale = np.float32(input_scale) * np.asarray(scales, np.float32)
    bias_type = "int64" if type == "int16" else "int32"
    return model.constant(
        random.values([channels], bias_type, lo, hi), bias_type, scale=scale
    )

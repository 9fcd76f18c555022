"""What operators with weights share: types and quantisation of weights and bias, scales that keep outputs in range.

Their types are named by that of the activations, then what differs from the default: "int8 int4 weights",
"int16 int32 bias"."""

import numpy as np

from oracle.model import Model
from oracle.operators.binary import quantization

TYPES = ["int8", "int8 int4 weights", "int16", "float32"]


class Layer:
    """A model of one operator with weights. Its parts are random in the order in which they are asked for: input,
    weights, bias, output."""

    def __init__(self, random, type, unnoticed=None):
        """`unnoticed`: a mistake that TFLM does not refuse."""
        self._random = random
        self._type = type
        self._activations = activation_type(type)
        self._mistake = _mistake(random, unnoticed)
        self.model = Model()

    def input(self, shape):
        x = self.model.input(
            shape, self._activations, **quantization(self._random, self._activations)
        )
        self._input_scale = x.scales and x.scale
        return x

    def weights(self, shape, scales, axis, zero_point=0):
        """A constant or, now and then, an input; one channel for each index of `axis`."""
        self._channels = shape[axis]
        self._scales = scales
        type = weight_type(self._type)
        if self._mistake == "weight type":
            type = "int8" if type == "float32" else "int16"
        elif self._mistake == "scales" and scales is not None:
            scales = [0.5] * (self._channels + 1)
        quantized = (
            {}
            if scales is None
            else dict(scale=scales, zero_point=zero_point, axis=axis)
        )
        values = random_weights(self._random, shape, type)
        if type != "int4" and self._random.boolean(0.1):
            return self.model.input(shape, type, values=values, **quantized)
        return self.model.constant(values, type, **quantized)

    def bias(self):
        """A bias, or None."""
        return bias(
            self.model,
            self._random,
            self._channels,
            self._type,
            self._input_scale,
            self._scales,
        )

    def output(self, shape, terms):
        """The output, each of its elements a sum of so many products."""
        type = self._activations
        if self._mistake == "output type":
            type = "int16" if type == "int8" else "int8"
        y = self.model.tensor(
            shape,
            type,
            **_output_quantization(
                self._random, self._type, self._input_scale, self._scales, terms
            ),
        )
        self.model.output(y)
        return y


def activation_type(type):
    return type.split()[0]


def weight_type(type):
    if "int4 weights" in type:
        return "int4"
    return "float32" if type == "float32" else "int8"


def bias_type(type):
    if type.endswith(" bias"):
        return type.split()[1]
    return {"int8": "int32", "int16": "int64", "float32": "float32"}[
        activation_type(type)
    ]


def _mistake(random, unnoticed=None):
    """Now and then the name of something that TFLM refuses, else None. `unnoticed`: what it computes on wrong types."""
    wrong = random.choice(["output type", "weight type", "scales"])
    return wrong if random.boolean(0.04) and wrong != unnoticed else None


def random_weights(random, shape, type):
    """Any values, often without the least one, which converters do not write."""
    if type == "float32":
        return random.values(shape, type)
    least = -8 if type == "int4" else -128
    return random.values(shape, type, lo=least if random.boolean(0.3) else least + 1)


def weight_scales(random, channels, type="int8"):
    if type == "float32":
        return None
    return (
        random.scales(channels, 1e-3, 0.1)
        if random.boolean(0.7)
        else [random.scale(1e-3, 0.1)]
    )


def _output_quantization(random, type, input_scale, scales, terms):
    """Mostly such that sums of `terms` products fill the output's range; sometimes anything, up to the largest and
    smallest multipliers there are."""
    activations = activation_type(type)
    result = quantization(random, activations)
    if scales is None:
        return result
    extreme = random.boolean(0.1)
    if extreme:
        # Sums of 64 bits cannot be shifted further; without a bias of int32 they are of 64 bits.
        most = 13.9 if activations == "int16" else 29.9
        spread = input_scale * max(scales) * 2.0 ** random.uniform(-most, 45)
        result["scale"] = float(np.float32(spread))
    elif random.boolean(0.8):
        largest = {"int8": 60, "int4": 4}[weight_type(type)]
        spread = input_scale * float(np.mean(scales)) * np.sqrt(terms) * largest
        result["scale"] = float(np.float32(spread * random.uniform(0.3, 3)))
    return result


def bias(model, random, channels, type, input_scale, scales):
    """A bias, or None. 47 bits are what sums of 64 bits may have."""
    if random.boolean(0.2):
        return None
    type = bias_type(type)
    if type == "float32":
        return model.constant(random.values([channels], type), type)
    lo, hi = random.choice(
        [(-100, 100), (-20000, 20000), (-(2**20), 2**20), (-(2**31), 2**31 - 1)]
    )
    if type == "int64" and random.boolean(0.3):
        lo, hi = -(2**46), 2**46
    if type == "int16":
        lo, hi = -(2**15), 2**15 - 1
    if len(scales) == 1:
        scales = scales[0]
    scale = np.float32(input_scale) * np.asarray(scales, np.float32)
    return model.constant(random.values([channels], type, lo, hi), type, scale=scale)

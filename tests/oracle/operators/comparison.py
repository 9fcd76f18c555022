"""EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL, LESS, LESS_EQUAL."""

import numpy as np

from oracle.model import Model
from oracle.operators.binary import broadcast_shapes
from oracle.registry import OTHERS, operator

ORDERED = ["int8", "int32", "int64", "float32"]


def greater_int16(model, inputs):
    """TFLM's package has GREATER of int16, but leaves its multipliers as they were in memory."""
    given = {t.index: v for t, v in zip(model.inputs, inputs, strict=True)}
    a, b = [
        rescale(given.get(tensor.index, tensor.data), tensor)
        for tensor in model.operators[0].inputs
    ]
    return [np.greater(a, b)]


def rescale(values, tensor):
    """Value less zero point times 2^8 times scale, rounded to 31 bits and again to none, halves away from zero."""
    significand, exponent = np.frexp(np.float64(tensor.scale))
    multiplier = int(np.floor(significand * 2.0**31 + 0.5))
    differences = np.asarray(values, np.int64) - tensor.zero_point
    return np.vectorize(lambda v: _scaled(int(v), multiplier, int(exponent)))(
        differences
    )


def _scaled(value, multiplier, exponent):
    high = (value * 256 * multiplier + 2**30) // 2**31
    if exponent == 0:
        return high
    magnitude = (abs(high) + 2 ** (-exponent - 1)) >> -exponent
    return magnitude if high >= 0 else -magnitude


@operator("GREATER", types=["int16"], definition=greater_int16, refused=OTHERS)
@operator("EQUAL", types=[*ORDERED, "bool"], refused=OTHERS)
@operator("NOT_EQUAL", types=[*ORDERED, "bool"], refused=OTHERS)
@operator("GREATER", types=ORDERED)
@operator("GREATER_EQUAL", types=ORDERED, refused=OTHERS)
@operator("LESS", types=ORDERED, refused=OTHERS)
@operator("LESS_EQUAL", types=ORDERED, refused=OTHERS)
def comparison(random, type, name):
    model = Model()
    shape_a, shape_b, shape = broadcast_shapes(random)
    few = random.boolean()  # few different values, so that many are equal

    def quantization():
        # TFLM crashes on scales of 1 and above.
        if type not in ("int8", "int16"):
            return {}
        zero_point = random.zero_point(type)
        if type == "int16" and random.boolean(0.2):
            zero_point = random.integer(-32768, 32767)
        scale = random.scale(2.0**-40 if random.boolean(0.1) else 1e-3, 0.99)
        return dict(scale=min(scale, 0.99), zero_point=zero_point)

    def values(shape):
        def draw(random):
            if type == "bool" or not few:
                return random.values(shape, type)
            drawn = random.values(shape, type, 0 if type == "uint8" else -2, 2)
            return drawn.round() if type == "float32" else drawn

        return draw

    first = quantization()
    a = model.input(shape_a, type, **first, values=values(shape_a))
    second = first if random.boolean() else quantization()
    if random.boolean(0.3):
        b = model.constant(values(shape_b)(random), type, **second)
    else:
        b = model.input(shape_b, type, **second, values=values(shape_b))
    if random.boolean(0.2):
        a, b = b, a
    y = model.tensor(shape, "bool")
    model.op(name, [a, b], [y])
    model.output(y)
    return model

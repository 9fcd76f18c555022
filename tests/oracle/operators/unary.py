"""Functions of one number: ABS to ZEROS_LIKE."""

import numpy as np

from oracle.model import Model
from oracle.operators.elementwise import floats, quantization, shapes, unary
from oracle.registry import OTHERS, operator


@operator("FLOOR", types=["float32"], refused=OTHERS)
@operator("NEG", types=["float32"], refused=OTHERS)
@operator("SQUARE", types=["float32"], refused=OTHERS)
@operator("COS", types=["float32"], ulps=1, refused=OTHERS)
@operator("SIN", types=["float32"], ulps=1, refused=OTHERS)
def anywhere(random, type, name):
    return unary(random, type, name, {}, {})


@operator("CEIL", types=["float32"], refused=OTHERS)
@operator("ROUND", types=["float32"], refused=OTHERS)
def rounding(random, type, name):
    halves = random.boolean(0.3)

    def values(shape):
        def draw(random):
            doubled = 2 * random.values(shape, "float32", -100, 100)
            return np.round(doubled) / 2 if halves else random.values(shape, "float32")

        return draw

    return unary(random, type, name, {}, {}, strict=True, values=values)


@operator("EXP", types=["float32"], ulps=1, refused=OTHERS)
def exp(random, type, name):
    values = floats(-110.0, 95.0) if random.boolean(0.5) else None
    return unary(random, type, name, {}, {}, strict=True, values=values)


@operator("LOG", types=["float32"], ulps=1, refused=OTHERS)
@operator("SQRT", types=["float32"], refused=OTHERS)
@operator("RSQRT", types=["float32"], refused=OTHERS)
def positive(random, type, name):
    def values(shape):
        def draw(random):
            far = random.values(shape, "float32")
            near = random.values(shape, "float32", 0.5, 1.5)
            sign = 1 if random.boolean(0.9) else random.choice([-1, 0])
            return sign * np.abs(near if random.boolean(0.2) else far)

        return draw

    return unary(random, type, name, {}, {}, values=values)


@operator("ABS", types=["float32", "int8", "int16"], refused=OTHERS)
def absolute(random, type, name):
    x, y = quantization(random, type), quantization(random, type)
    if random.boolean(0.3):
        y["scale"] = x.get("scale")
    if type == "int16" and random.boolean(0.3):
        x, y = {}, {}
    if type == "int16" and random.boolean(0.05):
        y["zero_point"] = 1
    return unary(random, type, name, x, y, multipliers=lambda x, y: [x / y])


@operator("RSQRT", types=["int8", "int16"])
def rsqrt(random, type, name):
    x, y = quantization(random, type), quantization(random, type, 1e-3, 2.0)
    lowest = x["zero_point"] - (1 if random.boolean(0.1) else 0)

    def values(shape):
        def draw(random):
            lo = max(lowest, -128 if type == "int8" else -32768)
            hi = random.choice([min(lo + 3, 127), 127 if type == "int8" else 32767])
            return random.values(shape, type, lo, hi)

        return draw

    return unary(random, type, name, x, y, values=values)


@operator("ZEROS_LIKE", types=["float32", "int8", "int32", "int64"], refused=OTHERS)
def zeros_like(random, type, name):
    x = quantization(random, type)
    return unary(random, type, name, x, x)


@operator(
    "CAST",
    types=["float32", "int8", "int16", "int32", "bool"],
    refused=["int64", "uint8"],
)
def cast(random, type, name):
    model = Model()
    input_shape, output_shape = shapes(random)
    limit = random.choice([3.0, 300.0, 70000.0, 3e9])
    values = None
    if type == "float32":

        def values(random):
            return random.values(input_shape, type, -limit, limit)

    x = model.input(input_shape, type, values=values)
    y = model.tensor(
        output_shape, random.choice(["float32", "int8", "int16", "int32", "bool"])
    )
    model.op(name, [x], [y], {}, "CastOptions" if random.boolean() else None)
    model.output(y)
    return model

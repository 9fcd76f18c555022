"""Arithmetic element by element, with broadcasting."""

import numpy as np

from oracle.model import Model
from oracle.operators.scales import stretch
from oracle.registry import OTHERS, operator

# TFLM computes the last two as if there were none.
ACTIVATIONS = [
    *["NONE"] * 5,
    *["RELU", "RELU6", "RELU_N1_TO_1"] * 3,
    *["TANH", "SIGN_BIT"],
]


def broadcast_shapes(random, rank=None):
    """Two shapes that broadcast, and their result."""
    if rank is None and random.boolean(0.02):  # so large that a rare rounding is seen
        large = random.shape(1, 3) + [random.integer(60, 90), random.integer(60, 90), 2]
        return large, random.choice([large, large[-1:], [1] * 4]), large
    rank = random.rank(1, 4) if rank is None else rank
    result = random.shape(rank, 6)
    if random.boolean(0.5):
        return result, result, result
    shapes = []
    for _ in range(2):
        shape = [1 if random.boolean(0.3) else dim for dim in result]
        if random.boolean(0.3):
            shape = shape[random.integer(0, rank - 1) :]
        shapes.append(shape)
    padded = [[1] * (rank - len(shape)) + shape for shape in shapes]
    return *shapes, [max(a, b) for a, b in zip(*padded, strict=True)]


def quantization(random, type):
    return (
        dict(scale=random.scale(), zero_point=random.zero_point(type))
        if type in ("int8", "int16")
        else {}
    )


def operand(model, random, shape, type):
    """An input or, now and then, a constant."""
    if random.boolean(0.25):
        return model.constant(
            random.values(shape, type), type, **quantization(random, type)
        )
    return model.input(shape, type, **quantization(random, type))


def without_zeros(values):
    """The same values, but without zeros."""
    return np.where(values == 0, np.ones_like(values), values)


def options_of(random, name, type):
    """The options of an arithmetic operator and the name of their table."""
    table = dict(ADD="AddOptions", SUB="SubOptions", MUL="MulOptions", DIV="DivOptions")
    if name not in table:
        return {}, None
    fields = dict(FusedActivationFunction=random.choice(ACTIVATIONS))
    if name in ("ADD", "SUB"):
        fields["PotScaleInt16"] = random.boolean()
    return fields, table[name]


def _multipliers(name, type):
    """The real multipliers made of the scales of both inputs and of the output, and how far they may shift to the left;
    None if there are none."""
    if name == "MUL":
        return lambda a, b, y: [a * b / y], 30
    if name in ("ADD", "SUB"):  # undefined from 1 on
        steps = 2.0 ** (15 if type == "int16" else 20)
        return lambda a, b, y: [2 * max(a, b) / (steps * y)], 0
    if name == "SQUARED_DIFFERENCE":
        steps = 1 if type == "int16" else 2.0**14
        return lambda a, b, y: [4 * max(a, b) ** 2 / (steps * y)], 30
    return None


@operator("ADD", types=["int8", "int16", "int32", "float32"], refused=OTHERS)
@operator("SUB", types=["int8", "int16", "int32", "float32"], refused=OTHERS)
@operator("MUL", types=["int8", "int16", "int32", "float32"], refused=OTHERS)
@operator(
    "SQUARED_DIFFERENCE", types=["int8", "int16", "int32", "float32"], refused=OTHERS
)
@operator(
    "MAXIMUM", types=["int8", "int16", "int32", "int64", "float32"], refused=OTHERS
)
@operator(
    "MINIMUM", types=["int8", "int16", "int32", "int64", "float32"], refused=OTHERS
)
def binary(random, type, name):
    model = Model()
    shape_a, shape_b, shape = broadcast_shapes(random)
    a = model.input(shape_a, type, **quantization(random, type))
    b = operand(model, random, shape_b, type)
    if random.boolean(0.1):
        b = a
        shape = shape_a
    y = model.tensor(shape, type, **quantization(random, type))
    if random.boolean(0.2):
        a, b = b, a
    if name in ("MUL", "SQUARED_DIFFERENCE") and random.boolean(0.03):
        b = model.input(shape_b, "bool")  # which the others take for what it is not
    if name in ("ADD", "SUB") and type == "int32" and random.boolean(0.05):
        b = model.input(shape_b, type, scale=0.5)
    multipliers = _multipliers(name, type)
    if multipliers:
        stretch(random, [a, b, y], *multipliers)
    model.op(name, [a, b], [y], *options_of(random, name, type))
    model.output(y)
    return model


@operator("DIV", types=["int32", "float32"], refused=OTHERS)
@operator("FLOOR_DIV", types=["float32"], refused=OTHERS)
@operator("FLOOR_MOD", types=["float32"], refused=OTHERS)
def division(random, type, name):
    """TFLM crashes where a division by zero is not defined, so that there is none, except for FLOOR_DIV, which refuses it."""
    model = Model()
    shape_a, shape_b, shape = broadcast_shapes(random)
    scale = 0.5 if type == "int32" and random.boolean(0.05) else None
    a = model.input(shape_a, type, scale=scale)

    def divisors(random):
        if type == "int32":
            largest = random.choice([3, 1000, 2**31 - 1])
            values = random.values(shape_b, type, -largest, largest)
            return np.where(values == -1, -2, without_zeros(values)).astype(np.int32)
        values = random.values(shape_b, type)
        if name == "FLOOR_DIV" and random.boolean(0.05):
            values.flat[0] = 0
            return values
        return without_zeros(values)

    if random.boolean(0.3):
        b = model.constant(divisors(random), type)
    else:
        b = model.input(shape_b, type, values=divisors)
    y = model.tensor(shape, type)
    model.op(name, [a, b], [y], *options_of(random, name, type))
    model.output(y)
    return model


@operator("DIV", types=["int8"])
def quantized_division(random, type, name):
    """Quotients that round to nothing are left out: TFLM shifts them by more bits than there are. For that, dividends
    have at least a certain number of bits and divisors at most another."""
    model = Model()
    shape_a, shape_b, shape = broadcast_shapes(random)
    scale_a, scale_b = random.scale(), random.scale()
    multiplier = 2.0 ** random.uniform(-7, 12)
    zero_a, zero_b = random.zero_point(type), random.zero_point(type)
    scale_y = np.float32(scale_a / (scale_b * multiplier))
    real = float(np.float32(scale_a) / (np.float32(scale_b) * scale_y))
    shift = int(np.frexp(real)[1])
    # Bits of the divisor less one are shifted away, and as many as the dividend lacks to 31.
    bits_b = random.integer(1, max(1, min(8, shift + 8)))
    bits_a = max(0, bits_b - shift)

    def dividends(random):
        return _away_from(
            random, shape_a, zero_a, 0 if bits_a == 0 else 2 ** (bits_a - 1) + 1, 255
        )

    def divisors(random):
        return _away_from(random, shape_b, zero_b, 1, 2**bits_b - 1)

    a = model.input(shape_a, type, scale=scale_a, zero_point=zero_a, values=dividends)
    same = dict(scale=scale_b, zero_point=zero_b)
    if random.boolean(0.3):
        b = model.constant(divisors(random), type, **same)
    else:
        b = model.input(shape_b, type, **same, values=divisors)
    y = model.tensor(
        shape, type, scale=float(scale_y), zero_point=random.zero_point(type)
    )
    model.op(name, [a, b], [y], *options_of(random, name, type))
    model.output(y)
    return model


def _away_from(random, shape, zero_point, least, most):
    """int8 values whose distance from the zero point is from `least` to `most`, as far as the type has such."""
    allowed = [v for v in range(-128, 128) if least <= abs(v - zero_point) <= most]
    if not allowed:  # the farthest
        allowed = [-128 if zero_point >= 0 else 127]
    picked = [random.choice(allowed) for _ in range(int(np.prod(shape)))]
    return np.array(picked, np.int8).reshape(shape)


@operator("PRELU", types=["int8", "int16", "float32"], refused=OTHERS)
def prelu(random, type, name):
    model = Model()
    shape_x, shape_alpha, shape = broadcast_shapes(random)
    if random.boolean(0.3):  # as converters write it
        shape_x = shape = random.shape(4, 4)
        shape_alpha = [1, 1, shape[3]]
    x = model.input(shape_x, type, **quantization(random, type))
    alpha_type = "int8" if type == "int16" and random.boolean(0.95) else type
    alpha = operand(model, random, shape_alpha, alpha_type)
    y = model.tensor(shape, type, **quantization(random, type))
    stretch(random, [x, alpha, y], lambda x, alpha, y: (x * alpha / y, x / y))
    model.op(name, [x, alpha], [y])
    model.output(y)
    return model


@operator("ADD_N", types=["int8", "float32"], refused=OTHERS)
def add_n(random, type, name):
    model = Model()
    shape = random.shape(random.rank(1, 5), 5)
    same = quantization(random, type)
    inputs = [model.input(shape, type, **same) for _ in range(random.integer(1, 5))]
    if random.boolean(0.9):
        inputs.append(model.constant(random.values(shape, type), type, **same))
    if random.boolean(0.04):
        inputs.append(model.input(shape, type, **quantization(random, type)))
    if random.boolean(0.02):
        inputs.append(model.input([2, *shape], type, **same))
    y = model.tensor(shape, type, **quantization(random, type))
    stretch(
        random, [*inputs, y], lambda x, *others: [2 * x / (2.0**20 * others[-1])], 0
    )
    model.op(name, inputs, [y])
    model.output(y)
    return model

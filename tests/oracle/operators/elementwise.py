"""Shared by the operators that compute each output element from the input element at the same place."""

from math import prod

from oracle.model import Model
from oracle.operators.scales import stretch

FLOAT = "float32"


def shapes(random, strict=False):
    """The input's shape and the output's: mostly the same; unless `strict`, now and then with the same elements."""
    if random.boolean(0.02):  # so large that a rare rounding is seen
        shape = [random.integer(100, 130), random.integer(100, 130)]
        return shape, shape
    shape = random.shape(random.rank(1, 5), 6)
    if not strict and random.boolean(0.1):
        return shape, [prod(shape)]
    return shape, shape


def quantization(random, type, lo=1e-3, hi=1.0):
    """Of an operand; none for floats."""
    if type not in ("int8", "uint8", "int16"):
        return {}
    return dict(scale=random.scale(lo, hi), zero_point=random.zero_point(type))


def floats(lo=-8.0, hi=8.0):
    """Values of an input; by default mostly where functions bend."""

    def values(shape):
        def draw(random):
            if random.boolean(0.2):
                return random.values(shape, FLOAT)
            return random.values(shape, FLOAT, lo, hi)

        return draw

    return values


def unary(
    random,
    type,
    name,
    x,
    y,
    fields=None,
    options=None,
    strict=False,
    values=None,
    multipliers=None,
):
    """A model of one operator with one input and one output; `x` and `y` are their quantisations. `multipliers`: see
    scales.py."""
    model = Model()
    input_shape, output_shape = shapes(random, strict)
    if values is None and type == FLOAT:
        values = floats()
    a = model.input(
        input_shape, type, **x, values=None if values is None else values(input_shape)
    )
    b = model.tensor(output_shape, type, **y)
    if multipliers:
        stretch(random, [a, b], multipliers)
    model.op(name, [a], [b], fields, options)
    model.output(b)
    return model

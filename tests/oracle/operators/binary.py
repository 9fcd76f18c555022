"""Element by element with broadcasting: ADD."""

from oracle.model import Model
from oracle.registry import operator

ACTIVATIONS = ["NONE", "NONE", "RELU", "RELU6", "RELU_N1_TO_1"]


def broadcast_shapes(random, rank=None):
    """Two shapes that broadcast, and their result."""
    rank = random.integer(1, 4) if rank is None else rank
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


@operator("ADD", types=["int8"])
def add(random, type, name):
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
    model.op(
        name,
        [a, b],
        [y],
        dict(FusedActivationFunction=random.choice(ACTIVATIONS)),
        "AddOptions",
    )
    model.output(y)
    return model

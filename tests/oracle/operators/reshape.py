"""RESHAPE."""

from oracle.model import Model
from oracle.operators.binary import quantization
from oracle.registry import operator


def other_shape(random, elements):
    """Some shape of so many elements."""
    shape = []
    rest = elements
    for _ in range(random.integer(0, 3)):
        divisors = [d for d in range(1, rest + 1) if rest % d == 0]
        shape.append(random.choice(divisors))
        rest //= shape[-1]
    return [*shape, rest]


@operator("RESHAPE", types=["int8", "int16", "int32", "float32", "bool"])
def reshape(random, type, name):
    model = Model()
    shape = random.shape(random.integer(1, 4), 5)
    elements = 1
    for dim in shape:
        elements *= dim
    new = other_shape(random, elements)
    same = quantization(random, type)
    x = model.input(shape, type, **same)
    y = model.tensor(new, type, **same)
    asked = list(new)
    if random.boolean(0.3):
        asked[random.integer(0, len(asked) - 1)] = -1
    if random.boolean(0.05):
        asked[random.integer(0, len(asked) - 1)] += 1
    if random.boolean(0.2):
        model.op(name, [x], [y], dict(NewShape=asked), "ReshapeOptions")
    else:
        model.op(name, [x, model.constant(asked, "int32")], [y])
    model.output(y)
    return model

"""RESHAPE, SQUEEZE, EXPAND_DIMS."""

from oracle.model import Model
from oracle.operators.binary import quantization
from oracle.registry import OTHERS, operator


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
    shape = random.shape(random.rank(1, 4), 5)
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


@operator("SQUEEZE", types=["int8", "int16", "int32", "float32", "bool"])
def squeeze(random, type, name):
    model = Model()
    rank = random.rank(1, 5)
    shape = [1 if random.boolean() else dim for dim in random.shape(rank, 5)]
    ones = [d for d in range(rank) if shape[d] == 1]
    named = [d for d in ones if random.boolean()]
    dims = [d - rank if random.boolean(0.3) else d for d in named]
    gone = named if named else ones
    result = [dim for d, dim in enumerate(shape) if d not in gone]
    if dims and random.boolean(0.05):
        dims[0] = random.choice([rank, -rank - 1, random.integer(0, rank - 1)])
    if dims and random.boolean(0.1):
        dims.append(dims[-1])
    same = quantization(random, type)
    x = model.input(shape, type, **same)
    y = model.tensor(result, type, **same)
    fields = dict(SqueezeDims=dims) if dims or random.boolean() else {}
    model.op(name, [x], [y], fields, "SqueezeOptions")
    model.output(y)
    return model


@operator("EXPAND_DIMS", types=["int8", "int16", "float32"], refused=OTHERS)
def expand_dims(random, type, name):
    model = Model()
    shape = random.shape(random.integer(0, 5), 5)
    axis = random.integer(0, len(shape))
    stated = axis - len(shape) - 1 if random.boolean(0.4) else axis
    result = [*shape[:axis], 1, *shape[axis:]]
    if random.boolean(0.05):
        stated = random.choice([len(shape) + 1, 0])
    if random.boolean(0.03):
        result = [1, *result]
    same = quantization(random, type)
    x = model.input(shape, type, **same)
    y = model.tensor(result, type, **same)
    if random.boolean(0.03):
        operand = model.input([1], "int32", values=[stated])
    else:
        operand = model.constant([stated] if random.boolean() else stated, "int32")
    model.op(name, [x, operand], [y], {}, "ExpandDimsOptions")
    model.output(y)
    return model

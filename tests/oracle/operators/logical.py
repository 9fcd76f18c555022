"""LOGICAL_AND, LOGICAL_OR, LOGICAL_NOT."""

from oracle.model import Model
from oracle.operators.binary import broadcast_shapes
from oracle.registry import OTHERS, operator


@operator("LOGICAL_AND", types=["bool", "int8", "uint8"])
@operator("LOGICAL_OR", types=["bool", "int8", "uint8"])
def logical(random, type, name):
    model = Model()
    shape_a, shape_b, shape = broadcast_shapes(random)
    a = model.input(shape_a, type)
    if random.boolean(0.3):
        b = model.constant(random.values(shape_b, type), type)
    else:
        b = model.input(shape_b, type)
    y = model.tensor(shape, type)
    model.op(name, [a, b], [y])
    model.output(y)
    return model


@operator("LOGICAL_NOT", types=["bool"], refused=OTHERS)
def logical_not(random, type, name):
    model = Model()
    shape = random.shape(random.rank(1, 5), 6)
    x = model.input(shape, type)
    y = model.tensor(shape, type)
    model.op(name, [x], [y])
    model.output(y)
    return model

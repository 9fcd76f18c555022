"""FILL, SHAPE."""

from oracle.model import Model
from oracle.operators.binary import quantization
from oracle.operators.movement import integers, moved
from oracle.registry import OTHERS, operator


@operator("FILL", types=["int8", "int32", "float32"], refused=OTHERS)
def fill(random, type, name):
    model = Model()
    shape = random.shape(random.rank(1, 4), 6)
    same = quantization(random, type)
    rank = 1 if random.boolean(0.03) else 0
    value = moved(random, model, [1] * rank, type, same)
    asked = list(shape)
    if random.boolean(0.05):
        asked[0] += 1
        dims = model.constant(asked, "int32")
    else:
        dims = integers(
            random,
            model,
            asked,
            random.choice(["int32", "int32", "int64", "int16", "int8"]),
            constant=0.97,
        )
    y = model.tensor(shape, type, **same)
    model.op(name, [dims, value], [y], {}, "FillOptions")
    model.output(y)
    return model


@operator("SHAPE", types=["int8", "int16", "int32", "float32", "bool"])
def shape(random, type, name):
    model = Model()
    dims = random.shape(random.rank(1, 5), 6)
    x = moved(random, model, dims, type)
    to = "int64" if random.boolean(0.05) else "int32"
    y = model.tensor([len(dims)], to)
    model.op(name, [x], [y], dict(OutType=to.upper()), "ShapeOptions")
    model.output(y)
    return model

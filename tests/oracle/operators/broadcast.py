"""BROADCAST_TO, BROADCAST_ARGS."""

import numpy as np

from oracle.model import Model
from oracle.operators.binary import broadcast_shapes, quantization
from oracle.registry import operator


@operator("BROADCAST_TO", types=["int8", "int16", "int32", "int64", "float32", "bool"])
def broadcast_to(random, type, name):
    model = Model()
    rank = random.integer(1, 5) if random.boolean(0.97) else 6
    result = random.shape(rank, 4)
    shape = [1 if random.boolean(0.4) else dim for dim in result]
    if random.boolean(0.3):
        shape = shape[random.integer(0, rank - 1) :]
    stated = list(result)
    if random.boolean(0.03):
        stated[random.integer(0, rank - 1)] += 1
    same = quantization(random, type)
    x = model.input(shape, type, **same)
    y = model.tensor(result, type, **same)
    model.op(name, [x, model.constant(stated, random.choice(["int32", "int64"]))], [y])
    model.output(y)
    return model


@operator("BROADCAST_ARGS", types=["int32", "int64"], refused=["float32", "bool"])
def broadcast_args(random, type, name):
    model = Model()
    a, b, result = broadcast_shapes(random)
    if random.boolean(0.2):
        largest = 2**31 - 1
        a, b = [[largest if dim != 1 else 1 for dim in shape] for shape in (a, b)]
    dtype = np.dtype(type)
    x = model.input([len(a)], type, values=np.array(a, dtype))
    if random.boolean():
        y = model.input([len(b)], type, values=np.array(b, dtype))
    else:
        y = model.constant(b, type)
    output = model.tensor([len(result)], type)
    model.op(name, [x, y], [output])
    model.output(output)
    return model

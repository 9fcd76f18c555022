"""GATHER, GATHER_ND, EMBEDDING_LOOKUP."""

import numpy as np

from oracle.model import Model
from oracle.operators.binary import quantization
from oracle.operators.movement import axis_of, moved
from oracle.registry import OTHERS, operator


def indices(random, model, shape, length, wrong=0.05):
    """int32 indices below `length`, now and then with one that is not."""
    values = random.values(shape, "int32", 0, length - 1)
    if random.boolean(wrong):
        values.reshape(-1)[random.integer(0, values.size - 1)] = random.choice(
            [-1, length, length + 7, -(2**31)]
        )
    if random.boolean(0.4):
        return model.constant(values, "int32")
    return model.input(shape, "int32", values=values)


@operator("GATHER", types=["int8", "float32"], refused=OTHERS)
def gather(random, type, name):
    model = Model()
    rank = random.integer(1, 4)
    shape = random.shape(rank, 5)
    axis, stated = axis_of(random, rank)
    batch_dims = random.integer(0, axis) if random.boolean(0.4) else 0
    at = shape[:batch_dims] + random.shape(random.integer(0, min(2, 5 - rank)), 4)
    x = moved(random, model, shape, type)
    y = model.tensor(
        shape[:axis] + at[batch_dims:] + shape[axis + 1 :],
        type,
        **quantization(random, type),
    )
    batch_stated = (
        batch_dims - len(at)
        if batch_dims < len(at) and random.boolean(0.3)
        else batch_dims
    )
    if random.boolean(0.03):
        batch_stated = axis + 1
    operands = [x, indices(random, model, at, shape[axis])]
    model.op(
        name, operands, [y], dict(Axis=stated, BatchDims=batch_stated), "GatherOptions"
    )
    model.output(y)
    return model


@operator("GATHER_ND", types=["int8", "float32"], refused=OTHERS)
def gather_nd(random, type, name):
    model = Model()
    rank = random.rank(1, 5)
    shape = random.shape(rank, 4)
    tuple_size = random.integer(1, rank)
    at = random.shape(random.integer(0, 2), 4)
    x = moved(random, model, shape, type)
    y = model.tensor(at + shape[tuple_size:], type, **quantization(random, type))
    columns = [random.values(at, "int32", 0, dim - 1) for dim in shape[:tuple_size]]
    values = np.stack(columns, axis=-1)
    if random.boolean(0.05):
        place = (*[0 for _ in at], random.integer(0, tuple_size - 1))
        values[place] = random.choice([-1, shape[place[-1]], 1000])
    operand = (
        model.constant(values, "int32")
        if random.boolean(0.4)
        else model.input(values.shape, "int32", values=values)
    )
    model.op(name, [x, operand], [y], {}, "GatherNdOptions")
    model.output(y)
    return model


@operator(
    "EMBEDDING_LOOKUP", types=["int8", "int8 to float32", "float32"], refused=OTHERS
)
def embedding_lookup(random, type, name):
    model = Model()
    type, _, to = type.partition(" to ")
    shape = random.shape(random.rank(2, 4), 6)
    count = random.integer(1, 5)
    same = quantization(random, type)
    if to and random.boolean(0.95):
        same["zero_point"] = 0
    table = model.constant(random.values(shape, type), type, **same)
    y = model.tensor([count, *shape[1:]], to or type, **({} if to else same))
    model.op(name, [indices(random, model, [count], shape[0]), table], [y])
    model.output(y)
    return model

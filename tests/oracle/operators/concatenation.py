"""CONCATENATION, PACK."""

from oracle.model import Model
from oracle.operators.binary import quantization
from oracle.operators.movement import axis_of, moved
from oracle.registry import OTHERS, operator


@operator(
    "CONCATENATION",
    types=["int8", "int16", "int32", "int64", "bool", "float32"],
    refused=OTHERS,
)
def concatenation(random, type, name):
    model = Model()
    rank = random.integer(1, 6)
    shape = random.shape(rank, 4)
    axis, stated = axis_of(random, rank, wrong=0)
    count = random.choice([1, 2, 2, 3, 4, 10, 11])
    same = quantization(random, type)
    inputs = []
    total = 0
    for _ in range(count):
        part = list(shape)
        part[axis] = random.integer(1, 4)
        total += part[axis]
        if inputs and random.boolean(0.1) and inputs[-1].shape == part:
            inputs.append(inputs[-1])
        else:
            other = type != "int8" or random.boolean(0.01)
            inputs.append(moved(random, model, part, type, None if other else same))
    shape[axis] = total
    activation = "RELU" if random.boolean(0.03) else "NONE"
    y = model.tensor(shape, type, **same)
    fields = dict(Axis=stated, FusedActivationFunction=activation)
    model.op(name, inputs, [y], fields, "ConcatenationOptions")
    model.output(y)
    return model


@operator("PACK", types=["int8", "int16", "int32", "int64", "float32"], refused=OTHERS)
def pack(random, type, name):
    model = Model()
    shape = random.shape(min(random.rank(0, 4), 5), 5)
    axis, stated = axis_of(random, len(shape) + 1, wrong=0)
    count = random.integer(1, 6)
    inputs = [moved(random, model, shape, type) for _ in range(count)]
    y = model.tensor(
        [*shape[:axis], count, *shape[axis:]], type, **quantization(random, type)
    )
    model.op(name, inputs, [y], dict(ValuesCount=count, Axis=stated), "PackOptions")
    model.output(y)
    return model

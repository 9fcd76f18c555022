"""SPLIT, SPLIT_V, UNPACK."""

from oracle.model import Model
from oracle.operators.movement import axis_of, integers, moved
from oracle.registry import OTHERS, operator

TYPES = ["int8", "int16", "int32", "float32"]


def axis_operand(random, model, stated):
    if random.boolean(0.03):
        return model.input([1], "int32", values=[stated])
    return model.constant([stated] if random.boolean(0.3) else stated, "int32")


@operator("SPLIT", types=TYPES, refused=OTHERS)
def split(random, type, name):
    model = Model()
    part = random.shape(random.rank(1, 5), 4)
    axis, stated = axis_of(random, len(part))
    count = random.integer(1, 5)
    whole = list(part)
    whole[axis] *= count
    x = moved(random, model, whole, type)
    outputs = [model.tensor(part, type) for _ in range(count)]
    model.op(
        name,
        [axis_operand(random, model, stated), x],
        outputs,
        dict(NumSplits=count),
        "SplitOptions",
    )
    model.output(*outputs)
    return model


@operator("SPLIT_V", types=TYPES, refused=OTHERS)
def split_v(random, type, name):
    model = Model()
    whole = random.shape(random.rank(1, 5), 4)
    axis, stated = axis_of(random, len(whole))
    sizes = [random.integer(1, 4) for _ in range(random.integer(1, 6))]
    whole[axis] = sum(sizes)
    x = moved(random, model, whole, type)
    outputs = [
        model.tensor([*whole[:axis], size, *whole[axis + 1 :]], type) for size in sizes
    ]
    asked = list(sizes)
    if random.boolean(0.2):
        asked[random.integer(0, len(asked) - 1)] = -1
    operands = [x, integers(random, model, asked), axis_operand(random, model, stated)]
    model.op(name, operands, outputs, dict(NumSplits=len(sizes)), "SplitVOptions")
    model.output(*outputs)
    return model


@operator("UNPACK", types=TYPES, refused=OTHERS)
def unpack(random, type, name):
    model = Model()
    shape = random.shape(min(random.rank(0, 4), 5), 5)
    axis, stated = axis_of(random, len(shape) + 1, wrong=0)
    count = random.integer(1, 6)
    x = moved(random, model, [*shape[:axis], count, *shape[axis:]], type)
    outputs = [model.tensor(shape, type) for _ in range(count)]
    model.op(name, [x], outputs, dict(Num=count, Axis=stated), "UnpackOptions")
    model.output(*outputs)
    return model

"""TRANSPOSE, REVERSE_V2."""

from oracle.model import Model
from oracle.operators.movement import axis_of, integers, moved
from oracle.registry import OTHERS, operator


@operator("TRANSPOSE", types=["int8", "int16", "float32"], refused=OTHERS)
def transpose(random, type, name):
    model = Model()
    rank = 6 if random.boolean(0.03) else random.integer(1, 5)
    shape = random.shape(rank, 5)
    rest = list(range(rank))
    permutation = []
    while rest:
        permutation.append(rest.pop(random.integer(0, len(rest) - 1)))
    x = moved(random, model, shape, type)
    stated = list(permutation)
    if random.boolean(0.03):
        stated[0] = random.choice([-1, rank])
    if random.boolean(0.03):
        stated.append(0)
    y = model.tensor([shape[d] for d in permutation], type)
    if random.boolean(0.02):
        permutation_tensor = model.input([len(stated)], "int32", values=stated)
    else:
        permutation_tensor = model.constant(stated, "int32")
    model.op(name, [x, permutation_tensor], [y], {}, "TransposeOptions")
    model.output(y)
    return model


@operator(
    "REVERSE_V2", types=["int8", "int16", "int32", "int64", "uint8", "bool", "float32"]
)
def reverse(random, type, name):
    model = Model()
    rank = random.rank(1, 5)
    shape = random.shape(rank, 5)
    first = random.integer(0, rank - 1)
    axes = list(range(first, random.integer(first, rank - 1) + 1))
    axes = [axis - rank if random.boolean(0.3) else axis for axis in axes]
    if random.boolean(0.5):
        axes.reverse()
    if random.boolean(0.1):
        axes[random.integer(0, len(axes) - 1)] = axis_of(random, rank, 0.5)[1]
    x = moved(random, model, shape, type)
    y = model.tensor(shape, type)
    model.op(name, [x, integers(random, model, axes)], [y], {}, "ReverseV2Options")
    model.output(y)
    return model

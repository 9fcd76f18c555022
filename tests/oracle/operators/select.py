"""SELECT_V2."""

from oracle.model import Model
from oracle.operators.binary import quantization
from oracle.registry import OTHERS, operator


@operator("SELECT_V2", types=["int8", "int16", "float32"], refused=OTHERS)
def select(random, type, name):
    model = Model()
    rank = random.rank(1, 5)
    full = random.shape(rank, 4)
    shapes = [full, full, full]
    if random.boolean(0.7):
        shapes = [[1 if random.boolean(0.3) else dim for dim in full] for _ in range(3)]
        shapes = [
            shape[random.integer(0, rank - 1) :] if random.boolean(0.3) else shape
            for shape in shapes
        ]
    rank = max(len(shape) for shape in shapes)
    padded = [[1] * (rank - len(shape)) + shape for shape in shapes]
    result = [max(dims) for dims in zip(*padded, strict=True)]
    if random.boolean(0.03):
        type = random.choice(["int32", "int64", "bool"])
    condition = model.input(shapes[0], "bool" if random.boolean(0.98) else "int32")
    x, y = [
        model.constant(random.values(shape, type), type, **quantization(random, type))
        if random.boolean(0.25)
        else model.input(shape, type, **quantization(random, type))
        for shape in shapes[1:]
    ]
    output = model.tensor(result, type, **quantization(random, type))
    model.op(name, [condition, x, y], [output])
    model.output(output)
    return model

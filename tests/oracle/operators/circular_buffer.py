"""CIRCULAR_BUFFER."""

from flatbuffers import flexbuffers

from oracle.model import Model
from oracle.operators.binary import quantization
from oracle.registry import operator


def _options(random, cycles_max):
    """A FlexBuffer in one of the widths that a writer may choose, or none."""
    if random.boolean(0.15):
        return b""
    builder = flexbuffers.Builder()
    with builder.Map():
        builder.Key("cycles_max")
        if random.boolean(0.7):
            builder.Int(cycles_max)
        else:
            builder.Int(cycles_max, random.choice([1, 2, 4, 8]))
    return bytes(builder.Finish())


@operator("CIRCULAR_BUFFER", types=["int8", "int8 due"])
def circular_buffer(random, type, name):
    model = Model()
    rows = random.choice([1, 2, 3, 4, 5, 13, 25])
    height, depth = random.integer(1, 4), random.integer(1, 12)
    same = quantization(random, "int8")
    x = model.input([1, 1, height, depth], "int8", **same)
    y = model.variable([1, rows, height, depth], "int8", **same)
    due = model.tensor([1], "bool")
    outputs = [y, due] if type == "int8 due" else [y]
    cycles_max = random.choice([-1, 0, 1, 1, 2, 2, 3, 5, 127])
    model.custom(name, _options(random, cycles_max), [x], outputs)
    model.output(*outputs)
    model.steps = random.integer(3, 8)
    return model

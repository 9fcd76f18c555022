"""CUMSUM."""

from oracle.model import Model
from oracle.operators.axis import axis_input
from oracle.operators.binary import quantization
from oracle.registry import OTHERS, operator


@operator("CUMSUM", types=["int8", "float32"], refused=OTHERS)
def cumsum(random, type, name):
    model = Model()
    shape = random.shape(random.rank(1, 5), random.choice([3, 6]))
    if random.boolean(0.1):
        shape = [random.integer(500, 5000)]
    same = quantization(random, type)
    x = model.input(shape, type, **same)
    y = model.tensor(
        shape, type, **(same if random.boolean(0.3) else quantization(random, type))
    )
    axis, _ = axis_input(model, random, len(shape), wrong=0.04)
    fields = dict(Exclusive=random.boolean(), Reverse=random.boolean())
    model.op(name, [x, axis], [y], fields, "CumsumOptions")
    model.output(y)
    return model

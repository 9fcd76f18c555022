"""SOFTMAX."""

from oracle.model import Model
from oracle.registry import operator


@operator("SOFTMAX", types=["int8"])
def softmax(random, type, name):
    model = Model()
    shape = random.shape(random.integer(1, 4), 6)
    if random.boolean(0.3):
        shape[-1] = random.integer(1, 200)
    x = model.input(
        shape, type, scale=random.scale(1e-3, 2.0), zero_point=random.zero_point(type)
    )
    scale, zero_point = 1 / 256, -128
    if random.boolean(0.05):
        scale, zero_point = random.scale(), random.zero_point(type)
    y = model.tensor(shape, type, scale=scale, zero_point=zero_point)
    beta = 1.0 if random.boolean(0.7) else random.scale(0.01, 10.0)
    model.op(name, [x], [y], dict(Beta=beta), "SoftmaxOptions")
    model.output(y)
    return model

"""FULLY_CONNECTED."""

from oracle.model import Model
from oracle.operators.binary import ACTIVATIONS, quantization
from oracle.operators.weights import (
    bias,
    output_quantization,
    random_weights,
    weight_scales,
)
from oracle.registry import operator


@operator("FULLY_CONNECTED", types=["int8"])
def fully_connected(random, type, name):
    model = Model()
    depth = random.integer(1, 40)
    outputs = random.integer(1, 12)
    batches = random.shape(random.integer(0, 3), 4)
    keep = random.boolean(0.3)

    x = model.input([*batches, depth], type, **quantization(random, type))
    scales = weight_scales(random, outputs)
    weights = model.constant(
        random_weights(random, [outputs, depth], type), type, scale=scales, axis=0
    )
    b = bias(model, random, outputs, type, x.scale, scales)
    rows = 1
    for dim in batches:
        rows *= dim
    y = model.tensor(
        [*batches, outputs] if keep else [rows, outputs],
        type,
        **output_quantization(random, type, x.scale, scales, depth),
    )
    fields = dict(KeepNumDims=keep, FusedActivationFunction=random.choice(ACTIVATIONS))
    model.op(name, [x, weights, b], [y], fields, "FullyConnectedOptions")
    model.output(y)
    return model

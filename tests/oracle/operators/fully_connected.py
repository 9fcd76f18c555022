"""FULLY_CONNECTED."""

from oracle.model import Model
from oracle.operators.binary import ACTIVATIONS, quantization
from oracle.operators.weights import (
    TYPES,
    activation_type,
    bias,
    output_quantization,
    weight_scales,
    weights,
)
from oracle.registry import operator


@operator("FULLY_CONNECTED", types=TYPES)
def fully_connected(random, type, name):
    model = Model()
    activations = activation_type(type)
    depth = random.integer(1, 40)
    outputs = random.integer(1, 12)
    batches = random.shape(random.integer(0, 3), 4)
    keep = random.boolean(0.3)

    x = model.input([*batches, depth], activations, **quantization(random, activations))
    scales = weight_scales(random, outputs, type)
    w = weights(model, random, [outputs, depth], type, scales, axis=0)
    b = bias(model, random, outputs, type, x.scales and x.scale, scales)
    rows = 1
    for dim in batches:
        rows *= dim
    y = model.tensor(
        [*batches, outputs] if keep else [rows, outputs],
        activations,
        **output_quantization(random, type, x.scales and x.scale, scales, depth),
    )
    fields = dict(KeepNumDims=keep, FusedActivationFunction=random.choice(ACTIVATIONS))
    model.op(name, [x, w, b], [y], fields, "FullyConnectedOptions")
    model.output(y)
    return model

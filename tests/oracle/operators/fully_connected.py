"""FULLY_CONNECTED."""

import math

from oracle.operators.binary import ACTIVATIONS
from oracle.operators.weights import TYPES, Layer, weight_scales
from oracle.registry import operator


@operator("FULLY_CONNECTED", types=[*TYPES, "int16 int32 bias"])
def fully_connected(random, type, name):
    layer = Layer(random, type)
    depth = random.integer(1, 1500 if random.boolean(0.05) else 40)
    outputs = random.integer(1, 12)
    batches = random.shape(min(random.rank(0, 3), 5), 4)
    keep = random.boolean(0.3)

    x = layer.input([*batches, depth])
    scales = weight_scales(random, outputs, type)
    if "int4" in type and random.boolean(0.9):
        scales = scales[:1]  # the reference refuses more
    # Weights with one scale may have a zero point.
    offset = scales is not None and len(scales) == 1 and random.boolean(0.3)
    zero_point = random.zero_point("int8") if offset and "int4" not in type else 0
    w = layer.weights([outputs, depth], scales, axis=0, zero_point=zero_point)
    b = layer.bias()
    if b is not None and b.scales and random.boolean(0.15):
        # The reference refuses a bias whose scale is too far off.
        b.scales = random.choice(
            [None, [scale * random.uniform(0.9, 1.1) for scale in b.scales]]
        )
    y = layer.output([*(batches if keep else [math.prod(batches)]), outputs], depth)
    fields = dict(KeepNumDims=keep, FusedActivationFunction=random.choice(ACTIVATIONS))
    layer.model.op(name, [x, w, b], [y], fields, "FullyConnectedOptions")
    return layer.model

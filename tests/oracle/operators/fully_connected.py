"""FULLY_CONNECTED."""

from oracle.model import Model
from oracle.operators.binary import ACTIVATIONS, quantization
from oracle.operators.weights import (
    TYPES,
    activation_type,
    bias,
    mistake,
    other_type,
    output_quantization,
    weight_scales,
    weights,
)
from oracle.registry import operator


@operator("FULLY_CONNECTED", types=[*TYPES, "int16 int32 bias"])
def fully_connected(random, type, name):
    model = Model()
    activations = activation_type(type)
    wrong = mistake(random)
    depth = random.integer(1, 1500 if random.boolean(0.05) else 40)
    outputs = random.integer(1, 12)
    batches = random.shape(min(random.rank(0, 3), 5), 4)
    keep = random.boolean(0.3)

    x = model.input([*batches, depth], activations, **quantization(random, activations))
    scales = weight_scales(random, outputs, type)
    if "int4" in type and random.boolean(0.9):
        scales = scales[:1]  # the reference refuses more
    # Weights with one scale may have a zero point.
    offset = scales is not None and len(scales) == 1 and random.boolean(0.3)
    zero_point = random.zero_point("int8") if offset and "int4" not in type else 0
    w = weights(
        model,
        random,
        [outputs, depth],
        type,
        scales,
        axis=0,
        zero_point=zero_point,
        wrong=wrong,
    )
    b = bias(model, random, outputs, type, x.scales and x.scale, scales)
    if b is not None and b.scales and random.boolean(0.15):
        # The reference refuses a bias whose scale is too far off.
        b.scales = random.choice(
            [None, [scale * random.uniform(0.9, 1.1) for scale in b.scales]]
        )
    rows = 1
    for dim in batches:
        rows *= dim
    y = model.tensor(
        [*batches, outputs] if keep else [rows, outputs],
        other_type(activations) if wrong == "output type" else activations,
        **output_quantization(random, type, x.scales and x.scale, scales, depth),
    )
    fields = dict(KeepNumDims=keep, FusedActivationFunction=random.choice(ACTIVATIONS))
    model.op(name, [x, w, b], [y], fields, "FullyConnectedOptions")
    model.output(y)
    return model

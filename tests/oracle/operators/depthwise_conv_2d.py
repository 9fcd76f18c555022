"""DEPTHWISE_CONV_2D."""

import math

from oracle.operators.binary import ACTIVATIONS
from oracle.operators.filters import Filters
from oracle.operators.weights import TYPES, Layer, weight_scales
from oracle.registry import operator


@operator("DEPTHWISE_CONV_2D", types=TYPES)
def depthwise_conv_2d(random, type, name):
    layer = Layer(random, type, unnoticed="output type")
    batches, height, width, channels = (
        random.shape(1, 3) + random.shape(2, 10) + random.shape(1, 5)
    )
    multiplier = random.choice([1, 1, 2, 3])
    outputs = channels * multiplier
    filters = Filters(random, height, width)
    shape = [1, *filters.size, outputs]

    x = layer.input([batches, height, width, channels])
    w = layer.weights(shape, weight_scales(random, outputs, type), axis=3)
    b = layer.bias()
    y = layer.output([batches, *filters.windows(), outputs], math.prod(filters.size))
    fields = filters.fields()
    fields["DepthMultiplier"] = multiplier
    fields["FusedActivationFunction"] = random.choice(ACTIVATIONS)
    inputs = [x, w, b] if b or random.boolean() else [x, w]
    layer.model.op(name, inputs, [y], fields, "DepthwiseConv2DOptions")
    return layer.model

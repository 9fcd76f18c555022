"""CONV_2D."""

import math

from oracle.operators.binary import ACTIVATIONS
from oracle.operators.filters import Filters
from oracle.operators.weights import TYPES, Layer, weight_scales
from oracle.registry import operator


@operator("CONV_2D", types=[*TYPES, "int16 int32 bias"])
def conv_2d(random, type, name):
    layer = Layer(random, type)
    batches, height, width = random.shape(1, 3) + random.shape(2, 10)
    groups = random.choice([1, 1, 1, 2, 3])
    channels = groups * random.integer(1, 5)
    outputs = groups * random.integer(1, 4)
    filters = Filters(random, height, width)
    shape = [outputs, *filters.size, channels // groups]

    x = layer.input([batches, height, width, channels])
    w = layer.weights(shape, weight_scales(random, outputs, type), axis=0)
    b = layer.bias()
    y = layer.output([batches, *filters.windows(), outputs], math.prod(shape[1:]))
    fields = filters.fields()
    fields["FusedActivationFunction"] = random.choice(ACTIVATIONS)
    inputs = [x, w, b] if b or random.boolean() else [x, w]
    layer.model.op(name, inputs, [y], fields, "Conv2DOptions")
    return layer.model

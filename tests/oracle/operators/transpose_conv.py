"""TRANSPOSE_CONV."""

import numpy as np

from oracle.operators.binary import ACTIVATIONS
from oracle.operators.pool_2d import window
from oracle.operators.weights import Layer, weight_scales
from oracle.registry import operator


@operator("TRANSPOSE_CONV", types=["int8", "int16", "int16 int16 bias", "float32"])
def transpose_conv(random, type, name):
    layer = Layer(random, type, unnoticed="weight type" if "int16" in type else None)
    batches, height, width = random.shape(1, 3) + random.shape(2, 10)  # of the output
    channels, outputs = random.shape(2, 5)
    padding = random.choice(["SAME", "VALID"])
    filter_height = random.integer(1, min(height, 5) if padding == "VALID" else 5)
    filter_width = random.integer(1, min(width, 5) if padding == "VALID" else 5)
    stride_height, stride_width = random.shape(2, 3)
    windows = [
        window(height, filter_height, stride_height, padding),
        window(width, filter_width, stride_width, padding),
    ]
    result = [batches, height, width, outputs]

    shape = layer.model.constant(np.array(result), "int32")
    x = layer.input([batches, *windows, channels])
    w = layer.weights(
        [outputs, filter_height, filter_width, channels],
        weight_scales(random, outputs, type),
        axis=0,
    )
    b = layer.bias()
    terms = filter_height * filter_width * channels // (stride_height * stride_width)
    y = layer.output(result, max(1, terms))
    fields = dict(
        Padding=padding,
        StrideW=stride_width,
        StrideH=stride_height,
        FusedActivationFunction=random.choice(ACTIVATIONS),
    )
    inputs = [shape, w, x, b] if b else [shape, w, x]
    layer.model.op(name, inputs, [y], fields, "TransposeConvOptions")
    return layer.model

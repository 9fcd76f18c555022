"""TRANSPOSE_CONV."""

import numpy as np

from oracle.model import Model
from oracle.operators.binary import ACTIVATIONS, quantization
from oracle.operators.pool_2d import window
from oracle.operators.weights import (
    activation_type,
    bias,
    mistake,
    other_type,
    output_quantization,
    weight_scales,
    weights,
)
from oracle.registry import operator


@operator("TRANSPOSE_CONV", types=["int8", "int16", "int16 int16 bias", "float32"])
def transpose_conv(random, type, name):
    model = Model()
    activations = activation_type(type)
    wrong = mistake(random, unnoticed="weight type" if "int16" in type else None)
    batches, height, width = random.shape(1, 3) + random.shape(2, 10)  # of the output
    channels, outputs = random.shape(2, 5)
    padding = random.choice(["SAME", "VALID"])
    filter_height = random.integer(1, min(height, 5) if padding == "VALID" else 5)
    filter_width = random.integer(1, min(width, 5) if padding == "VALID" else 5)
    stride_height, stride_width = random.shape(2, 3)

    shape = model.constant(np.array([batches, height, width, outputs]), "int32")
    x = model.input(
        [
            batches,
            window(height, filter_height, stride_height, padding),
            window(width, filter_width, stride_width, padding),
            channels,
        ],
        activations,
        **quantization(random, activations),
    )
    scales = weight_scales(random, outputs, type)
    w = weights(
        model,
        random,
        [outputs, filter_height, filter_width, channels],
        type,
        scales,
        axis=0,
        wrong=wrong,
    )
    b = bias(model, random, outputs, type, x.scales and x.scale, scales)
    terms = max(
        1, filter_height * filter_width * channels // (stride_height * stride_width)
    )
    y = model.tensor(
        [batches, height, width, outputs],
        other_type(activations) if wrong == "output type" else activations,
        **output_quantization(random, type, x.scales and x.scale, scales, terms),
    )
    fields = dict(
        Padding=padding,
        StrideW=stride_width,
        StrideH=stride_height,
        FusedActivationFunction=random.choice(ACTIVATIONS),
    )
    model.op(
        name,
        [shape, w, x, b] if b else [shape, w, x],
        [y],
        fields,
        "TransposeConvOptions",
    )
    model.output(y)
    return model

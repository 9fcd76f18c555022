"""CONV_2D."""

from oracle.model import Model
from oracle.operators.binary import ACTIVATIONS, quantization
from oracle.operators.pool_2d import window
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


@operator("CONV_2D", types=[*TYPES, "int16 int32 bias"])
def conv_2d(random, type, name):
    model = Model()
    activations = activation_type(type)
    wrong = mistake(random)
    batches, height, width = random.shape(1, 3) + random.shape(2, 10)
    groups = random.choice([1, 1, 1, 2, 3])
    channels = groups * random.integer(1, 5)
    outputs = groups * random.integer(1, 4)
    padding = random.choice(["SAME", "VALID"])
    stride_height, stride_width = random.shape(2, 3)
    dilation_height, dilation_width = (
        random.shape(2, 3) if random.boolean(0.3) else (1, 1)
    )

    def filter_size(size, dilation):
        if padding == "VALID":
            return random.integer(1, (size - 1) // dilation + 1)
        return random.integer(1, 20 if random.boolean(0.1) else 5)

    filter_height = filter_size(height, dilation_height)
    filter_width = filter_size(width, dilation_width)
    shape = [outputs, filter_height, filter_width, channels // groups]

    x = model.input(
        [batches, height, width, channels],
        activations,
        **quantization(random, activations),
    )
    scales = weight_scales(random, outputs, type)
    w = weights(model, random, shape, type, scales, axis=0, wrong=wrong)
    b = bias(model, random, outputs, type, x.scales and x.scale, scales)
    terms = filter_height * filter_width * shape[3]
    y = model.tensor(
        [
            batches,
            window(height, filter_height, stride_height, padding, dilation_height),
            window(width, filter_width, stride_width, padding, dilation_width),
            outputs,
        ],
        other_type(activations) if wrong == "output type" else activations,
        **output_quantization(random, type, x.scales and x.scale, scales, terms),
    )
    fields = dict(
        Padding=padding,
        StrideW=stride_width,
        StrideH=stride_height,
        DilationWFactor=dilation_width,
        DilationHFactor=dilation_height,
        FusedActivationFunction=random.choice(ACTIVATIONS),
    )
    model.op(
        name,
        [x, w, b] if b or random.boolean() else [x, w],
        [y],
        fields,
        "Conv2DOptions",
    )
    model.output(y)
    return model

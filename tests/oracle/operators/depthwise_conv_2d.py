"""DEPTHWISE_CONV_2D."""

from oracle.model import Model
from oracle.operators.binary import ACTIVATIONS, quantization
from oracle.operators.pool_2d import window
from oracle.operators.weights import (
    bias,
    output_quantization,
    random_weights,
    weight_scales,
)
from oracle.registry import operator


@operator("DEPTHWISE_CONV_2D", types=["int8"])
def depthwise_conv_2d(random, type, name):
    model = Model()
    batches, height, width, channels = (
        random.shape(1, 3) + random.shape(2, 10) + random.shape(1, 5)
    )
    multiplier = random.choice([1, 1, 2, 3])
    outputs = channels * multiplier
    padding = random.choice(["SAME", "VALID"])
    stride_height, stride_width = random.shape(2, 3)
    dilation_height, dilation_width = (
        random.shape(2, 3) if random.boolean(0.3) else (1, 1)
    )

    def filter_size(size, dilation):
        return random.integer(
            1, (size - 1) // dilation + 1 if padding == "VALID" else 5
        )

    filter_height = filter_size(height, dilation_height)
    filter_width = filter_size(width, dilation_width)

    x = model.input(
        [batches, height, width, channels], type, **quantization(random, type)
    )
    scales = weight_scales(random, outputs)
    shape = [1, filter_height, filter_width, outputs]
    weights = model.constant(
        random_weights(random, shape, type), type, scale=scales, axis=3
    )
    b = bias(model, random, outputs, type, x.scale, scales)
    y = model.tensor(
        [
            batches,
            window(height, filter_height, stride_height, padding, dilation_height),
            window(width, filter_width, stride_width, padding, dilation_width),
            outputs,
        ],
        type,
        **output_quantization(
            random, type, x.scale, scales, filter_height * filter_width
        ),
    )
    fields = dict(
        Padding=padding,
        StrideW=stride_width,
        StrideH=stride_height,
        DilationWFactor=dilation_width,
        DilationHFactor=dilation_height,
        DepthMultiplier=multiplier,
        FusedActivationFunction=random.choice(ACTIVATIONS),
    )
    model.op(
        name,
        [x, weights, b] if b or random.boolean() else [x, weights],
        [y],
        fields,
        "DepthwiseConv2DOptions",
    )
    model.output(y)
    return model

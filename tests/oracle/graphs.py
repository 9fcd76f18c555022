"""Small models of several operators, one after the other and side by side: what comes of plans, lifetimes and views."""

import math

from oracle.model import Model
from oracle.operators.binary import ACTIVATIONS, quantization
from oracle.operators.pool_2d import window
from oracle.operators.reshape import other_shape
from oracle.operators.weights import (
    bias,
    random_weights,
    weight_scales,
)
from oracle.registry import operator


def _same(x):
    return dict(scale=x.scale, zero_point=x.zero_point)


def _filled(random, x, scales, terms):
    """Such that sums of so many products fill the range: scales must not run away from layer to layer."""
    scale = x.scale * sum(scales) / len(scales) * math.sqrt(terms) * 60
    return dict(
        scale=scale * random.uniform(0.3, 3.0), zero_point=random.zero_point(x.type)
    )


def _image(x):
    """Whether x may be one: batch, height, width, channels."""
    return len(x.shape) == 4


def _add(model, random, x, others):
    y = model.tensor(x.shape, x.type, **quantization(random, x.type))
    alike = [other for other in others if other.shape == x.shape]
    operands = [x, random.choice(alike)]
    if random.boolean():
        operands.reverse()
    fields = dict(FusedActivationFunction=random.choice(ACTIVATIONS))
    model.op("ADD", operands, [y], fields, "AddOptions")
    return y


def _windows(random, x):
    padding = random.choice(["SAME", "VALID"])
    sizes = [random.integer(1, min(3, size)) for size in x.shape[1:3]]
    strides = random.shape(2, 2)
    fields = dict(
        Padding=padding,
        StrideH=strides[0],
        StrideW=strides[1],
        FusedActivationFunction=random.choice(ACTIVATIONS),
    )
    result = [
        window(size, filter, stride, padding)
        for size, filter, stride in zip(x.shape[1:3], sizes, strides, strict=True)
    ]
    return sizes, fields, result


def _conv_2d(model, random, x, others):
    sizes, fields, result = _windows(random, x)
    channels = random.integer(1, 6)
    scales = weight_scales(random, channels)
    shape = [channels, *sizes, x.shape[3]]
    weights = model.constant(
        random_weights(random, shape, "int8"), "int8", scale=scales, axis=0
    )
    b = bias(model, random, channels, x.type, x.scale, scales)
    y = model.tensor(
        [x.shape[0], *result, channels],
        x.type,
        **_filled(random, x, scales, math.prod(shape[1:])),
    )
    model.op("CONV_2D", [x, weights, b], [y], fields, "Conv2DOptions")
    return y


def _depthwise_conv_2d(model, random, x, others):
    sizes, fields, result = _windows(random, x)
    multiplier = random.choice([1, 1, 2])
    channels = x.shape[3] * multiplier
    scales = weight_scales(random, channels)
    weights = model.constant(
        random_weights(random, [1, *sizes, channels], "int8"),
        "int8",
        scale=scales,
        axis=3,
    )
    b = bias(model, random, channels, x.type, x.scale, scales)
    y = model.tensor(
        [x.shape[0], *result, channels],
        x.type,
        **_filled(random, x, scales, math.prod(sizes)),
    )
    fields["DepthMultiplier"] = multiplier
    # TFLM crashes on a bias that is listed as absent.
    operands = [x, weights, b] if b else [x, weights]
    model.op("DEPTHWISE_CONV_2D", operands, [y], fields, "DepthwiseConv2DOptions")
    return y


def _pool_2d(model, random, x, others):
    sizes, fields, result = _windows(random, x)
    y = model.tensor([x.shape[0], *result, x.shape[3]], x.type, **_same(x))
    fields.update(FilterHeight=sizes[0], FilterWidth=sizes[1])
    name = random.choice(["AVERAGE_POOL_2D", "MAX_POOL_2D"])
    model.op(name, [x], [y], fields, "Pool2DOptions")
    return y


def _fully_connected(model, random, x, others):
    depth = x.shape[-1]
    outputs = random.integer(1, 8)
    scales = weight_scales(random, outputs)
    weights = model.constant(
        random_weights(random, [outputs, depth], "int8"), "int8", scale=scales, axis=0
    )
    b = bias(model, random, outputs, x.type, x.scale, scales)
    y = model.tensor(
        [math.prod(x.shape[:-1]), outputs],
        x.type,
        **_filled(random, x, scales, depth),
    )
    fields = dict(FusedActivationFunction=random.choice(ACTIVATIONS))
    model.op("FULLY_CONNECTED", [x, weights, b], [y], fields, "FullyConnectedOptions")
    return y


def _reshape(model, random, x, others):
    shape = other_shape(random, math.prod(x.shape))
    y = model.tensor(shape, x.type, **_same(x))
    model.op("RESHAPE", [x, model.constant(shape, "int32")], [y])
    return y


def _softmax(model, random, x, others):
    y = model.tensor(x.shape, x.type, scale=1 / 256, zero_point=-128)
    model.op("SOFTMAX", [x], [y], dict(Beta=1.0), "SoftmaxOptions")
    return y


def _concatenation(model, random, x, others):
    axis = random.integer(0, len(x.shape) - 1)
    alike = [o for o in others if o.shape == x.shape and _same(o) == _same(x)]
    operands = [random.choice(alike) for _ in range(random.integer(1, 3))]
    operands.insert(random.integer(0, len(operands)), x)
    shape = list(x.shape)
    shape[axis] *= len(operands)
    y = model.tensor(shape, x.type, **_same(x))
    model.op("CONCATENATION", operands, [y], dict(Axis=axis), "ConcatenationOptions")
    return y


def _pad(model, random, x, others):
    amounts = [[random.integer(0, 2), random.integer(0, 1)] for _ in x.shape]
    shape = [size + sum(amount) for size, amount in zip(x.shape, amounts, strict=True)]
    y = model.tensor(shape, x.type, **_same(x))
    model.op("PAD", [x, model.constant(amounts, "int32")], [y])
    return y


def _transpose(model, random, x, others):
    order = list(range(len(x.shape)))
    for i in range(len(order)):
        j = random.integer(i, len(order) - 1)
        order[i], order[j] = order[j], order[i]
    y = model.tensor([x.shape[axis] for axis in order], x.type, **_same(x))
    model.op("TRANSPOSE", [x, model.constant(order, "int32")], [y])
    return y


_LAYERS = [
    _add,
    _concatenation,
    _fully_connected,
    _pad,
    _reshape,
    _softmax,
    _transpose,
]
_LARGE = 5000  # elements, from which on tensors do not grow
_IMAGE_LAYERS = [*_LAYERS, _conv_2d, _depthwise_conv_2d, _pool_2d]


@operator("GRAPH", types=["int8", "int8 all outputs"])
def graph(random, type, name):
    """With "all outputs" every tensor that is computed is an output, and so compared."""
    model = Model()
    shape = random.shape(1, 2) + random.shape(3, 7)
    tensors = [
        model.input(shape, "int8", **quantization(random, "int8"))
        for _ in range(random.integer(1, 2))
    ]
    inputs = len(tensors)
    for _ in range(random.integer(2, 6)):
        x = tensors[-1] if random.boolean(0.7) else random.choice(tensors)
        layers = _IMAGE_LAYERS if _image(x) else _LAYERS
        if math.prod(x.shape) > _LARGE:
            layers = [_pool_2d] if _image(x) else [_fully_connected]
        tensors.append(random.choice(layers)(model, random, x, tensors))
    used = {t.index for op in model.operators for t in op.inputs if t is not None}
    computed = tensors[inputs:]
    if type == "int8":
        computed = [tensor for tensor in computed if tensor.index not in used]
    model.output(*computed)
    return model

"""SOFTMAX, LOG_SOFTMAX, L2_NORMALIZATION: functions of the rows along the last dimension."""

from oracle.model import Model
from oracle.operators.elementwise import floats, quantization
from oracle.registry import OTHERS, operator


def _rows(random):
    shape = random.shape(random.rank(1, 4), 6)
    if random.boolean(0.3):
        shape[-1] = random.integer(1, 200)
    return shape


def _model(name, shape, x, y, fields, options):
    """`x` and `y`: type and quantisation."""
    model = Model()
    values = floats(-20.0, 20.0)(shape) if x[0] == "float32" else None
    a = model.input(shape, x[0], **x[1], values=values)
    b = model.tensor(shape, y[0], **y[1])
    model.op(name, [a], [b], fields, options)
    model.output(b)
    return model


@operator("SOFTMAX", types=["float32"], ulps=3)
@operator("SOFTMAX", types=["int8", "int8 to int16", "int16"])
def softmax(random, type, name):
    from_type, to_type = (type.split(" to ") * 2)[:2]
    scale, zero_point = {
        "float32": (None, 0),
        "int8": (1 / 256, -128),
        "int8 to int16": (1 / 65536, -32768),
        "int16": (1 / 32768, 0),
    }[type]
    y = dict(scale=scale, zero_point=zero_point)
    if to_type == "int16" and random.boolean(0.2):
        y["scale"] *= 1 + random.choice([-2, -0.9, 0.9, 2]) * 1e-3
    if random.boolean(0.05):
        y = quantization(random, to_type)
    x = quantization(
        random, from_type, *((1e-3, 2.0) if from_type == "int8" else (1e-6, 1.0))
    )
    beta = 1.0 if random.boolean(0.7) else random.scale(0.01, 10.0)
    if from_type != "int8" and random.boolean(0.05):
        beta = random.choice([0.0, -1.0])
    shape = _rows(random)
    if from_type == "int16" and random.boolean(0.05):
        # Of more classes the sum overflows in TFLM; the runtime refuses them.
        shape = [random.integer(1000, 65536)]
    return _model(
        name,
        shape,
        (from_type, x),
        (to_type, y),
        dict(Beta=beta),
        "SoftmaxOptions",
    )


@operator("LOG_SOFTMAX", types=["float32"], ulps=2, refused=OTHERS)
@operator("LOG_SOFTMAX", types=["int8"])
def log_softmax(random, type, name):
    x = quantization(random, type, 1e-4, random.choice([0.2, 2.0, 100.0]))
    y = dict(scale=16 / 256, zero_point=127) if type == "int8" else {}
    if random.boolean(0.05):
        y = quantization(random, type)
    return _model(name, _rows(random), (type, x), (type, y), {}, "LogSoftmaxOptions")


@operator("L2_NORMALIZATION", types=["float32", "int8"], refused=OTHERS)
def l2_normalization(random, type, name):
    x = quantization(random, type)
    y = dict(scale=1 / 128, zero_point=0) if type == "int8" else {}
    if random.boolean(0.1):
        y = quantization(random, type)
    shape = _rows(random)
    if random.boolean(0.05):
        shape = random.shape(5, 3)
    activation = "NONE" if random.boolean(0.95) else "RELU"
    return _model(
        name,
        shape,
        (type, x),
        (type, y),
        dict(FusedActivationFunction=activation),
        "L2NormOptions",
    )

"""RELU, RELU6, LEAKY_RELU, ELU, HARD_SWISH, LOGISTIC, TANH."""

from oracle.operators.elementwise import quantization, unary
from oracle.registry import OTHERS, operator


@operator("RELU", types=["float32", "int8", "int16"], refused=OTHERS)
@operator("RELU6", types=["float32", "int8", "int16"], refused=OTHERS)
def relu(random, type, name):
    hi = 1.0 if random.boolean(0.7) else 100.0
    x, y = quantization(random, type, 1e-3, hi), quantization(random, type)
    if random.boolean(0.3):
        y = x
    if type == "int16" and name == "RELU" and random.boolean(0.05):
        y = dict(y, zero_point=random.integer(-100, 100))
    if type == "int16" and name == "RELU6" and random.boolean(0.3):
        x = dict(x, zero_point=random.integer(-1000, 1000))
    of = (lambda x, y: [x / y]) if name == "RELU" and x != y else None
    return unary(random, type, name, x, y, multipliers=of)


@operator("LEAKY_RELU", types=["float32", "int8", "int16"], refused=OTHERS)
def leaky_relu(random, type, name):
    x, y = quantization(random, type), quantization(random, type)
    alpha = random.choice([0.0, 0.01, 0.1, 0.5, 1.0, 2.0, random.uniform(-2, 2)])
    if type == "int16" and random.boolean(0.2):
        x = dict(x, zero_point=random.integer(-1000, 1000))
        y = dict(y, zero_point=random.integer(-1000, 1000))
    return unary(
        random,
        type,
        name,
        x,
        y,
        dict(Alpha=alpha),
        "LeakyReluOptions",
        multipliers=lambda x, y: [x / y, x * alpha / y],
    )


@operator("ELU", types=["float32"], ulps=1, refused=OTHERS)
@operator("ELU", types=["int8"])
def elu(random, type, name):
    lo, hi = random.choice([(1e-3, 1.0), (1e-6, 10.0)])
    x, y = quantization(random, type, lo, hi), quantization(random, type, lo, hi)
    # Beyond 2^31 steps TFLM's conversion to int32 is undefined; the runtime refuses such scales.
    return unary(random, type, name, x, y, multipliers=lambda x, y: [x * 256 / y])


@operator("HARD_SWISH", types=["float32", "int8"], refused=OTHERS)
def hard_swish(random, type, name):
    lo, hi = random.choice([(1e-3, 1.0), (1e-3, 1.0), (1e-8, 1e3)])
    x, y = quantization(random, type, lo, hi), quantization(random, type, lo, hi)
    return unary(random, type, name, x, y)


@operator("LOGISTIC", types=["float32"], ulps=2, refused=OTHERS)
@operator("TANH", types=["float32"], ulps=2, refused=OTHERS)
@operator("LOGISTIC", types=["int8", "int16"])
@operator("TANH", types=["int8", "int16"])
def sigmoid(random, type, name):
    x = quantization(random, type, 1e-4, random.choice([0.2, 2.0, 20.0]))
    y = quantization(random, type)
    if type == "int8":
        wanted = -128 if name == "LOGISTIC" else 0
        y = dict(scale=1 / 256 if name == "LOGISTIC" else 1 / 128, zero_point=wanted)
        if random.boolean(0.05):
            y = quantization(random, type)
    if type == "int16":
        # From 5.4 on, TFLM's products overflow.
        x["scale"] = random.choice(
            [
                random.scale(1e-4, 5.3),
                random.scale(1e-6, 1.0),
                2.0 ** random.integer(-20, 2),
            ]
        )
        if random.boolean(0.1):
            x["scale"] *= 1 + random.uniform(-2e-3, 2e-3)
        y["scale"] = 2.0**-15
        if random.boolean(0.1):
            y["scale"] *= random.choice([2.0, 1.0005, 1.001])
        if random.boolean(0.05):
            x["zero_point"] = random.integer(-1, 1)
    return unary(random, type, name, x, y)

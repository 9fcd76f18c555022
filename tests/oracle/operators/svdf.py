"""SVDF, int8 with a state of int16 or int8, and float32."""

import numpy as np

from oracle.model import Model
from oracle.operators.weights import random_weights
from oracle.registry import operator


def _float(random, model, shapes, rank):
    x = model.input(shapes["input"], "float32")
    features, times, bias = (
        model.constant(random.values(shapes[n], "float32"), "float32")
        for n in ("features", "times", "bias")
    )
    state = model.variable(shapes["state"], "float32")
    y = model.tensor(shapes["output"], "float32")
    return [x, features, times, bias, state], y


def _integer(random, model, shapes, state_type, filters, rank):
    inputs, memory = shapes["input"][1], shapes["times"][1]
    x_scale, feature_scale, time_scale = random.scale(), random.scale(), random.scale()
    spread = 127 if state_type == "int8" else 32767
    # Mostly such that the state and the output fill their ranges without leaving them much.
    state_scale = x_scale * feature_scale * 5000 * np.sqrt(inputs) / spread
    state_scale *= random.uniform(0.3, 3) if random.boolean(0.8) else random.scale()
    state_scale = np.float32(state_scale)
    output_scale = (
        state_scale * np.float32(time_scale) * spread**2 * np.sqrt(memory * rank) / 400
    )
    output_scale *= random.uniform(0.3, 3) if random.boolean(0.8) else random.scale()
    time_type = state_type
    if random.boolean(0.05) and state_type == "int16":
        time_type = "int8"
    x = model.input(
        shapes["input"], "int8", scale=x_scale, zero_point=random.zero_point("int8")
    )
    features = model.constant(
        random_weights(random, shapes["features"], "int8"),
        "int8",
        scale=feature_scale,
        zero_point=random.zero_point("int8") if random.boolean(0.1) else 0,
    )
    times = model.constant(
        random.values(shapes["times"], time_type), time_type, scale=time_scale
    )
    bias_scale = np.float32(state_scale * np.float32(time_scale))
    if random.boolean(0.1):
        bias_scale += np.float32(random.choice([0.9e-5, 1.1e-5, -0.9e-5]))
    bound = random.choice([100, 2**20, 2**31 - 1])
    bias = model.constant(
        random.values(shapes["bias"], "int32", -bound, bound),
        "int32",
        scale=max(float(bias_scale), 1e-9),
    )
    state = model.variable(
        shapes["state"],
        state_type,
        scale=float(state_scale),
        zero_point=random.zero_point(state_type) if random.boolean(0.5) else 0,
    )
    y = model.tensor(
        shapes["output"],
        "int8",
        scale=float(np.float32(output_scale)),
        zero_point=random.zero_point("int8"),
    )
    return [x, features, times, bias, state], y


@operator(
    "SVDF", types=["int8 int16 state", "int8 int8 state", "float32"], refused=["int16"]
)
def svdf(random, type, name):
    model = Model()
    batches, units, rank = (
        random.integer(1, 3),
        random.integer(1, 6),
        random.integer(1, 4),
    )
    inputs, memory = random.integer(1, 20), random.integer(1, 10)
    filters = units * rank
    shapes = {
        "input": [batches, inputs],
        "features": [filters, inputs],
        "times": [filters, memory],
        "bias": [units],
        "state": [batches, filters * memory],
        "output": [batches, units],
    }
    if random.boolean(0.05):
        # The others are read beyond their ends by TFLM, or crash it.
        shapes[random.choice(["features", "bias", "state", "output"])][0] += 1
    activations = ["NONE", "RELU", "RELU6", "RELU_N1_TO_1", "SIGN_BIT"]
    if type == "float32":
        operands, y = _float(random, model, shapes, rank)
    else:
        state_type = "int16" if type == "int16" else type.split()[1]
        operands, y = _integer(random, model, shapes, state_type, filters, rank)
        if type == "int16":
            operands[0].type = y.type = type
        activations.append("TANH")  # ignored, as all are
    fields = dict(Rank=rank, FusedActivationFunction=random.choice(activations))
    model.op(name, operands, [y], fields, "SVDFOptions")
    model.output(y)
    model.steps = random.integer(3, 6)
    return model

"""UNIDIRECTIONAL_SEQUENCE_LSTM, int8 and int16."""

import numpy as np

from oracle.model import Model
from oracle.operators.weights import random_weights
from oracle.registry import operator

GATES = 4


def _weights(random, model, shape, input_scale):
    """Mostly such that sums over a row stay within the sigmoid's bend."""
    scale = np.float32(
        random.uniform(0.5, 8) / (input_scale * np.sqrt(shape[1]) * 5000)
        if random.boolean(0.8)
        else random.scale()
    )
    return model.constant(
        random_weights(random, shape, "int8"), "int8", scale=float(scale)
    )


def _cell_scale(random):
    if random.boolean(0.85):
        return 2.0 ** random.choice([-15, -14, -13, -12, -12, -11, -11, -10, -9, -8])
    if random.boolean(0.5):
        return 2.0 ** random.integer(-40, 2)
    return random.scale(2.0**-16, 2.0)  # taken for the nearest power


@operator("UNIDIRECTIONAL_SEQUENCE_LSTM", types=["int8", "int16"])
def lstm(random, type, name):
    model = Model()
    batches, steps = random.integer(1, 3), random.integer(1, 5)
    inputs, units = random.integer(1, 12), random.integer(1, 9)
    time_major = random.boolean()
    lead = [steps, batches] if time_major else [batches, steps]
    # int16 sums are large, so their scales are small.
    shrink = 1.0 if type == "int8" else 1 / 256
    x_scale = float(np.float32(random.scale() * shrink))
    h_scale = float(
        np.float32(random.choice([1 / 128, 1 / 255, random.scale()]) * shrink)
    )
    zero_point = random.zero_point(type)
    x = model.input([*lead, inputs], type, scale=x_scale, zero_point=zero_point)
    of_input = [
        _weights(random, model, [units, inputs], x_scale * 60 / shrink)
        for _ in range(GATES)
    ]
    of_hidden = [
        _weights(random, model, [units, units], h_scale * 60 / shrink)
        for _ in range(GATES)
    ]
    bias_type = "int32" if type == "int8" else "int64"
    biases = []
    for weights in of_input:
        bound = random.choice([0, 1000, 2**20, 2**31 - 1])
        values = random.values([units], bias_type, -bound, bound)
        biases.append(model.constant(values, bias_type, scale=x_scale * weights.scale))
    hidden_shape = [batches, units]
    h_zero_point = random.zero_point(type)
    hidden = model.variable(hidden_shape, type, scale=h_scale, zero_point=h_zero_point)
    cell = model.variable([batches, units], "int16", scale=_cell_scale(random))
    y = model.tensor([*lead, units], type, scale=h_scale, zero_point=h_zero_point)
    operands = [
        x,
        *of_input,
        *of_hidden,
        *[None] * 3,
        *biases,
        *[None] * 2,
        hidden,
        cell,
        *[None] * 4,
    ]
    if random.boolean(0.05):
        _spoil(random, model, operands, units)
    fields = dict(
        FusedActivationFunction="TANH",
        CellClip=random.choice([0.0, 0.0, 0.5, 1.0, 10.0, 1e-6, 1e9])
        if random.boolean(0.97)
        else -1.0,
        ProjClip=random.choice([0.0, 0.1]),
        TimeMajor=time_major,
    )
    model.op(name, operands, [y], fields, "UnidirectionalSequenceLSTMOptions")
    model.output(y)
    model.steps = random.integer(3, 4)
    return model


def _spoil(random, model, operands, units):
    """Something that TFLM refuses: a variant of the operator, or a shape that does not fit."""
    if random.boolean():
        index = random.choice([9, 10, 11, 16, 17, 20, 23])
        values = random.values([units], "int16")
        operands[index] = model.constant(values, "int16", scale=2.0**-10)
    else:
        weights = operands[random.integer(1, 8)]
        weights.data = random.values([units + 1, weights.shape[1]], "int8")
        weights.shape[0] += 1

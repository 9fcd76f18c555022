"""MEAN, SUM, REDUCE_MAX, REDUCE_MIN, REDUCE_ALL."""

import math

import numpy as np

from oracle.model import Model
from oracle.operators.binary import quantization
from oracle.registry import OTHERS, operator


def _axes(random, rank, may_be_wrong):
    """Some of the dimensions, from 0 or from the end, some of them twice."""
    if rank == 0:
        return [random.integer(-1, 1)]
    axes = [
        random.integer(-rank, rank - 1)
        for _ in range(random.choice([1, 1, 2, 2, 3, rank]))
    ]
    if may_be_wrong and random.boolean(0.03):
        axes[0] = random.choice([rank, -rank - 1, 2**31 - 1, -(2**31)])
    return axes


def _reduced_shape(shape, axes, keep_dims):
    reduced = {axis % len(shape) for axis in axes} if shape else set()
    return [
        1 if i in reduced else dim
        for i, dim in enumerate(shape)
        if keep_dims or i not in reduced
    ]


def _output_quantization(random, name, type, of_input, count):
    """The input's, as REDUCE_MAX and REDUCE_MIN need; or such that sums fit; or any."""
    if not of_input:
        return {}
    extreme = name in ("REDUCE_MAX", "REDUCE_MIN")
    if random.boolean(0.95 if extreme else 0.3):
        return of_input
    result = quantization(random, type)
    if random.boolean(0.7):
        terms = count if name == "SUM" else 1
        scale = of_input["scale"] * terms * random.uniform(0.2, 1.5)
        result["scale"] = float(np.float32(scale))
    elif random.boolean(0.3):
        # Multipliers of 1 and next to it, and some that leave hardly a bit.
        factor = random.choice(
            [1.0, 1 + 2**-23, 1 - 2**-24, 2.0**-29, 2.0**28, 2.0**31, 2.0**33]
        )
        result["scale"] = float(np.float32(of_input["scale"] * factor))
    return result


@operator("MEAN", types=["int8", "int16", "float32"], refused=OTHERS)
@operator("SUM", types=["int8", "int16", "float32"], refused=OTHERS)
@operator("REDUCE_MAX", types=["int8", "float32"], refused=OTHERS)
@operator("REDUCE_MIN", types=["int8", "float32"], refused=OTHERS)
@operator("REDUCE_ALL", types=["bool"], refused=OTHERS)
def reduction(random, type, name):
    model = Model()
    rank = random.choice([0, 1, 2, 3, 4, 4, 4, 5, 6])
    shape = random.shape(rank, random.choice([3, 6, 6, 40 if rank < 3 else 8]))
    # Along a dimension that does not exist, TFLM computes integer means and sums as zeros, which the runtime refuses.
    may_be_wrong = name not in ("MEAN", "SUM") or type == "float32"
    axes = (
        [1, 2]
        if rank == 4 and random.boolean(0.4)
        else _axes(random, rank, may_be_wrong)
    )
    keep_dims = random.boolean()
    reduced = _reduced_shape(shape, axes, keep_dims)
    of_input = quantization(random, type)
    if type == "int16" and random.boolean(0.1):
        of_input["zero_point"] = random.integer(-3000, 3000)
    x = model.input(shape, type, **of_input)
    scalar_axis = len(axes) == 1 and random.boolean(0.3)
    array = np.array(axes[0] if scalar_axis else axes, np.int32)
    if random.boolean(0.8):
        a = model.constant(array, "int32")
    else:
        a = model.input(array.shape, "int32", values=array)
    count = math.prod(shape) // max(math.prod(reduced), 1)
    y = model.tensor(
        reduced, type, **_output_quantization(random, name, type, of_input, count)
    )
    model.op(name, [x, a], [y], dict(KeepDims=keep_dims), "ReducerOptions")
    model.output(y)
    return model

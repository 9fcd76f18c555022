"""What the cases of operators that only move elements share."""

import math

from oracle.operators.binary import quantization


def elements(shape):
    return math.prod(shape)


def moved(random, model, shape, type, same=None):
    """An input, or now and then a constant."""
    same = quantization(random, type) if same is None else same
    if random.boolean(0.1):
        return model.constant(random.values(shape, type), type, **same)
    return model.input(shape, type, **same)


def integers(random, model, values, type="int32", constant=0.7):
    """A tensor of these values: a constant, or an input that always has them."""
    if random.boolean(constant):
        return model.constant(values, type)
    shape = (
        [len(values)]
        if not values or not isinstance(values[0], list)
        else [len(values), len(values[0])]
    )
    return model.input(shape, type, values=values)


def axis_of(random, rank, wrong=0.03):
    """An axis of [0, rank), the same as the model states it, and now and then one that does not exist."""
    axis = random.integer(0, rank - 1)
    stated = axis - rank if random.boolean(0.4) else axis
    if random.boolean(wrong):
        stated = random.choice([rank, -rank - 1])
    return axis, stated

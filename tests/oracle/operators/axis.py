"""The input that names an axis."""

import numpy as np


def axis_input(model, random, rank, wrong=0.0):
    """A constant or an input that names an axis, and which it is. `wrong`: how probable one is that does not exist."""
    axis = random.integer(-rank, rank - 1)
    if random.boolean(wrong):
        axis = random.choice([rank, -rank - 1])
    if random.boolean(0.7):
        tensor = model.constant(np.full(random.choice([[], [1]]), axis), "int32")
    else:
        tensor = model.input([1], "int32", values=np.array([axis], np.int32))
    return tensor, axis % rank

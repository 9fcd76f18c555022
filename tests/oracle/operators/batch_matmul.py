"""BATCH_MATMUL."""

import numpy as np

from oracle.model import Model
from oracle.operators.binary import broadcast_shapes, operand, quantization
from oracle.registry import OTHERS, operator


@operator("BATCH_MATMUL", types=["int8", "int16", "float32"], refused=OTHERS)
def batch_matmul(random, type, name):
    model = Model()
    rows, columns = random.shape(2, 6)
    depth = random.choice([1, random.integer(1, 8), random.integer(1, 60)])
    adjoint_x, adjoint_y = random.boolean(0.4), random.boolean(0.4)
    batch_rank = random.integer(0, 3)
    batches_x, batches_y, batches = (
        broadcast_shapes(random, batch_rank) if batch_rank else ([], [], [])
    )
    y_depth = depth + 1 if random.boolean(0.03) else depth
    x = operand(
        model,
        random,
        batches_x + ([depth, rows] if adjoint_x else [rows, depth]),
        type,
    )
    if not model.inputs or random.boolean(0.7):
        y = model.input(
            batches_y + ([columns, y_depth] if adjoint_y else [y_depth, columns]),
            type,
            **quantization(random, type),
        )
    else:
        y = operand(
            model,
            random,
            batches_y + ([columns, y_depth] if adjoint_y else [y_depth, columns]),
            type,
        )
    result = quantization(random, type)
    if result and random.boolean(0.8):
        spread = x.scale * y.scale * np.sqrt(depth) * (60 if type == "int8" else 16000)
        result["scale"] = float(np.float32(spread * random.uniform(0.3, 3)))
    elif result and random.boolean():
        most = 29.9 if type == "int8" else 13.9
        spread = x.scale * y.scale * 2.0 ** random.uniform(-most, 45)
        result["scale"] = float(np.float32(spread))
    output = model.tensor([*batches, rows, columns], type, **result)
    fields = dict(AdjX=adjoint_x, AdjY=adjoint_y)
    model.op(name, [x, y], [output], fields, "BatchMatMulOptions")
    model.output(output)
    return model

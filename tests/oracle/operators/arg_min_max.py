"""ARG_MAX, ARG_MIN."""

from oracle.model import Model
from oracle.operators.axis import axis_input
from oracle.operators.binary import quantization
from oracle.registry import OTHERS, operator


@operator("ARG_MAX", types=["int8", "float32"], refused=OTHERS)
@operator("ARG_MIN", types=["int8", "float32"], refused=OTHERS)
def arg_min_max(random, type, name):
    model = Model()
    shape = random.shape(random.rank(1, 5), 5)
    few = random.boolean(0.3)  # few different values, so that many are equal

    def values(random):
        least = 0 if type == "uint8" else -2
        drawn = random.values(shape, type, *([least, 2] if few else []))
        return drawn.round() if few and type == "float32" else drawn

    x = model.input(shape, type, **quantization(random, type), values=values)
    axis, position = axis_input(model, random, len(shape))
    output_type = "int32" if random.boolean(0.95) else "int64"
    y = model.tensor(shape[:position] + shape[position + 1 :], output_type)
    table = "ArgMaxOptions" if name == "ARG_MAX" else "ArgMinOptions"
    model.op(name, [x, axis], [y], dict(OutputType=output_type.upper()), table)
    model.output(y)
    return model

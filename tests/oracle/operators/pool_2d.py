"""AVERAGE_POOL_2D, MAX_POOL_2D, L2_POOL_2D."""

from oracle.model import Model
from oracle.operators.binary import ACTIVATIONS, quantization
from oracle.registry import OTHERS, operator


def window(size, filter, stride, padding, dilation=1):
    """How many windows fit along one dimension."""
    reach = (filter - 1) * dilation + 1
    return -(-size // stride) if padding == "SAME" else (size - reach) // stride + 1


@operator("L2_POOL_2D", types=["float32"], refused=OTHERS)
@operator("MAX_POOL_2D", types=["int8", "int16", "float32"], refused=OTHERS)
@operator("AVERAGE_POOL_2D", types=["int8", "int16", "float32"], refused=OTHERS)
def pool(random, type, name):
    model = Model()
    batches, height, width, channels = (
        random.shape(1, 3) + random.shape(2, 10) + random.shape(1, 6)
    )
    padding = random.choice(["SAME", "VALID"])
    filter_height = random.integer(1, height if padding == "VALID" else 12)
    filter_width = random.integer(1, width if padding == "VALID" else 12)
    stride_height, stride_width = random.shape(2, 4)
    same = quantization(random, type)
    if same and random.boolean(0.08):
        same["scale"] = random.scale(2.0**-40, 2.0**40)
    x = model.input([batches, height, width, channels], type, **same)
    y = model.tensor(
        [
            batches,
            window(height, filter_height, stride_height, padding),
            window(width, filter_width, stride_width, padding),
            channels,
        ],
        type,
        **(quantization(random, type) if random.boolean(0.05) else same),
    )
    fields = dict(
        Padding=padding,
        StrideW=stride_width,
        StrideH=stride_height,
        FilterWidth=filter_width,
        FilterHeight=filter_height,
        FusedActivationFunction=random.choice(ACTIVATIONS),
    )
    model.op(name, [x], [y], fields, "Pool2DOptions")
    model.output(y)
    return model

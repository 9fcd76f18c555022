"""RESIZE_NEAREST_NEIGHBOR, RESIZE_BILINEAR."""

from oracle.model import Model
from oracle.operators.binary import quantization
from oracle.operators.movement import moved
from oracle.registry import operator


@operator("RESIZE_NEAREST_NEIGHBOR", types=["int8", "int16", "float32"])
@operator("RESIZE_BILINEAR", types=["int8", "float32"])
def resize(random, type, name):
    model = Model()
    largest = random.choice([3, 8, 20])
    batch, channels = random.shape(2, 3)
    source = random.shape(2, largest)
    result = [
        random.integer(1, 40) if random.boolean(0.5) else dim * random.integer(1, 4)
        for dim in source
    ]
    if random.boolean(0.1):  # so long that scales lose their last bits
        at = random.integer(0, 1)
        source[at], result[at] = random.integer(1, 2), random.integer(500, 1300)
        channels = 1
    if random.boolean(0.1):
        result = list(source)
    same = quantization(random, type)
    x = moved(random, model, [batch, *source, channels], type, same)
    y = model.tensor([batch, *result, channels], type, **same)
    align_corners = random.boolean(0.35)
    half_pixel_centers = random.boolean(
        0.5 if name == "RESIZE_NEAREST_NEIGHBOR" or not align_corners else 0.05
    )
    fields = dict(AlignCorners=align_corners, HalfPixelCenters=half_pixel_centers)
    options = (
        "ResizeBilinearOptions"
        if name == "RESIZE_BILINEAR"
        else "ResizeNearestNeighborOptions"
    )
    size = (
        model.input([2], "int32", values=result)
        if random.boolean(0.03)
        else model.constant(result, "int32")
    )
    model.op(name, [x, size], [y], fields, options)
    model.output(y)
    return model

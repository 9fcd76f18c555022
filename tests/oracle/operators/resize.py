"""RESIZE_NEAREST_NEIGHBOR, RESIZE_BILINEAR."""

from oracle.model import Model
from oracle.operators.binary import quantization
from oracle.operators.movement import moved
from oracle.registry import OTHERS, operator


def _reads_outside(source, result, align_corners, half_pixel_centers):
    """Whether TFLM's bilinear int8 arithmetic does, on images that are much longer than before; the runtime refuses."""
    gap = int(align_corners and result > 1)
    scale = (1024 * (source - gap) + (result - gap) // 2) // (result - gap)
    last = scale * (result - 1)
    if half_pixel_centers:
        last += scale // 2 - 512
    return last >> 10 >= source


@operator("RESIZE_NEAREST_NEIGHBOR", types=["int8", "int16", "float32"], refused=OTHERS)
@operator("RESIZE_BILINEAR", types=["int8", "float32"], refused=OTHERS)
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
    align_corners = random.boolean(0.35)
    half_pixel_centers = random.boolean(
        0.5 if name == "RESIZE_NEAREST_NEIGHBOR" or not align_corners else 0.05
    )
    if name == "RESIZE_BILINEAR" and type == "int8":
        for at in range(2):
            flags = align_corners, half_pixel_centers
            if _reads_outside(source[at], result[at], *flags):
                result[at] = source[at]
    same = quantization(random, type)
    x = moved(random, model, [batch, *source, channels], type, same)
    y = model.tensor([batch, *result, channels], type, **same)
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

"""SLICE, STRIDED_SLICE, DYNAMIC_UPDATE_SLICE."""

from oracle.model import Model
from oracle.operators.movement import integers, moved
from oracle.registry import OTHERS, operator


@operator("SLICE", types=["int8", "int16", "int32", "bool", "float32"], refused=OTHERS)
def slice(random, type, name):
    model = Model()
    shape = random.shape(random.rank(1, 5), 5)
    begin = [random.integer(0, dim - 1) for dim in shape]
    size = [random.integer(1, dim - at) for dim, at in zip(shape, begin, strict=True)]
    asked = [
        -1 if at + count == dim and random.boolean(0.5) else count
        for dim, at, count in zip(shape, begin, size, strict=True)
    ]
    # A box that leaves the input is refused by newer versions of TFLM; this one reads behind the input.
    kind = random.choice(["int32", "int64"])
    x = moved(random, model, shape, type)
    y = model.tensor(size, type)
    model.op(
        name,
        [
            x,
            integers(random, model, begin, kind),
            integers(random, model, asked, kind),
        ],
        [y],
        {},
        "SliceOptions",
    )
    model.output(y)
    return model


def selected(begin, end, stride, length, from_first, to_last, shrink):
    """How many elements a dimension gives, or None for a dimension that is left out; by Python's own slices."""
    if shrink:
        return None
    start = None if from_first else begin
    stop = None if to_last else end
    return len(range(length)[start:stop:stride])


@operator(
    "STRIDED_SLICE", types=["int8", "int16", "int32", "bool", "float32"], refused=OTHERS
)
def strided_slice(random, type, name):
    model = Model()
    while True:
        rank = 5 if random.boolean(0.03) else random.integer(1, 4)
        shape = random.shape(rank, 7)
        stride = [random.choice([1, 1, 2, 3, -1, -2, 9, -9]) for _ in shape]
        begin = [random.integer(-dim - 2, dim + 1) for dim in shape]
        end = [random.integer(-dim - 2, dim + 1) for dim in shape]
        masks = [[random.boolean(p) for _ in shape] for p in (0.3, 0.5, 0.15)]
        for d in range(rank):
            if masks[2][d]:  # of an element that is not there, TFLM copies nothing
                stride[d] = abs(stride[d] // 2) + 1
                begin[d] = random.integer(-shape[d], shape[d] - 1)
        counts = [
            selected(*arguments)
            for arguments in zip(begin, end, stride, shape, *masks, strict=True)
        ]
        if 0 not in counts:
            break
    size = [count for count in counts if count is not None]
    if size and random.boolean(0.03):
        size[0] += 1
    if random.boolean(0.02):
        stride[0] = 0
    bits = [sum(1 << d for d, on in enumerate(mask) if on) for mask in masks]
    x = moved(random, model, shape, type)
    # Strides that take TFLM's counters beyond 32 bits make it run for ever.
    more = (
        [1] if random.boolean(0.05) else []
    )  # positions of dimensions that there are not
    operands = [x] + [
        model.constant(values + more, "int32") for values in (begin, end, stride)
    ]
    y = model.tensor(size, type)
    fields = dict(BeginMask=bits[0], EndMask=bits[1], ShrinkAxisMask=bits[2])
    if random.boolean(0.1):  # TFLM ignores these
        masks = [random.integer(0, 2**rank - 1) for _ in range(2)]
        fields.update(EllipsisMask=masks[0], NewAxisMask=masks[1])
        fields["Offset"] = random.boolean()
    model.op(name, operands, [y], fields, "StridedSliceOptions")
    model.output(y)
    return model


@operator(
    "DYNAMIC_UPDATE_SLICE", types=["int8", "int16", "int32", "float32"], refused=OTHERS
)
def dynamic_update_slice(random, type, name):
    model = Model()
    rank = random.integer(1, 6 if random.boolean(0.1) else 5)
    shape = random.shape(rank, 5)
    part = [random.integer(1, dim) for dim in shape]
    if random.boolean(0.1):
        part = list(shape)
    if random.boolean(0.03):
        part[0] = shape[0] + 1
    kind = random.choice(["int32", "int64"])
    begin = [random.choice([0, 1, 2, -1, 5, 2**31 - 1, -(2**31)]) for _ in shape]
    x = moved(random, model, shape, type)
    update = moved(random, model, part, type)
    y = model.tensor(shape, type)
    model.op(
        name,
        [x, update, integers(random, model, begin, kind)],
        [y],
        {},
        "DynamicUpdateSliceOptions",
    )
    model.output(y)
    return model

"""PAD, PADV2, MIRROR_PAD."""

from oracle.model import Model
from oracle.operators.binary import quantization
from oracle.operators.movement import integers, moved
from oracle.registry import OTHERS, operator


@operator("PAD", types=["int8", "int16", "int32", "float32"], refused=OTHERS)
@operator("PADV2", types=["int8", "int16", "int32", "float32"], refused=OTHERS)
def pad(random, type, name):
    model = Model()
    rank = 6 if random.boolean(0.03) else random.integer(1, 5)
    shape = random.shape(rank, 5)
    most = random.choice([1, 3])
    paddings = [
        [random.integer(0, most) if random.boolean(0.6) else 0 for _ in range(2)]
        for _ in shape
    ]
    if random.boolean(0.1):  # a negative one that the other makes up for
        at = random.integer(0, rank - 1)
        paddings[at] = [-random.integer(1, 3), random.integer(3, 5)][
            :: random.choice([1, -1])
        ]
    result = [dim + sum(padding) for dim, padding in zip(shape, paddings, strict=True)]
    if random.boolean(0.03):
        result[-1] += 1
    same = quantization(random, type)
    x = moved(random, model, shape, type, same)
    inputs = [x, model.constant(paddings, "int32")]
    if random.boolean(0.9) == (name == "PADV2"):
        other = quantization(random, type) if random.boolean(0.05) else same
        value = random.values([1] if random.boolean(0.3) else [], type)
        run_time = random.boolean(0.3)
        inputs.append(
            model.input(value.shape, type, **other)
            if run_time
            else model.constant(value, type, **other)
        )
    y = model.tensor(result, type, **same)
    model.op(name, inputs, [y], {}, "PadOptions" if name == "PAD" else "PadV2Options")
    model.output(y)
    return model


@operator("MIRROR_PAD", types=["int8", "float32"], refused=OTHERS)
def mirror_pad(random, type, name):
    model = Model()
    shape = random.shape(random.rank(1, 4), 5)
    mode = random.choice(["REFLECT", "SYMMETRIC"])
    left_out = 1 if mode == "REFLECT" else 0
    # TFLM takes more than a dimension has behind it, though not before it.
    more = 2 if random.boolean(0.1) else 0
    paddings = [
        [random.integer(0, dim - left_out), random.integer(0, dim - left_out + more)]
        for dim in shape
    ]
    result = [dim + sum(padding) for dim, padding in zip(shape, paddings, strict=True)]
    same = quantization(random, type)
    x = moved(random, model, shape, type, same)
    kind = random.choice(["int32", "int64"])
    y = model.tensor(result, type, **same)
    model.op(
        name,
        [x, integers(random, model, paddings, kind)],
        [y],
        dict(Mode=mode),
        "MirrorPadOptions",
    )
    model.output(y)
    return model

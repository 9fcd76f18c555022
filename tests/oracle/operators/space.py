"""DEPTH_TO_SPACE, SPACE_TO_DEPTH, BATCH_TO_SPACE_ND, SPACE_TO_BATCH_ND."""

from oracle.model import Model
from oracle.operators.binary import quantization
from oracle.operators.movement import integers, moved
from oracle.registry import OTHERS, operator


@operator("DEPTH_TO_SPACE", types=["int8", "float32"], refused=OTHERS)
@operator("SPACE_TO_DEPTH", types=["int8", "float32"], refused=OTHERS)
def depth(random, type, name):
    model = Model()
    block = random.integer(1, 4)
    batch, height, width, channels = random.shape(4, 4)
    deep = [batch, height, width, channels * block * block]
    wide = [batch, height * block, width * block, channels]
    if name == "DEPTH_TO_SPACE":
        source, result = deep, wide
    else:
        source, result = wide, deep
    if random.boolean(0.05) and block > 1:
        source = list(source)
        source[3 if name == "DEPTH_TO_SPACE" else 1] += 1
    same = quantization(random, type)
    x = moved(random, model, source, type, same)
    y = model.tensor(result, type, **same)
    if random.boolean(0.03):
        block = random.choice([0, -1]) if name == "DEPTH_TO_SPACE" else block + 7
    options = (
        "DepthToSpaceOptions" if name == "DEPTH_TO_SPACE" else "SpaceToDepthOptions"
    )
    model.op(name, [x], [y], dict(BlockSize=block), options)
    model.output(y)
    return model


@operator("BATCH_TO_SPACE_ND", types=["int8", "float32"], refused=OTHERS)
@operator("SPACE_TO_BATCH_ND", types=["int8", "float32"], refused=OTHERS)
def batch(random, type, name):
    model = Model()
    dims = 1 if random.boolean(0.3) else 2
    # This version of TFLM does not set the value it pads with.
    share = 0.05 if name == "SPACE_TO_BATCH_ND" else 0.6
    blocks, frame, space, cut = [], [], [], []
    for _ in range(dims):
        size = random.integer(1, 3)
        count = random.integer(1, 4)
        before = (
            random.integer(0, min(2, size * count - 1)) if random.boolean(share) else 0
        )
        after = (
            random.integer(0, min(2, size * count - before - 1))
            if random.boolean(share)
            else 0
        )
        blocks.append(size)
        cut.append(count)
        frame.append([before, after])
        space.append(size * count - before - after)
    batches, channels = random.shape(2, 4)
    wide = [batches, *space, channels]
    for size in blocks:
        batches *= size
    many = [batches, *cut, channels]
    source, result = (wide, many) if name == "SPACE_TO_BATCH_ND" else (many, wide)
    if dims == 2 and random.boolean(0.03):
        source, result = [*source, 1], [*result, 1]
    same = quantization(random, type)
    x = moved(random, model, source, type, same)
    y = model.tensor(result, type, **same)
    operands = [x, integers(random, model, blocks), integers(random, model, frame)]
    options = (
        "SpaceToBatchNDOptions"
        if name == "SPACE_TO_BATCH_ND"
        else "BatchToSpaceNDOptions"
    )
    model.op(name, operands, [y], {}, options)
    model.output(y)
    return model

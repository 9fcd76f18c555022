"""QUANTIZE, DEQUANTIZE."""

from oracle.model import Model
from oracle.operators.elementwise import quantization, shapes
from oracle.operators.scales import stretch
from oracle.registry import operator


@operator("QUANTIZE", types=["float32", "int8", "int16", "int32", "uint8"])
def quantize(random, type, name):
    model = Model()
    input_shape, output_shape = shapes(random)
    to = random.choice(
        {
            "float32": ["int8", "int16"],
            "int8": ["int8", "int16", "int32", "uint8"],
            "int16": ["int8", "int16", "int32"],
            "int32": ["int8", "int16"],
            "uint8": ["int8"],
        }[type]
    )
    if random.boolean(0.05):
        to = random.choice(["int8", "int16", "int32", "uint8"])

    def operand(type):
        found = quantization(random, "int16" if type == "int32" else type)
        if type == "int16" and random.boolean(0.3):
            found["zero_point"] = random.integer(-32768, 32767)
        return found

    x, y = operand(type), operand(to)
    if random.boolean(0.2) and type != "float32":
        y["scale"] = x["scale"]
    values = None
    if type == "float32":
        # TFLM's conversion to int32 is undefined far outside.
        reach = y["scale"] * random.choice([100.0, 1e5, 1e9])

        def values(random):
            return random.values(input_shape, type, -reach, reach)

    if type == "int32":
        reach = random.choice([1000, 2**20, 2**31 - 1])

        def values(random):
            return random.values(input_shape, type, -reach, reach)

    a = model.input(input_shape, type, **x, values=values)
    b = model.tensor(output_shape, to, **y)
    if type != "float32":
        stretch(random, [a, b], lambda x, y: [x / y])
    model.op(name, [a], [b])
    model.output(b)
    return model


@operator(
    "DEQUANTIZE", types=["int8", "uint8", "int16"], refused=["int32", "int64", "bool"]
)
def dequantize(random, type, name):
    model = Model()
    input_shape, output_shape = shapes(random)
    found = quantization(random, type, 1e-30, 1e30)
    if type == "int16" and random.boolean(0.3):
        found["zero_point"] = random.integer(-32768, 32767)
    if random.boolean(0.3):
        x = model.constant(random.values(input_shape, type), type, **found)
    else:
        x = model.input(input_shape, type, **found)
    y = model.tensor(output_shape, "float32" if random.boolean(0.97) else "int32")
    model.op(name, [x], [y], {}, "DequantizeOptions" if random.boolean() else None)
    model.output(y)
    return model

"""Builds `.tflite` models with random contents, right ones and wrong ones: nothing is checked."""

import re

import flatbuffers
import numpy as np
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

# The schema's names of the types in lower case, and how numpy holds their values. int4 is held one value a byte and
# packed when the model is written, so it can only be constant.
DTYPES = {
    "float32": np.float32,
    "int32": np.int32,
    "uint8": np.uint8,
    "int64": np.int64,
    "bool": np.bool_,
    "int16": np.int16,
    "int8": np.int8,
    "int4": np.int8,
    "resource": np.int32,
}


class Tensor:
    """A tensor of a graph; what Model's functions return and `op` takes."""

    def __init__(
        self,
        index,
        shape,
        type,
        scale=None,
        zero_point=0,
        axis=0,
        data=None,
        values=None,
    ):
        self.index = index
        self.shape = [int(dim) for dim in shape]
        self.type = type
        self.scales = None if scale is None else [float(s) for s in np.ravel(scale)]
        self.zero_points = [int(z) for z in np.ravel(zero_point)]
        if self.scales is not None and len(self.zero_points) == 1:
            self.zero_points *= len(self.scales)
        self.axis = axis
        self.data = data  # constants: a numpy array
        self.values = (
            values  # inputs: an array, or a function of Random that returns one
        )
        self.variable = False

    @property
    def scale(self):
        return self.scales[0]

    @property
    def zero_point(self):
        return self.zero_points[0]


class Operator:
    def __init__(self, name, inputs, outputs, fields, options, custom=None):
        self.name = name
        self.inputs = inputs
        self.outputs = outputs
        self.fields = fields
        self.options = options
        self.custom = custom  # the options' bytes of a custom operator


class Model:
    """One subgraph; the first also stands for the whole model."""

    def __init__(self, main=None):
        self.main = main or self
        self.tensors = []
        self.operators = []
        self.inputs = []
        self.outputs = []
        if main is None:
            self.index = 0
            self.steps = 1
            self.subgraphs = [self]
            self.state = {}  # for definitions of operators that keep something from step to step

    def subgraph(self):
        """Another graph of the same model; `index` is what IF, WHILE and CALL_ONCE refer to it by."""
        graph = Model(self.main)
        graph.index = len(self.main.subgraphs)
        self.main.subgraphs.append(graph)
        return graph

    def tensor(self, shape, type, scale=None, zero_point=0, axis=0):
        """An activation. Without a scale it is not quantised; a list of scales runs along `axis`."""
        tensor = Tensor(len(self.tensors), shape, type, scale, zero_point, axis)
        self.tensors.append(tensor)
        return tensor

    def input(self, shape, type, scale=None, zero_point=0, axis=0, values=None):
        """An input of the graph. `values`: an array for all steps, or a function of Random; default: any values."""
        tensor = self.tensor(shape, type, scale, zero_point, axis)
        tensor.values = values
        self.inputs.append(tensor)
        return tensor

    def constant(self, array, type, scale=None, zero_point=0, axis=0):
        """A constant; int4 as values from -8 to 7."""
        array = np.asarray(array, DTYPES[type])
        tensor = self.tensor(array.shape, type, scale, zero_point, axis)
        tensor.data = array
        return tensor

    def variable(self, shape, type, scale=None, zero_point=0):
        """State that an operator keeps in an input; zero at first."""
        tensor = self.tensor(shape, type, scale, zero_point)
        tensor.variable = True
        return tensor

    def op(self, name, inputs, outputs, fields=None, options=None):
        """An operator. `inputs` may hold None; `fields` are the options by their schema names, enum values by number
        or by name; `options` is the name of their table."""
        self.operators.append(Operator(name, inputs, outputs, fields or {}, options))

    def custom(self, name, options, inputs, outputs):
        """A custom operator; `options` is its FlexBuffer."""
        self.operators.append(Operator(name, inputs, outputs, {}, None, bytes(options)))

    def output(self, *tensors):
        self.outputs.extend(tensors)

    def bytes(self):
        return _serialize(self)


class _Buffer(schema.BufferT):
    """Constants start at a multiple of 16 bytes in the file, as converters write them."""

    def Pack(self, builder):
        if self.data is not None:
            builder.StartVector(1, len(self.data), 16)
            builder.head = builder.Head() - len(self.data)
            builder.Bytes[builder.Head() : builder.Head() + len(self.data)] = self.data
            vector = builder.EndVector()
        schema.BufferStart(builder)
        if self.data is not None:
            schema.BufferAddData(builder, vector)
        return schema.BufferEnd(builder)


def _pack(tensor):
    if tensor.type != "int4":
        return tensor.data.tobytes()
    nibbles = (tensor.data.ravel() & 0xF).astype(np.uint8)
    if len(nibbles) % 2:
        nibbles = np.append(nibbles, np.uint8(0))
    return (nibbles[0::2] | (nibbles[1::2] << 4)).tobytes()


_ENUMS = {
    "padding": schema.Padding,
    "fusedActivationFunction": schema.ActivationFunctionType,
    "mode": schema.MirrorPadMode,
    "outputType": schema.TensorType,
    "outType": schema.TensorType,
    "inDataType": schema.TensorType,
    "outDataType": schema.TensorType,
    "weightsFormat": schema.FullyConnectedOptionsWeightsFormat,
}


def _options(operator):
    options = getattr(schema, operator.options + "T")()
    for name, value in operator.fields.items():
        if "_" in name:
            name = re.sub("_(.)", lambda match: match[1].upper(), name)
        name = name[0].lower() + name[1:]
        if not hasattr(options, name):
            raise ValueError(f"{operator.options} has no field {name}")
        if isinstance(value, str) and name in _ENUMS:
            value = getattr(_ENUMS[name], value.upper())
        setattr(options, name, value)
    return options


def _serialize(model):
    file = schema.ModelT()
    file.version = 3
    file.buffers = [_Buffer()]
    file.operatorCodes = []
    codes = {}

    def code(operator):
        name = operator.name
        if name not in codes:
            entry = schema.OperatorCodeT()
            if operator.custom is None:
                entry.builtinCode = getattr(schema.BuiltinOperator, name)
            else:
                entry.builtinCode = schema.BuiltinOperator.CUSTOM
                entry.customCode = name
            entry.deprecatedBuiltinCode = min(entry.builtinCode, 127)
            entry.version = 1
            codes[name] = len(file.operatorCodes)
            file.operatorCodes.append(entry)
        return codes[name]

    def tensor(source):
        result = schema.TensorT()
        result.name = f"t{source.index}"
        result.shape = source.shape
        result.type = getattr(schema.TensorType, source.type.upper())
        result.buffer = 0
        result.isVariable = source.variable
        if source.data is not None:
            buffer = _Buffer()
            buffer.data = _pack(source)
            result.buffer = len(file.buffers)
            file.buffers.append(buffer)
        if source.scales is not None:
            result.quantization = schema.QuantizationParametersT()
            result.quantization.scale = source.scales
            result.quantization.zeroPoint = source.zero_points
            result.quantization.quantizedDimension = source.axis
        return result

    def operator(source):
        result = schema.OperatorT()
        result.opcodeIndex = code(source)
        result.inputs = [-1 if t is None else t.index for t in source.inputs]
        result.outputs = [t.index for t in source.outputs]
        if source.options is not None:
            result.builtinOptionsType = getattr(schema.BuiltinOptions, source.options)
            result.builtinOptions = _options(source)
        if source.custom is not None:
            result.customOptions = list(source.custom)
        return result

    def subgraph(source):
        result = schema.SubGraphT()
        result.tensors = [tensor(t) for t in source.tensors]
        result.inputs = [t.index for t in source.inputs]
        result.outputs = [t.index for t in source.outputs]
        result.operators = [operator(o) for o in source.operators]
        result.name = f"g{source.index}"
        return result

    file.subgraphs = [subgraph(graph) for graph in model.subgraphs]
    builder = flatbuffers.Builder(4096)
    builder.Finish(file.Pack(builder), b"TFL3")
    return bytes(builder.Output())

"""Operators that run subgraphs: IF, WHILE, CALL_ONCE."""

from oracle.model import Model
from oracle.operators.binary import quantization
from oracle.registry import operator


def _mix(graph, random, tensors, y):
    """An operator that makes y of some of the tensors, all of one shape."""
    if y.type == "int8" and random.boolean(0.7):
        operands = [random.choice(tensors), random.choice(tensors)]
        graph.op("ADD", operands, [y], {}, "AddOptions")
        return
    axis = graph.constant([random.integer(0, len(y.shape) - 1)], "int32")
    graph.op("REVERSE_V2", [random.choice(tensors), axis], [y])


def _compute(graph, random, tensors):
    """A few operators on tensors of one shape; what the last one gives."""
    for _ in range(random.integer(1, 3)):
        x = tensors[0]
        y = graph.tensor(x.shape, x.type, **quantization(random, x.type))
        _mix(graph, random, tensors, y)
        tensors = [*tensors, y]
    return tensors[-1]


def _branch(model, random, shape, type, kinds, result):
    """A subgraph that takes values of these kinds (of quantisation) and returns `result`."""
    graph = model.subgraph()
    values = [graph.input(shape, type, **kind) for kind in kinds]
    y = _compute(graph, random, values)
    if random.boolean(0.2):
        y = graph.constant(random.values(shape, type), type, **result)
    elif random.boolean(0.2):
        y = values[0]
    graph.output(y)
    return graph


def _nested(model, random, shape, type, kinds, result):
    """The same, in which an IF on a constant runs another subgraph."""
    graph = model.subgraph()
    values = [graph.input(shape, type, **kind) for kind in kinds]
    y = graph.tensor(shape, type, **result)
    condition = graph.constant([random.boolean()], "bool")
    branches = [_branch(model, random, shape, type, kinds, result) for _ in range(2)]
    _if(graph, [condition, *values], [y], *branches)
    graph.output(y)
    return graph


def _if(graph, inputs, outputs, then, otherwise):
    fields = dict(ThenSubgraphIndex=then.index, ElseSubgraphIndex=otherwise.index)
    graph.op("IF", inputs, outputs, fields, "IfOptions")


@operator("IF", types=["int8", "int16"])
def branches(random, type, name):
    model = Model()
    shape = random.shape(random.integer(1, 3), 6)
    condition = model.input([1], "bool")
    values = [
        model.input(shape, type, **quantization(random, type))
        for _ in range(random.integer(1, 3))
    ]
    operands = [random.choice(values) for _ in range(random.integer(1, 3))]
    kinds = [dict(scale=x.scale, zero_point=x.zero_point) for x in operands]
    result = quantization(random, type)
    outputs = []
    for _ in range(random.integer(1, 2)):
        # Now and then the subgraph takes more values than it is given.
        taken = kinds + kinds[:1] if random.boolean(0.1) else kinds
        then = _branch(model, random, shape, type, taken, result)
        make = _nested if random.boolean(0.3) else _branch
        otherwise = make(model, random, shape, type, kinds, result)
        y = model.tensor(shape, type, **result)
        _if(model, [condition, *operands], [y], then, otherwise)
        outputs.append(y)
    # What was computed before is needed afterwards.
    total = model.tensor(shape, type, **quantization(random, type))
    _mix(model, random, [outputs[-1], operands[0]], total)
    model.output(*outputs, total)
    return model


@operator("WHILE", types=["int8", "int16"])
def loop(random, type, name):
    """Runs as long as the first of some flags is set; every round moves them up by one."""
    model = Model()
    shape = random.shape(random.integer(1, 3), 6)
    kind = quantization(random, type)
    flags = [model.input([1], "bool") for _ in range(random.integer(1, 4))]
    values = [model.input(shape, type, **kind) for _ in range(random.integer(1, 2))]
    operands = [*values, *flags]
    condition, body = model.subgraph(), model.subgraph()
    for graph in (condition, body):
        xs = [graph.input(shape, type, **kind) for _ in values]
        later = [graph.input([1], "bool") for _ in flags]
        if graph is condition:
            graph.output(later[0])
            continue
        for x in xs:
            y = graph.tensor(shape, type, **kind)
            _mix(graph, random, [x, random.choice(xs)], y)
            graph.output(y)
        graph.output(*later[1:], graph.constant([False], "bool"))
    outputs = [model.tensor(x.shape, x.type, x.scales, x.zero_points) for x in operands]
    if random.boolean(0.05):
        outputs = outputs[:-1]
    fields = dict(CondSubgraphIndex=condition.index, BodySubgraphIndex=body.index)
    model.op("WHILE", operands, outputs, fields, "WhileOptions")
    total = model.tensor(shape, type, **quantization(random, type))
    _mix(model, random, [values[0], outputs[0]], total)
    model.output(*outputs, total)
    model.steps = 2
    return model


@operator("CALL_ONCE", types=["int8", "int16"])
def once(random, type, name):
    """The subgraph sets a variable, to which every inference adds its input."""
    model = Model()
    model.steps = random.integer(1, 4)
    shape = random.shape(random.integer(1, 3), 6)
    kind = quantization(random, type)
    first = model.subgraph()
    handle = first.tensor([1], "resource")
    first.op("VAR_HANDLE", [], [handle], dict(SharedName="v"), "VarHandleOptions")
    value = first.constant(random.values(shape, type), type, **kind)
    first.op("ASSIGN_VARIABLE", [handle, value], [])
    model.op(
        "CALL_ONCE", [], [], dict(InitSubgraphIndex=first.index), "CallOnceOptions"
    )
    x = model.input(shape, type, **quantization(random, type))
    handle = model.tensor([1], "resource")
    model.op("VAR_HANDLE", [], [handle], dict(SharedName="v"), "VarHandleOptions")
    old = model.tensor(shape, type, **kind)
    model.op("READ_VARIABLE", [handle], [old])
    new = model.tensor(shape, type, **kind)
    _mix(model, random, [old, x], new)
    model.op("ASSIGN_VARIABLE", [handle, new], [])
    model.output(old, new)
    return model

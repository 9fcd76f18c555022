"""Operators that run subgraphs: IF, WHILE, CALL_ONCE."""

from oracle.model import Model
from oracle.operators.binary import quantization
from oracle.registry import operator


def _compute(graph, random, tensors):
    """A few operators on tensors of one shape; what the last one gives."""
    for _ in range(random.integer(1, 3)):
        a, b = random.choice(tensors), random.choice(tensors)
        y = graph.tensor(a.shape, a.type, **quantization(random, a.type))
        graph.op("ADD", [a, b], [y], {}, "AddOptions")
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
    model.op("ADD", [outputs[-1], operands[0]], [total], {}, "AddOptions")
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
    operands = [*flags, *values]
    condition, body = model.subgraph(), model.subgraph()
    for graph in (condition, body):
        inputs = [graph.input([1], "bool") for _ in flags]
        inputs += [graph.input(shape, type, **kind) for _ in values]
        if graph is condition:
            graph.output(inputs[0])
            continue
        later = [graph.constant([False], "bool")]
        results = []
        for x in inputs[len(flags) :]:
            y = graph.tensor(shape, type, **kind)
            other = random.choice(inputs[len(flags) :])
            graph.op("ADD", [x, other], [y], {}, "AddOptions")
            results.append(y)
        graph.output(*inputs[1 : len(flags)], *later, *results)
    outputs = [model.tensor(x.shape, x.type, x.scales, x.zero_points) for x in operands]
    if random.boolean(0.05):
        outputs = outputs[:-1]
    fields = dict(CondSubgraphIndex=condition.index, BodySubgraphIndex=body.index)
    model.op("WHILE", operands, outputs, fields, "WhileOptions")
    total = model.tensor(shape, type, **quantization(random, type))
    model.op("ADD", [values[0], outputs[-1]], [total], {}, "AddOptions")
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
    model.op("ADD", [old, x], [new], {}, "AddOptions")
    model.op("ASSIGN_VARIABLE", [handle, new], [])
    model.output(old, new)
    return model

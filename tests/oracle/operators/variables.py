"""Variables that have names: VAR_HANDLE, READ_VARIABLE, ASSIGN_VARIABLE."""

from oracle.model import Model
from oracle.operators.binary import quantization
from oracle.registry import operator

_NAMES = ["a", "b", "ab"]


def _handle(graph, name, container):
    handle = graph.tensor([1], "resource")
    fields = dict(SharedName=name, Container=container)
    graph.op("VAR_HANDLE", [], [handle], fields, "VarHandleOptions")
    return handle


@operator("ASSIGN_VARIABLE", types=["int8", "int16", "float32"])
@operator("READ_VARIABLE", types=["int8", "int16", "float32"])
@operator("VAR_HANDLE", types=["int8"])
def variables(random, type, name):
    """Reads what former inferences left in some variables, and writes them anew."""
    model = Model()
    model.steps = random.integer(2, 4)
    outputs = []
    for variable in random.choice([_NAMES[:1], _NAMES[:2], _NAMES]):
        container = random.choice(["", "c"])
        shape = random.shape(random.integer(1, 3), 5)
        kind = {} if type == "float32" else quantization(random, type)
        x = model.input(shape, type, **kind)
        handle = _handle(model, variable, container)
        for action in random.choice(["rw", "wr", "rwr", "rwwr"]):
            if random.boolean(0.3):
                handle = _handle(model, variable, container)
            if action == "w":
                model.op("ASSIGN_VARIABLE", [handle, x], [])
                continue
            y = model.tensor(shape, type, **kind)
            model.op("READ_VARIABLE", [handle], [y])
            outputs.append(y)
    model.output(*outputs)
    return model

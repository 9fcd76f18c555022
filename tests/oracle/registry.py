"""Which operators the oracle can make cases of; filled by operators/*.py."""

import dataclasses
import importlib
import pkgutil
from collections.abc import Callable


class Refused(Exception):
    """Raised by a definition: the operator does not allow this model or these values."""


@dataclasses.dataclass(frozen=True)
class Spec:
    operator: str
    type: str
    build: Callable  # (random, type, name) -> Model
    definition: (
        Callable | None
    )  # (model, inputs) -> outputs, where TFLM's package lacks the operator
    ulps: int = 0  # how many units in the last place float32 outputs may differ by
    refused: bool = False  # TFLM has no kernel for the type


specs = []
_TYPES = ["float32", "int8", "int16", "int32", "int64", "uint8", "bool"]

# As types that an operator refuses: all that have no cases of their own.
OTHERS = "others"
_refuse_others = {}


def operator(name, types, definition=None, ulps=0, refused=()):
    """Declares a function of (random, type, name) that returns one random Model as a source of cases of `name`.

    May be stacked for operators of one family. `types` are texts for the function's own use, by which cases are shared
    out and counted ("int8", "int16", "int8 int4 weights", ...). `definition(model, inputs)` computes the outputs, numpy
    arrays, of one step; only for operators that TFLM's Python package lacks. `ulps`, for float32 functions that TFLM
    takes from the C library: how many units in the last place its outputs may differ by. `refused`: types that TFLM has
    no kernel for, or OTHERS; a few models of these are made as well, and one that TFLM computes is an error.
    """

    def declare(build):
        specs.extend(Spec(name, type, build, definition, ulps) for type in types)
        if refused == OTHERS:
            _refuse_others[name] = build
        else:
            _refuse(name, refused, build)
        return build

    return declare


def _refuse(name, types, build):
    specs.extend(Spec(name, type, build, None, refused=True) for type in types)


def load():
    """All specs, sorted, found in the modules of oracle.operators."""
    from oracle import graphs, operators

    _ = graphs
    for module in pkgutil.iter_modules(operators.__path__):
        importlib.import_module(f"oracle.operators.{module.name}")
    for name, build in _refuse_others.items():
        known = {spec.type for spec in specs if spec.operator == name}
        _refuse(name, [type for type in _TYPES if type not in known], build)
    _refuse_others.clear()
    specs.sort(key=lambda spec: (spec.operator, spec.type))
    return specs

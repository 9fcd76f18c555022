"""Writes cases: `python -m oracle.generate --seed S --cases N [--operator OP ...] --out FILE`."""

import argparse
import base64
import collections
import json
import os
import secrets
import sys

import numpy as np

from oracle import registry
from oracle.model import DTYPES
from oracle.random import Random
from oracle.tflm import Tflm

# One case of a type that TFLM refuses for so many of every other.
_REFUSED_TURN = 8


def _encode(data):
    return base64.b64encode(data).decode()


def _inputs(graph, random):
    """The input arrays of one step."""
    inputs = []
    for tensor in graph.inputs:
        values = tensor.values
        if values is None:
            values = random.values(tensor.shape, tensor.type)
        elif callable(values):
            values = values(random)
        with np.errstate(invalid="ignore"):  # numbers that a refused type cannot hold
            array = np.array(values, DTYPES[tensor.type], order="C")
        inputs.append(array.reshape(tensor.shape))
    return inputs


def _step(inputs, outputs):
    step = {
        "inputs": [_encode(array.tobytes()) for array in inputs],
        "outputs": [_encode(array.tobytes()) for array in outputs or []],
    }
    if outputs is None:
        step["ended"] = True
    return step


def _define(spec, model, steps):
    try:
        outputs = []
        for inputs in steps:
            arrays = spec.definition(model, inputs)
            outputs.append(
                [
                    np.asarray(a, DTYPES[t.type])
                    for a, t in zip(arrays, model.outputs, strict=True)
                ]
            )
        return "ok", outputs, ""
    except registry.Refused as refusal:
        return "refused", None, str(refusal)


def make_case(tflm, spec, seed, number):
    """One case as it is written, or the reason why there is none; and how TFLM took it."""
    random = Random(seed, spec.operator, spec.type, number)
    model = spec.build(random, spec.type, spec.operator)
    steps = [_inputs(model, random) for _ in range(model.steps)]
    data = model.bytes()
    if spec.definition is not None:
        outcome, outputs, reason = _define(spec, model, steps)
    else:
        answer = tflm.run(data, steps)
        outcome, outputs, reason = answer.outcome, answer.outputs, answer.reason
    name = f"{spec.operator}/{spec.type}/{number}"
    if spec.refused and outcome == "ok":
        outcome, reason = "error", "TFLM computes a type that it is said to refuse"
    if outcome not in ("ok", "refused"):
        return None, outcome, f"{name}: {reason}"
    case = {
        "name": name,
        "operator": spec.operator,
        "type": spec.type,
        "model": _encode(data),
        "steps": [
            _step(inputs, outputs[i] if outputs else [])
            for i, inputs in enumerate(steps)
        ],
        "tflm": outcome,
        "oracle": "tflm" if spec.definition is None else "definition",
    }
    if spec.ulps:
        case["ulps"] = spec.ulps
    if reason:
        case["reason"] = reason
    return case, outcome, reason


def share_out(specs, cases):
    """Which cases to make: in equal shares over all specs, but few of types that TFLM refuses."""
    jobs = []
    turn = 0
    while specs and len(jobs) < cases:
        rare = turn % _REFUSED_TURN == 0
        jobs += [
            (spec, turn // _REFUSED_TURN if spec.refused else turn)
            for spec in specs
            if rare or not spec.refused
        ]
        turn += 1
    return jobs[:cases]


class Tally:
    """What became of the cases of every operator and type."""

    def __init__(self):
        self.counts = collections.defaultdict(collections.Counter)

    def add(self, spec, outcome):
        self.counts[spec.operator, spec.type][outcome] += 1

    def print(self):
        columns = ("ok", "refused", "crashed", "undefined", "no memory")
        print(f"{'operator':30} {'type':20}" + "".join(f"{c:>10}" for c in columns))
        for (operator, type), counts in sorted(self.counts.items()):
            print(
                f"{operator:30} {type:20}"
                + "".join(f"{counts[c]:>10}" for c in columns)
            )


def main():
    parser = argparse.ArgumentParser(
        description="Writes random cases, with TFLM's answers, as JSON Lines."
    )
    parser.add_argument(
        "--seed",
        default=os.environ.get("ASSAY_ORACLE_SEED") or secrets.randbelow(10**9),
    )
    parser.add_argument(
        "--cases",
        type=int,
        default=1000,
        help="over all operators and types, in equal shares",
    )
    parser.add_argument("--operator", nargs="+", action="extend", help="only these")
    parser.add_argument("--type", nargs="+", action="extend", help="only these")
    parser.add_argument(
        "--only",
        metavar="NAME",
        help="only this case, for example ADD/int8/17; give its seed too",
    )
    parser.add_argument("--out", required=True, metavar="FILE")
    parser.add_argument(
        "--verbose",
        action="store_true",
        help="say why TFLM refused, and what it crashed on",
    )
    arguments = parser.parse_args()

    specs = registry.load()
    if arguments.only:
        operator, type, number = arguments.only.split("/")
        jobs = [
            (s, int(number)) for s in specs if (s.operator, s.type) == (operator, type)
        ]
    else:
        for name in arguments.operator or ():
            if name not in {spec.operator for spec in specs}:
                parser.error(f"there are no cases for {name}")
        specs = [s for s in specs if s.operator in (arguments.operator or [s.operator])]
        specs = [s for s in specs if s.type in (arguments.type or [s.type])]
        jobs = share_out(specs, arguments.cases)
    if not jobs:
        parser.error("there is nothing to generate")
    print(f"seed {arguments.seed}", flush=True)
    tally = Tally()
    tflm = Tflm()
    failed = False
    with open(arguments.out, "w") as out:
        for spec, number in sorted(
            jobs, key=lambda job: (job[0].operator, job[0].type, job[1])
        ):
            case, outcome, reason = make_case(tflm, spec, arguments.seed, number)
            tally.add(spec, outcome)
            if outcome == "error":
                print(f"not a case: {reason}", file=sys.stderr)
                failed = True
            elif arguments.verbose and outcome != "ok":
                print(f"{spec.operator}/{spec.type}/{number}: {outcome}: {reason}")
            if case is not None:
                out.write(json.dumps(case) + "\n")
    tflm.close()
    tally.print()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

"""Writes the golden cases, which are kept with the sources: `python -m oracle.golden [--operator OP ...]`.

A few cases of every operator and type, always the same ones, and small: of the first cases of no more than so many bytes
those with the most different outputs, or, where these are too few, the smallest; and one that TFLM refuses. The first
model of each also becomes a seed of the fuzzers; seeds that are not of an operator were made by hand, and stay.
Of types that TFLM has no kernel for, one.
"""

import argparse
import base64
import json
import pathlib

from oracle import registry
from oracle.generate import make_case
from oracle.tflm import Tflm

_TESTS = pathlib.Path(__file__).parents[1]
FOLDER = _TESTS / "oracle" / "golden"
CORPUS = _TESTS / "fuzz" / "corpus"
_SEED = "golden"
_TRIES = 40
_CASES = 3  # that TFLM computes
_BYTES = 2200  # of a line


def _variety(line):
    """How many different bytes a case's outputs have: little is shown by some that are all at the ends of the range."""
    outputs = [text for step in json.loads(line)["steps"] for text in step["outputs"]]
    return len(set(b"".join(base64.b64decode(text) for text in outputs)))


def choose(tflm, spec):
    """The lines of one operator and type."""
    tried = []
    for number in range(_TRIES // 4 if spec.refused else _TRIES):
        case, outcome, reason = make_case(tflm, spec, _SEED, number)
        if case is not None:
            tried.append((json.dumps(case) + "\n", outcome))
        elif outcome == "error":
            raise RuntimeError(f"not a case: {reason}")
    if spec.refused:
        return [min((line for line, _ in tried), key=len)]
    computed = [line for line, outcome in tried if outcome == "ok"]
    small = [line for line in computed if len(line) <= _BYTES]
    small.sort(key=_variety, reverse=True)
    lines = (small if len(small) >= _CASES else sorted(computed, key=len))[:_CASES]
    refused = [line for line, outcome in tried if outcome == "refused"]
    return lines + refused[:1]


def seed(operator, line):
    """Name and content of a seed of the fuzzers."""
    case = json.loads(line)
    return (
        f"{operator}-{case['type']}.tflite".replace(" ", "_"),
        base64.b64decode(case["model"]),
    )


def write(folder, suffix, files, wanted):
    """Replaces the files of the wanted operators, whose names are in capitals."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*" + suffix):
        operator = old.stem.split("-")[0]
        if operator.isupper() and (wanted is None or operator in wanted):
            old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    print(f"{folder}: {len(files)} files, {sum(map(len, files.values()))} bytes")


def main():
    parser = argparse.ArgumentParser(description="Writes the golden cases.")
    parser.add_argument("--operator", nargs="+", help="only these")
    wanted = parser.parse_args().operator
    golden = {}
    seeds = {}
    tflm = Tflm()
    for spec in registry.load():
        if wanted is None or spec.operator in wanted:
            lines = choose(tflm, spec)
            golden.setdefault(spec.operator, []).extend(lines)
            name, model = seed(spec.operator, lines[0])
            if not spec.refused and model not in seeds.values():
                seeds[name] = model
    tflm.close()
    files = {f"{name}.jsonl": "".join(lines).encode() for name, lines in golden.items()}
    write(FOLDER, ".jsonl", files, wanted)
    write(CORPUS, ".tflite", seeds, wanted)


if __name__ == "__main__":
    main()

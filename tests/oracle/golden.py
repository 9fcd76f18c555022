"""Writes the golden cases, which are kept with the sources: `python -m oracle.golden [--operator OP ...]`.

A few cases of every operator and type, always the same ones, and small: of the first cases those of no more than so
many bytes, and one that TFLM refuses.
"""

import argparse
import json
import pathlib

from oracle import registry
from oracle.generate import make_case
from oracle.tflm import Tflm

FOLDER = pathlib.Path(__file__).parent / "golden"
_SEED = "golden"
_TRIES = 40
_CASES = 5  # that TFLM computes
_BYTES = 2500  # of a line


def choose(tflm, spec):
    """The lines of one operator and type."""
    tried = []
    for number in range(_TRIES):
        case, outcome, _ = make_case(tflm, spec, _SEED, number)
        if case is not None:
            tried.append((json.dumps(case) + "\n", outcome))
        elif outcome == "error":
            raise RuntimeError(f"{spec.operator}/{spec.type}/{number} is not a case")
    computed = [line for line, outcome in tried if outcome == "ok"]
    if not computed:
        raise RuntimeError(f"{spec.operator}/{spec.type}: TFLM computes none")
    small = [line for line in computed if len(line) <= _BYTES]
    lines = small[:_CASES] or [min(computed, key=len)]
    refused = [line for line, outcome in tried if outcome == "refused"]
    return lines + refused[:1]


def main():
    parser = argparse.ArgumentParser(description="Writes the golden cases.")
    parser.add_argument("--operator", nargs="+", help="only these")
    arguments = parser.parse_args()
    files = {}
    tflm = Tflm()
    for spec in registry.load():
        if spec.operator in (arguments.operator or [spec.operator]):
            files.setdefault(spec.operator, []).extend(choose(tflm, spec))
    tflm.close()
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.jsonl"):
        if not arguments.operator or old.stem in arguments.operator:
            old.unlink()
    for operator, lines in files.items():
        (FOLDER / f"{operator}.jsonl").write_text("".join(lines))
    print(
        f"{sum(map(len, files.values()))} cases, {sum(len(line) for lines in files.values() for line in lines)} bytes"
    )


if __name__ == "__main__":
    main()

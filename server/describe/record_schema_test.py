"""Checks that the schemas accept what the C++ writes, and refuse it when damaged.

usage: record_schema_test.py SERVER_FOLDER SAMPLES
"""

import copy
import json
import pathlib
import sys

import jsonschema

SCHEMAS = {
    "record": "record/record.schema.json",
    "summary": "store/summary.schema.json",
}


def paths(value, path=()):
    """Every place in a JSON value, outermost first."""
    yield path
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from paths(value[key], (*path, key))


def at(value, path):
    for key in path:
        value = value[key]
    return value


def replaced(value, path, new):
    value = copy.deepcopy(value)
    at(value, path[:-1])[path[-1]] = new
    return value


def main():
    server = pathlib.Path(sys.argv[1])
    samples = json.loads(pathlib.Path(sys.argv[2]).read_text())
    assert len(samples) == 6, len(samples)

    for kind, file in SCHEMAS.items():
        schema = json.loads((server / file).read_text())
        jsonschema.Draft7Validator.check_schema(schema)
        validator = jsonschema.Draft7Validator(schema)
        for sample in samples:
            validator.validate(sample[kind])
        if kind == "record":
            before = server / "record/testdata/of_before.json"
            validator.validate(json.loads(before.read_text()))

        # Every field of the full one has a type, so that a value of a wrong one is refused wherever it is put.
        full = samples[0][kind]
        checked = 0
        for path in paths(full):
            if not path:
                continue
            wrong = {} if isinstance(at(full, path), list) else []
            damaged = replaced(full, path, wrong)
            assert not validator.is_valid(damaged), f"{path} may be {wrong!r}"
            checked += 1
        assert checked > 50, checked
        print(f"{kind}: {len(samples)} valid, {checked} damaged ones refused")


if __name__ == "__main__":
    main()

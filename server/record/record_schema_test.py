"""Checks that record.schema.json accepts what the C++ writes, and refuses it when damaged.

usage: record_schema_test.py WRITE_RECORDS
"""

import copy
import json
import pathlib
import subprocess
import sys

import jsonschema

FOLDER = pathlib.Path(__file__).parent


def paths(value, path=()):
    """Every place in a JSON value, outermost first."""
    yield path
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from paths(value[key], (*path, key))


def replaced(value, path, new):
    value = copy.deepcopy(value)
    inner = value
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = new
    return value


def main():
    schema = json.loads((FOLDER / "record.schema.json").read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)

    lines = subprocess.run(
        [sys.argv[1]], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    records = [json.loads(line) for line in lines]
    assert len(records) == 3, len(records)
    records += [
        json.loads(path.read_text()) for path in (FOLDER / "examples").glob("*.json")
    ]
    assert len(records) > 3, "no example records"
    for record in records:
        validator.validate(record)

    # Every field of the full record has a type, so that a value of a wrong one is refused wherever it is put.
    full = records[0]
    checked = 0
    for path in paths(full):
        if not path:
            continue
        wrong = {} if isinstance(at(full, path), list) else []
        assert not validator.is_valid(replaced(full, path, wrong)), (
            f"{path} may be {wrong!r}"
        )
        checked += 1
    assert checked > 100, checked

    # And every field the C++ writes is described.
    described = set()
    for properties in [schema, *schema["definitions"].values()]:
        described |= set(properties.get("properties", {}))
    for path in paths(full):
        if path and isinstance(path[-1], str) and "serials" not in path[:-1]:
            assert path[-1] in described, path
    print(f"{len(records)} records valid, {checked} damaged ones refused")


def at(value, path):
    for key in path:
        value = value[key]
    return value


if __name__ == "__main__":
    main()

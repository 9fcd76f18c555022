"""Checks a record that a run has written against the published schema.

usage: check_record.py SCHEMA RECORD
"""

import json
import pathlib
import sys

import jsonschema

schema, record = (json.loads(pathlib.Path(name).read_text()) for name in sys.argv[1:])
jsonschema.Draft7Validator(schema).validate(record)

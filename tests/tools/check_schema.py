"""Judges values by a JSON Schema with the package jsonschema: prints for each whether it is valid, or why not."""

import json
import sys

from jsonschema import Draft202012Validator

data = json.load(sys.stdin)
Draft202012Validator.check_schema(data["schema"])
validator = Draft202012Validator(data["schema"])
results = []
for value in data["values"]:
    error = next(validator.iter_errors(value), None)
    results.append(None if error is None else error.message)
json.dump(results, sys.stdout)

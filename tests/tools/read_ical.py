"""Prints what the package icalendar reads: a list of components, each with its properties."""

import json
import sys

from icalendar import Calendar


def shown(value):
    if isinstance(value, list):
        return [shown(each) for each in value]
    decoded = getattr(value, "dt", None)
    if decoded is not None:
        return decoded.isoformat()
    if hasattr(value, "cats"):
        return [str(each) for each in value.cats]
    return str(value)


def parameters(value):
    values = value if isinstance(value, list) else [value]
    return [{name: str(each) for name, each in one.params.items()} for one in values]


data = sys.stdin.buffer.read()
assert all(len(line) <= 75 for line in data.split(b"\r\n")), "a line that is not folded"
assert b"\n" not in data.replace(b"\r\n", b""), "a line break that is not one of the format"
components = []
for component in Calendar.from_ical(data).walk():
    assert not component.errors, component.errors
    components.append(
        {
            "component": component.name,
            "properties": {name: shown(value) for name, value in component.items()},
            "parameters": {
                name: parameters(value)
                for name, value in component.items()
                if name in ("RELATED-TO", "LINK")
            },
        }
    )
json.dump(components, sys.stdout)

"""Prints what the package followthemoney makes of entities: each validated against its schema, and cleaned."""

import json
import sys

from followthemoney import model

entities = []
for line in sys.stdin.buffer.read().split(b"\n"):
    if not line.strip():
        continue
    data = json.loads(line)
    schema = model.get(data["schema"])
    assert schema is not None, data["schema"]
    unknown = [name for name in data["properties"] if name not in schema.properties]
    assert not unknown, unknown
    proxy = model.get_proxy(data, cleaned=False)
    cleaned = proxy.to_dict()
    entities.append(
        {
            "id": cleaned["id"],
            "schema": cleaned["schema"],
            "properties": cleaned["properties"],
            "caption": proxy.caption,
            "errors": schema.validate(cleaned),
        }
    )
json.dump(entities, sys.stdout)

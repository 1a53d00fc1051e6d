"""Prints what the package prov reads from PROV-JSON: its records by kind, and what it writes of them again."""

import json
import sys

from prov.model import ProvDocument

text = sys.stdin.buffer.read().decode("utf-8")
document = ProvDocument.deserialize(content=text, format="json")
kinds = {}
for record in document.get_records():
    kind = record.get_type().localpart
    kinds.setdefault(kind, []).append(
        {
            "id": str(record.identifier) if record.identifier else None,
            "attributes": [[str(name), str(value)] for name, value in record.attributes],
        }
    )
again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
assert again == document, "written and read again, the document is another"
json.dump(kinds, sys.stdout)

"""frictionless: validates the file by a table schema, prints how many rules it checked."""

import sys

import rules
from frictionless import Resource, Schema, system

path = sys.argv[1]
kinds = {"timestamp": "datetime"}


def make_field(name):
    constraints = {}
    for key, table in [
        ("minimum", rules.MINIMUM), ("maximum", rules.MAXIMUM), ("pattern", rules.PATTERN), ("enum", rules.VALUES),
        ("minLength", rules.MIN_LENGTH), ("maxLength", rules.MAX_LENGTH),
    ]:
        if name in table:
            constraints[key] = table[name]
    if name in rules.REQUIRED:
        constraints["required"] = True
    if name in rules.UNIQUE:
        constraints["unique"] = True
    kind = rules.TYPES[name]
    return {"name": name, "type": kinds.get(kind, kind), "constraints": constraints}


if __name__ == "__main__":
    schema = Schema.from_descriptor({"fields": [make_field(name) for name in rules.TYPES]})
    with system.use_context(trusted=True):
        report = Resource(path=path, schema=schema).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type"])[:5]
    print(f"{rules.COUNT} rules hold")

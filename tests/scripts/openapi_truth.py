"""The vendor's own export of a product against ours: it may have no member and no required flag that ours
lacks. Members that it hides (`x-tcapi-visibility: 0`) are not documented and left out, and so are
actions and structures that the official metadata of another day does not have.

Usage: openapi_truth.py VENDOR.yaml OURS.json
"""

import json
import pathlib
import sys

import yaml


# What the export has and no release of the official metadata does.
UNDOCUMENTED = {"CreateEnv output: no member TranId", "DescribeDatabaseACL output: no member Rule"}


def resolve(document, schema):
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return schema


def visible(schema):
    return {name for name, member in schema.get("properties", {}).items()
            if member.get("x-tcapi-visibility") != 0}


def vendor_sides(operation):
    content = operation.get("requestBody", {}).get("content", {})
    yield "input", content.get("application/json", {}).get("schema", {})
    content = operation["responses"]["200"].get("content", {})
    yield "output", content.get("application/json", {}).get("schema", {})


def our_side(document, action, side):
    operation = document["paths"][f"/{action}"]["post"]
    if side == "input":
        content = next(iter(operation["requestBody"]["content"].values()))
        return resolve(document, content["schema"])
    envelope = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return resolve(document, envelope["properties"]["Response"]["anyOf"][0])


def required(schema):
    return set(schema.get("required", [])) | set(schema.get("x-tencentcloud-output-required", []))


def compare(name, theirs, ours, lacks):
    shown = visible(theirs)
    has = set(ours.get("properties", {}))
    lacks.extend(f"{name}: no member {member}" for member in sorted(shown - has))
    wanted = set(theirs.get("required", [])) & shown & has
    lacks.extend(f"{name}: {member} is not required" for member in sorted(wanted - required(ours)))


def main():
    vendor_path, ours_path = sys.argv[1:]
    vendor = yaml.load(pathlib.Path(vendor_path).read_text(), Loader=yaml.CSafeLoader)
    ours = json.loads(pathlib.Path(ours_path).read_text())
    lacks, compared, unknown = [], 0, []
    for path, item in vendor["paths"].items():
        action = path.strip("/")
        if path not in ours["paths"]:
            unknown.append(action)
            continue
        for side, theirs in vendor_sides(item["post"]):
            compare(f"{action} {side}", theirs, our_side(ours, action, side), lacks)
            compared += len(visible(theirs))
    for name, theirs in vendor["components"]["schemas"].items():
        if name in ours["components"]["schemas"]:
            compare(name, theirs, ours["components"]["schemas"][name], lacks)
            compared += len(visible(theirs))
    stale = sorted(UNDOCUMENTED - set(lacks))
    lacks = [lack for lack in lacks if lack not in UNDOCUMENTED] + [f"stale: {s}" for s in stale]
    print(f"vendor's export: {compared} members compared, {len(lacks)} that ours lacks; "
          f"{len(unknown)} actions are not in the metadata")
    print("\n".join(lacks[:30]))
    sys.exit(1 if lacks or compared == 0 else 0)


main()

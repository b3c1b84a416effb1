"""Every official example of a product as data for the generated crate's own test.

The crate holds the examples that do not contradict their spec; this takes all of them from the
metadata, in the form that `EXAMPLES` of tests/examples.rs wants.

    official_examples.py WHEEL PRODUCT CRATE OUT
"""

import json
import pathlib
import re
import sys
import zipfile


def request_of(text):
    """The JSON body of a POST, or of a bare body; none for other forms."""
    start = text.find("{")
    head = text[:start] if start >= 0 else text
    if start < 0 or "multipart" in head or head.lstrip().startswith("http"):
        return None
    try:
        body = json.loads(text[start:])
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def response_of(text):
    """The object below `Response`, unless it tells of an error."""
    try:
        body = json.loads(text)["Response"]
    except (ValueError, KeyError, TypeError):
        return None
    return body if isinstance(body, dict) and "Error" not in body else None


def main(wheel, product, crate, out):
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    harness = (pathlib.Path(crate) / "tests/examples.rs").read_text()
    with zipfile.ZipFile(wheel) as files:
        for name in files.namelist():
            found = re.search(r"services/([a-z0-9]+)/(v\d+)/api\.json$", name)
            if not found:
                continue
            api = json.loads(files.read(name))
            if api["metadata"]["serviceShortName"] != product:
                continue
            test = f"{product}_{found[2]}"
            listed = set(re.findall(r'>\("(\w+)"\)', harness.split(f"fn {test}()")[-1].split("\nfn ")[0]))
            examples = json.loads(files.read(name.replace("api.json", "examples.json")))
            entries = []
            for action, documented in sorted(examples["actions"].items()):
                for example in documented if action in listed else []:
                    sides = {
                        "request": request_of(example.get("input") or ""),
                        "response": response_of(example.get("output") or ""),
                    }
                    entry = {side: body for side, body in sides.items() if body is not None}
                    if entry:
                        entries.append({"action": action, **entry})
            (out / f"{test}.json").write_text(json.dumps({"examples": entries}))


main(*sys.argv[1:])

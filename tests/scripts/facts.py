#!/usr/bin/env python3
"""Codes, hosts and positions of pages in imported specs, against the wheels read another way.

    tcgen import TCCLI.whl SDK.whl --spec SPEC
    tests/scripts/facts.py TCCLI.whl SDK.whl SPEC

Reads the wheels by regular expressions of its own and fails on a product version whose codes
differ, on a host that no sentence of the metadata or correction names, and on an `Offset` whose
text speaks of page numbers and that is taken to count items.
"""

import json
import pathlib
import re
import sys
import zipfile

CODE = re.compile(r"^[A-Z0-9_]+ = '([^']+)'$", re.M)
SERVICE = re.compile(r"_service = '([^']+)'")
PAGE = re.compile(r"页码|页号|页编号|第几页|第多少页|页数|当前页")
FORMULA = re.compile(r"[*×]\s*(\(|limit|每页|一页)|limit\s*[*×]|[)）]\s*[*×]|\d\d+", re.I)


def listed(wheel):
    """The codes of each product version."""
    archive = zipfile.ZipFile(wheel)
    found = {}
    for name in archive.namelist():
        if not name.endswith("/errorcodes.py"):
            continue
        folder, version = name.split("/")[-3:-1]
        client = archive.read(name.replace("errorcodes.py", folder + "_client.py")).decode()
        product = SERVICE.search(client).group(1)
        date = f"{version[1:5]}-{version[5:7]}-{version[7:]}"
        found[product, date] = set(CODE.findall(archive.read(name).decode()))
    return found


def described(wheel):
    """The metadata of each product version."""
    archive = zipfile.ZipFile(wheel)
    for name in archive.namelist():
        if name.endswith("/api.json"):
            api = json.loads(archive.read(name))
            about = api["metadata"]
            yield (about["serviceShortName"], about["apiVersion"]), api


def main(tccli, sdk, folder):
    wrong, counts = [], {"codes": 0, "hosts": 0, "pages": 0}
    specs = {}
    for path in pathlib.Path(folder).glob("*/*.json"):
        spec = json.loads(path.read_text())
        specs[spec["product"], spec["version"]] = spec
    for key, codes in listed(sdk).items():
        counts["codes"] += len(codes)
        if set(specs[key].get("errors", {})) != codes:
            wrong.append(f"{key}: other codes")
    for key, api in described(tccli):
        for name, action in api["actions"].items():
            ours = specs[key]["actions"][name]
            host = ours.get("endpoint")
            if host:
                counts["hosts"] += 1
                is_said = host in action["document"] and "域名" in action["document"]
                if not is_said and ours["endpoint_evidence"]["kind"] != "correction":
                    wrong.append(f"{key} {name}: {host} is said nowhere")
            members = {member["name"]: member for member in ours["input"]}
            for member in api["objects"][action["input"]]["members"]:
                if member["name"] != "Offset" or member["type"] not in ("int", "string"):
                    continue
                text = re.sub("<[^>]*>", "", member["document"])
                counts_pages = PAGE.search(text) and not FORMULA.search(text)
                if counts_pages:
                    counts["pages"] += 1
                    if "first_page" not in members["Offset"]:
                        wrong.append(f"{key} {name}: Offset counts pages: {text}")
    print(", ".join(f"{count} {what}" for what, count in counts.items()))
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))

"""Puts the numbers of call.sh side by side: lines of "name microseconds", and divan's table."""

import re
import sys

UNITS = {"ns": 1e-3, "µs": 1.0, "ms": 1e3}
DIVAN = re.compile(r"[╰├]─ (\w+)\s+[\d.]+ \w+\s+│ [\d.]+ \w+\s+│ ([\d.]+) (\w+)")


def plain(path):
    return {name: float(value) for name, value in (line.split() for line in open(path))}


def divan(path):
    rows = (DIVAN.search(line) for line in open(path))
    return {row[1]: float(row[2]) * UNITS[row[3]] for row in rows if row}


python, ours, loopback = plain(sys.argv[1]), divan(sys.argv[2]), plain(sys.argv[3])
for title, name, mine in [("build + serialize + sign", "encode", "build_serialize_sign"),
                          ("decode", "decode", "decode")]:
    print(f"{title:26} ours {ours[mine]:6.2f} µs   {'Python SDK':23} {python[name]:6.2f} µs"
          f"   {python[name] / ours[mine]:5.1f} times less")
for title, mine, other, kind in [
    ("call over loopback", "reqwest_ours", "reqwest_bare", "bare reqwest"),
    ("call over loopback", "reqwest_ours", "reqwest_signed", "reqwest, signed by hand"),
    ("call over loopback", "async_ours", "async_bare", "bare hyper-util"),
    ("blocking, over loopback", "blocking_ours", "blocking_bare", "bare ureq"),
]:
    mine, bare = loopback[mine], loopback[other]
    print(f"{title:26} ours {mine:6.2f} µs   {kind:23} {bare:6.2f} µs"
          f"   {(mine / bare - 1) * 100:+5.1f} %")

#!/usr/bin/env bash
# What everything costs: `tcgen import` and `tcgen generate` of the whole official metadata as
# processes, medians of three, beside a bare parse of the same files into Python values. Fails above
# 5 CPU seconds for both together, or 600 MB for either.
#   tests/bench/generate.sh FOLDER     the folder holds tccli-3.1.189.1-py2.py3-none-any.whl
# TCGEN is a binary to take instead of building one.
set -euo pipefail
cd "$(dirname "$0")/../.."
wheel=$(realpath "${1:?a folder with the wheel of tccli}")/tccli-3.1.189.1-py2.py3-none-any.whl
[ -f "$wheel" ] || { echo "no $wheel" >&2; exit 2; }
tcgen=$(realpath -m "${TCGEN:-target/release/tcgen}")
[ -n "${TCGEN:-}" ] || cargo build --quiet --release -p tencentcloud-codegen
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Not from here: this folder's own tcgen.toml chooses one product.
cd "$work"
python3 - "$tcgen" "$wheel" "$work" <<'PYTHON'
import subprocess, sys

tcgen, wheel, work = sys.argv[1:]
PARSE = """
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as files:
    for name in files.namelist():
        if name.endswith(("/api.json", "/examples.json")):
            json.loads(files.read(name))
"""
# A process of its own for each run: the peak of children is the highest so far.
RUN = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def measure(label, command):
    """Medians of three. Each run writes a folder of its own, named by `{}`, and nothing is removed
    before the end: ext4 looks long for the inodes of new files where others were just deleted."""
    runs = []
    for run in range(3):
        filled = [part.format(run) for part in command]
        printed = subprocess.check_output([sys.executable, "-c", RUN, *filled], text=True)
        runs.append(tuple(map(float, printed.split())))
    cpu, megabytes = sorted(runs)[1]
    print(f"{label:10} {cpu:5.2f} CPU s {megabytes:5.0f} MB")
    return cpu, megabytes


measure("bare parse", [sys.executable, "-c", PARSE, wheel])
spec = f"{work}/spec"
imported = measure("import", [tcgen, "import", wheel, "--spec", spec + "{}"])
generate = [tcgen, "generate", "--spec", f"{spec}0", "--out", work + "/crate{}"]
generated = measure("generate", generate)
cpu, peak = imported[0] + generated[0], max(imported[1], generated[1])
print(f"{'together':10} {cpu:5.2f} CPU s {peak:5.0f} MB")
sys.exit(cpu > 5 or peak > 600)
PYTHON

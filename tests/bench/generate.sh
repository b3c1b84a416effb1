#!/usr/bin/env bash
# What everything costs: `tcgen import` and `tcgen generate` of the whole official metadata as
# processes, medians of three, beside a bare parse of the same files into Python values. The runs
# alternate and share one processor, so that a machine that slows down slows all down alike. Fails
# above 5 times the bare parse for both together, or 400 MB for either.
#   tests/bench/generate.sh FOLDER     the folder holds tccli-3.1.189.1-py2.py3-none-any.whl
# TCGEN is a binary to take instead of building one.
set -euo pipefail
cd "$(dirname "$0")/../.."
wheel=$(realpath "${1:?a folder with the wheel of tccli}")/tccli-3.1.189.1-py2.py3-none-any.whl
[ -f "$wheel" ] || { echo "no $wheel" >&2; exit 2; }
tcgen=$(realpath -m "${TCGEN:-target/release/tcgen}")
[ -n "${TCGEN:-}" ] || cargo build --quiet --release -p tencentcloud-codegen
# In memory, where it can be: for minutes after many files were deleted, ext4 looks long for inodes.
memory=/dev/shm
[ -w "$memory" ] || memory=${TMPDIR:-/tmp}
work=$(mktemp -d -p "$memory")
trap 'rm -rf "$work"' EXIT

# Not from here: this folder's own tcgen.toml chooses one product.
cd "$work"
python3 - "$tcgen" "$wheel" "$work" <<'PYTHON'
import os, subprocess, sys

os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
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


COMMANDS = {
    "bare parse": [sys.executable, "-c", PARSE, wheel],
    "import": [tcgen, "import", wheel, "--spec", work + "/spec{}"],
    "generate": [tcgen, "generate", "--spec", work + "/spec{}", "--out", work + "/crate{}"],
}
runs = {label: [] for label in COMMANDS}
for run in range(3):
    # A folder of its own for each run.
    for label, command in COMMANDS.items():
        filled = [part.format(run) for part in command] if label != "bare parse" else command
        printed = subprocess.check_output([sys.executable, "-c", RUN, *filled], text=True)
        runs[label].append(tuple(map(float, printed.split())))
medians = {label: sorted(measured)[1] for label, measured in runs.items()}
bare = medians["bare parse"][0]
for label, (cpu, megabytes) in medians.items():
    print(f"{label:10} {cpu:5.2f} CPU s {megabytes:5.0f} MB   {cpu / bare:4.1f} times")
cpu, peak = medians["import"][0] + medians["generate"][0], max(m for _, m in medians.values())
print(f"{'together':10} {cpu:5.2f} CPU s {peak:5.0f} MB   {cpu / bare:4.1f} times")
sys.exit(cpu > 5 * bare or peak > 400)
PYTHON

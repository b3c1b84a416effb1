#!/usr/bin/env bash
# What a diff of two whole releases costs: CPU seconds and peak memory, medians of five runs, beside
# Python's bare parse of one release. Fails above twice that for specs, and above five times for
# wheels. The runs alternate and share one processor, so that a busy machine slows all down alike.
# TCGEN_METADATA: a folder of wheels that is kept between runs; what is missing in it is
# downloaded.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
metadata=${TCGEN_METADATA:-$work}
mkdir -p "$metadata"
cargo build --quiet --release -p tencentcloud-codegen
tcgen=$PWD/target/release/tcgen
wheels=()
for release in 3.1.160.1 3.1.189.1; do
    compgen -G "$metadata/tccli-$release-*.whl" >/dev/null ||
        python3 -m pip download --quiet --no-deps --dest "$metadata" "tccli==$release"
    wheels+=("$(compgen -G "$metadata/tccli-$release-*.whl")")
    "$tcgen" import "$(compgen -G "$metadata/tccli-$release-*.whl")" --spec "$work/$release" >/dev/null 2>&1
done

python3 - "$tcgen" "$work" "${wheels[@]}" <<'PYTHON'
import os, subprocess, sys
tcgen, work, *wheels = sys.argv[1:]
sides = [f"{work}/3.1.160.1", f"{work}/3.1.189.1"]
wheres = [os.path.join(where, name) for side in sides for where, _, names in os.walk(side) for name in names]
size = sum(os.path.getsize(path) for path in wheres)
print(f"{len(wheres)} specs, {size / 1e6:.0f} MB")
PARSE = """
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as files:
    for name in files.namelist():
        if name.endswith(("/api.json", "/examples.json")):
            json.loads(files.read(name))
"""


os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def run(command):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, status
    return used.ru_utime + used.ru_stime, used.ru_maxrss


commands = {("bare parse", ""): [sys.executable, "-c", PARSE, wheels[1]]}
for form in ["text", "json", "html", "markdown", "changelog"]:
    commands["specs", form] = [tcgen, "diff", *sides, "--format", form]
commands["wheels", "text"] = [tcgen, "diff", *wheels]
runs = {name: [] for name in commands}
for _ in range(5):
    for name, command in commands.items():
        runs[name].append(run(command))
medians = {name: sorted(of_name)[2] for name, of_name in runs.items()}
bare, _ = medians.pop(("bare parse", ""))
print(f"bare parse {bare:.2f} CPU s")
worst = 0
for (label, form), (cpu, memory) in medians.items():
    worst = max(worst, cpu / bare / {"specs": 2, "wheels": 5}[label])
    print(f"{label} {form:<10} {cpu:.2f} CPU s, {cpu / bare:.1f} times, {memory // 1024} MB")
sys.exit(worst > 1)
PYTHON

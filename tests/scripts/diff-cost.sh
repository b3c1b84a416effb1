#!/usr/bin/env bash
# What a diff of two whole releases costs: CPU seconds and peak memory, medians of five runs, and
# fails above two CPU seconds.
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
for release in 3.1.160.1 3.1.189.1; do
    compgen -G "$metadata/tccli-$release-*.whl" >/dev/null ||
        python3 -m pip download --quiet --no-deps --dest "$metadata" "tccli==$release"
    "$tcgen" import "$(compgen -G "$metadata/tccli-$release-*.whl")" --spec "$work/$release" >/dev/null 2>&1
done

python3 - "$tcgen" "$work" <<'PYTHON'
import os, subprocess, sys
tcgen, work = sys.argv[1:]
sides = [f"{work}/3.1.160.1", f"{work}/3.1.189.1"]
wheres = [os.path.join(where, name) for side in sides for where, _, names in os.walk(side) for name in names]
size = sum(os.path.getsize(path) for path in wheres)
print(f"{len(wheres)} specs, {size / 1e6:.0f} MB")
worst = 0
for form in ["text", "json", "html", "markdown", "changelog"]:
    runs = []
    for _ in range(5):
        process = subprocess.Popen([tcgen, "diff", *sides, "--format", form], stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        assert status == 0, status
        runs.append((used.ru_utime + used.ru_stime, used.ru_maxrss))
    cpu, memory = sorted(runs)[2]
    worst = max(worst, cpu)
    print(f"{form:<10} {cpu:.2f} CPU s, {memory // 1024} MB")
sys.exit(worst > 2)
PYTHON

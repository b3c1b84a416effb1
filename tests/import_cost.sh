#!/usr/bin/env bash
# What a whole import costs: CPU seconds and peak memory of the process, medians of five runs,
# beside a bare parse of the same files into JSON values.
# Usage: tests/import_cost.sh FOLDER-OF-WHEELS
#   pip download --no-deps --dest FOLDER tccli==3.1.189.1
set -euo pipefail
cd "$(dirname "$0")/.."
wheel=$1/tccli-3.1.189.1-py2.py3-none-any.whl
[ -f "$wheel" ] || { echo "no $wheel" >&2; exit 2; }
cargo build --quiet --release -p tencentcloud-codegen
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# CPU seconds and kilobytes of five runs of a command, the median of each.
median() {
    for _ in 1 2 3 4 5; do
        rm -rf "$work/spec" "$work/generated"
        python3 - "$@" <<'PYTHON'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{used.ru_utime + used.ru_stime:.2f} {used.ru_maxrss}")
PYTHON
    done | sort -n | sed -n 3p
}

read -r cpu kilobytes < <(median target/release/tcgen import "$wheel" --spec "$work/spec")
echo "import of everything: $cpu CPU s, $((kilobytes / 1024)) MB"
TCGEN_METADATA=$1 cargo bench --quiet -p tencentcloud-codegen --bench import -- official

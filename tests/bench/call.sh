#!/usr/bin/env bash
# CPU per call: ours against the official Python SDK (no network), and against a bare call with the
# same HTTP library (over loopback), side by side in one run. Needs Python 3 with pip, and Linux.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    tencentcloud-sdk-python-common==3.1.195 tencentcloud-sdk-python-ess==3.1.194

cargo bench --quiet -p tencentcloud-runtime --no-run
"$work/venv/bin/python" tests/bench/call.py >"$work/python"
cargo bench --quiet -p tencentcloud-runtime --bench call | tee "$work/divan" >&2
cargo bench --quiet -p tencentcloud-runtime --bench loopback >"$work/loopback"
"$work/venv/bin/python" tests/bench/ratios.py "$work/python" "$work/divan" "$work/loopback"

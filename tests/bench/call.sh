#!/usr/bin/env bash
# CPU per call: ours against the official Python SDK (no network), and against bare calls over
# loopback, with reqwest and with the HTTP library of ours, side by side in one run. Needs Python 3
# with pip, and Linux.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    tencentcloud-sdk-python-common==3.1.195 tencentcloud-sdk-python-ess==3.1.194

cargo bench --quiet -p tencentcloud-runtime --no-run
bare=(--quiet --release --manifest-path tests/bench/reqwest/Cargo.toml --target-dir target/reqwest)
cargo build "${bare[@]}"

# All on one processor: which one the service's thread wakes up on would decide the times otherwise.
cpu=$(taskset --cpu-list --pid $$)
taskset --cpu-list --pid "${cpu##*[ ,-]}" $$ >&2
"$work/venv/bin/python" tests/bench/call.py >"$work/python"
cargo bench --quiet -p tencentcloud-runtime --bench call | tee "$work/divan" >&2
cargo bench --quiet -p tencentcloud-runtime --bench loopback >"$work/loopback"
cargo run "${bare[@]}" >>"$work/loopback"
"$work/venv/bin/python" tests/bench/ratios.py "$work/python" "$work/divan" "$work/loopback"

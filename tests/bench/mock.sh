#!/usr/bin/env bash
# What `tcgen mock` costs with the whole cloud in it: how long it takes to start, how much memory it
# holds, and how much CPU time a signed call takes, beside what the same server needs for an answer
# that asks nothing of the mock. Fails above 400 MB, above 1.5 times the CPU time of `tcgen import` for
# the start, and above 0.2 ms for a call: two cores answer 10,000 calls a second then. The time of a
# call on a slower machine is that on the machine that the bounds were set on: it is corrected by a
# piece of work that both have done.
#   tests/bench/mock.sh FOLDER     the folder holds tccli-3.1.189.1-py2.py3-none-any.whl
# TCGEN is a binary to take instead of building one.
set -euo pipefail
cd "$(dirname "$0")/../.."
wheel=$(realpath "${1:?a folder with the wheel of tccli}")/tccli-3.1.189.1-py2.py3-none-any.whl
[ -f "$wheel" ] || { echo "no $wheel" >&2; exit 2; }
tcgen=$(realpath -m "${TCGEN:-target/release/tcgen}")
[ -n "${TCGEN:-}" ] || cargo build --quiet --release -p tencentcloud-codegen
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 tests/bench/mock.py "$tcgen" "$wheel" "$work"

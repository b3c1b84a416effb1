#!/usr/bin/env bash
# Whether hostile input costs no more than its length: shapes of pages, specs and diffs that could
# be quadratic, each in sizes that double until one costs enough to tell. Fails if eight times the
# input costs more than sixteen times the CPU, start of the process left out. About two minutes.
#   tests/bench/linear.sh [SHAPE…]
set -euo pipefail
cd "$(dirname "$0")/../.."
cargo build --quiet -p tencentcloud-codegen
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 tests/bench/linear.py target/debug/tcgen "$work" "$@"

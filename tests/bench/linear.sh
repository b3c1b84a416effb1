#!/usr/bin/env bash
# Whether hostile input costs no more than its length: shapes of pages, specs and diffs that could
# be quadratic, each in four sizes that double. Fails if eight times the input costs more than
# sixteen times the CPU, start of the process left out.
#   tests/bench/linear.sh [SHAPE…]
set -euo pipefail
cd "$(dirname "$0")/../.."
cargo build --quiet -p tencentcloud-codegen
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 tests/bench/linear.py target/debug/tcgen "$work" "$@"

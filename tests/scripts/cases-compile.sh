#!/usr/bin/env bash
# The cases of tests/cases/compile, and those of generate that give a crate, as products of one: it
# has to compile and its rustdoc to be built with warnings denied, clippy's too. A case may bring
# `caller.rs`, tests of someone who calls that crate; they and the examples of the cases have to
# pass. Of the documentation only our own example is compiled, whatever the cases hold.
#
# Usage: cases-compile.sh [TARGET-DIR]
# TCGEN is a binary to take instead of building one.
set -euo pipefail
cd "$(dirname "$0")/../.."
cases=$PWD/tests/cases
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

tcgen=${TCGEN:-$PWD/target/debug/tcgen}
[ -n "${TCGEN:-}" ] || cargo build --quiet -p tencentcloud-codegen
number=0
for case in "$cases"/{compile,generate}/*/; do
    # Of what is meant to be refused findings are expected and no file.
    if [ -d "$case/expected" ] && [ ! -f "$case/expected/src/lib.rs" ]; then continue; fi
    path=$(python3 -c 'import json, sys
spec = json.load(open(sys.argv[1]))
print("{product}/{version}.json".format(**spec))' "$case/spec.json")
    [ ! -e "$work/spec/$path" ] || { echo "two cases are $path" >&2; exit 1; }
    mkdir -p "$work/spec/${path%/*}" "$work/crate/tests"
    cp "$case/spec.json" "$work/spec/$path"
    if [ -f "$case/caller.rs" ]; then cp "$case/caller.rs" "$work/crate/tests/$(basename "$case").rs"; fi
    number=$((number + 1))
done
[ "$number" -gt 0 ] || { echo "no case gives a crate" >&2; exit 1; }
# Elsewhere, where no configuration chooses.
(cd "$work" && "$tcgen" generate --spec spec --out crate)
# Versions of dependencies that the project is built with, as far as the crate has them too.
cp Cargo.lock "$work/crate/Cargo.lock"
cd "$work/crate"
export CARGO_TARGET_DIR=${1:-$OLDPWD/target/cases}
RUSTFLAGS="-D warnings" cargo check --quiet --all-features
RUSTFLAGS="-D warnings" cargo test --quiet --all-features
cargo clippy --quiet --all-targets --all-features -- -D warnings
RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps --all-features
echo "$number cases compile"

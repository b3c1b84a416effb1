#!/usr/bin/env bash
# Three programs as users write them (tests/programs): a crate of ess, cvm and hunyuan is generated
# from the official metadata, and they run with it, in both clients, against `tcgen mock`. The examples
# in the documentation of that crate compile, too: one per action that has one.
# Usage: programs.sh FOLDER-OF-WHEELS [TARGET-FOLDER]
set -euo pipefail
cd "$(dirname "$0")/../.."
wheel=$(ls "$1"/tccli-3.1.189.1-*.whl)
errors=$(ls "$1"/tencentcloud_sdk_python-3.1.195-*.whl)
export CARGO_TARGET_DIR=${2:-$PWD/target/programs}
tcgen=${TCGEN:-$PWD/target/debug/tcgen}
[ -n "${TCGEN:-}" ] || env -u CARGO_TARGET_DIR cargo build --quiet -p tencentcloud-codegen
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

cp -r tests/programs "$work/programs"
"$tcgen" import "$wheel" "$errors" --spec "$work/spec" --products ess,cvm,hunyuan >/dev/null 2>&1
(cd "$work" && "$tcgen" generate >/dev/null)

"$tcgen" mock --spec "$work/spec" --answers tests/programs/answers.json --quiet >"$work/address" &
server=$!
for _ in $(seq 300); do
    [ ! -s "$work/address" ] || break
    sleep 0.1
done
TCGEN_MOCK=$(cat "$work/address") cargo test --quiet --manifest-path "$work/programs/Cargo.toml"
kill "$server"
wait "$server" # status 0: it ends in order
server=
cargo test --quiet --doc --manifest-path "$work/generated/Cargo.toml"

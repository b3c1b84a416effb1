#!/usr/bin/env bash
# `[crate] layout = "workspace"` as those need it who publish many products: the workspace of two products
# compiles without a warning and passes its tests, a package of it is what a registry takes; of the whole
# cloud no package has more than 10 MB or 300 features, and all of them compile without a warning (6 minutes).
# Usage: workspace-layout.sh FOLDER-OF-WHEELS [TARGET-FOLDER]
set -euo pipefail
cd "$(dirname "$0")/../.."
wheel=$(realpath "$(ls "$1"/tccli-3.1.189.1-*.whl)")
errors=$(realpath "$(ls "$1"/tencentcloud_sdk_python-3.1.195-*.whl)")
target=${2:-$PWD/target/workspace-layout}
tcgen=${TCGEN:-$PWD/target/debug/tcgen}
[ -n "${TCGEN:-}" ] || cargo build --quiet -p tencentcloud-codegen
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A project of the products that are named, as TOML tables.
project() {
    mkdir -p "$work/$1/spec"
    printf '[crate]\nout = "../generated"\nlayout = "workspace"\npublish = true\nrepository = "https://example.org/r"\n
[sources]\nmetadata = ["%s"]\nerrors = ["%s"]\n\n%s\n' "$wheel" "$errors" "$2" >"$work/$1/spec/tcgen.toml"
    "$tcgen" regenerate --config "$work/$1/spec/tcgen.toml" --quiet >/dev/null
}

project two $'[products.ess]\nactions = ["CreateFlow", "DescribeFlowInfo"]\n[products.cvm]\nactions = ["DescribeZones"]'
cd "$work/two/generated"
export CARGO_TARGET_DIR=$target
cargo clippy --quiet --workspace --all-features --all-targets -- -D warnings
cargo test --quiet --workspace --all-features
RUSTDOCFLAGS="-D warnings" cargo doc --quiet --workspace --no-deps --all-features
cargo check --quiet --workspace --no-default-features
# Of a package that depends on one that no registry has yet, cargo can say what it would hold.
cargo package --quiet --allow-dirty -p tencentcloud-api-core
cargo package --list --allow-dirty -p tencentcloud-api-ess | grep -qx CHANGELOG.md
cd - >/dev/null

project all $'[products."*"]'
cd "$work/all/generated"
largest=0
packages=0
for manifest in */Cargo.toml; do
    package=${manifest%/Cargo.toml}
    bytes=$(tar -cz "$package" | wc -c)
    features=$(sed -n '/^\[features\]/,/^\[dep/p' "$manifest" | grep -c ' = ')
    [ "$bytes" -le "$largest" ] || largest=$bytes name=$package
    packages=$((packages + 1))
    if [ "$bytes" -gt 10000000 ] || [ "$features" -gt 300 ]; then
        echo "$package has $bytes bytes and $features features: a registry takes 10 MB and 300 features"
        exit 1
    fi
done
RUSTFLAGS=-Dwarnings CARGO_INCREMENTAL=0 cargo check --quiet --workspace
echo "$packages packages; the largest, $name, has $((largest / 1000)) KB of 10,000"

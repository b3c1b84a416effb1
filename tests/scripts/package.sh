#!/usr/bin/env bash
# What would be published builds from its own package: tcgen is packed, unpacked elsewhere,
# installed from there with the versions of its own Cargo.lock, and makes a crate from a project
# that it starts. With wheels of the metadata in TCGEN_METADATA it then does all that the READMEs
# tell (readme.py). Needs no registry that the workspace has not asked already.
#
# Usage: package.sh [TARGET-DIR]
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
target=$(realpath -m "${1:-target/package-alone}")
elsewhere=$(mktemp -d)
trap 'rm -rf "$elsewhere"' EXIT

cargo package --quiet --allow-dirty --no-verify --offline -p tencentcloud-codegen
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
tar -xzf "target/package/tencentcloud-codegen-$version.crate" -C "$elsewhere"
CARGO_TARGET_DIR=$target cargo install --quiet --locked --offline --debug \
    --path "$elsewhere/tencentcloud-codegen-$version" --root "$elsewhere"
"$elsewhere/bin/tcgen" --version

package=$PWD/tests/cases/metadata/package
cd "$elsewhere"
bin/tcgen init project --product demo --metadata "$package"
bin/tcgen regenerate --config project/spec/tcgen.toml --check
ls project/generated/src/runtime/mod.rs
echo "builds and works from its package"
if [ -n "${TCGEN_METADATA:-}" ]; then
    cd "$root"
    tests/scripts/readme.py "$elsewhere/bin/tcgen" "$TCGEN_METADATA"
fi

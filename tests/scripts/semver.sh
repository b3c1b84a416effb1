#!/usr/bin/env bash
# Holds the semver verdict of `tcgen diff` against cargo-semver-checks, on crates generated from
# two releases of the metadata. That tool must never see a break that the diff does not: where
# it is blind (the type of a field), the diff is the stricter.
#
# TCGEN_METADATA: a folder of wheels that is kept between runs; what is missing in it is
# downloaded. Needs cargo-semver-checks. Arguments: products; those below if none.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v cargo-semver-checks >/dev/null || { echo "cargo install --locked cargo-semver-checks" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

metadata=${TCGEN_METADATA:-$work}
mkdir -p "$metadata"
wheel() {
    compgen -G "$metadata/tccli-$1-*.whl" >/dev/null ||
        python3 -m pip download --quiet --no-deps --dest "$metadata" "tccli==$1" >&2
    compgen -G "$metadata/tccli-$1-*.whl"
}
old=$(wheel 3.1.160.1)
new=$(wheel 3.1.189.1)

# Removed actions and structures; new required inputs; relaxations; a changed type; a structure
# that turned; another order of arguments; additions alone; a promise withdrawn; prose alone.
products=("$@")
[ ${#products[@]} -gt 0 ] || products=(aiart trtc cdb ams live mps iotexplorer alb cvm clb vdb)

cargo build --quiet -p tencentcloud-codegen
tcgen=$PWD/target/debug/tcgen
list=$(IFS=,; echo "${products[*]}")
for side in old new; do
    "$tcgen" import "${!side}" --spec "$work/spec-$side" --products "$list" --docs none >/dev/null 2>&1
done

export CARGO_TARGET_DIR=$work/target
wrong=0 stricter=0 same=0
printf '%-14s %-8s %-8s %s\n' product diff tool verdict
for product in "${products[@]}"; do
    for side in old new; do
        "$tcgen" generate --spec "$work/spec-$side" --out "$work/$side-$product" --products "$product" >/dev/null 2>&1
    done
    ours=$("$tcgen" diff "$work/spec-old/$product" "$work/spec-new/$product" --format json |
        python3 -c 'import json, sys; print(json.load(sys.stdin)["verdict"]["step"])')
    log=$work/$product.log
    if cargo semver-checks --manifest-path "$work/new-$product/Cargo.toml" \
        --baseline-root "$work/old-$product" --release-type minor \
        --only-explicit-features --features "$product,async" >"$log" 2>&1; then
        tool="minor"
    elif grep -q "semver requires new major version" "$log"; then
        tool="major"
    else
        cat "$log" >&2
        exit 2
    fi
    case "$ours/$tool" in
        major/major) verdict="agree"; same=$((same + 1)) ;;
        major/minor) verdict="the diff is stricter"; stricter=$((stricter + 1)) ;;
        */minor) verdict="agree"; same=$((same + 1)) ;;
        *) verdict="THE DIFF MISSES A BREAK"; wrong=$((wrong + 1)); grep -A3 "^Failed in" "$log" >&2 ;;
    esac
    printf '%-14s %-8s %-8s %s\n' "$product" "$ours" "$tool" "$verdict"
done
echo "$same agree, $stricter stricter, $wrong wrong"
[ "$wrong" -eq 0 ]

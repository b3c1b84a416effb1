#!/usr/bin/env bash
# Every product of the official metadata, each as a crate of its own: generated, checked with
# warnings denied, its rustdoc built without a warning, all its official examples read and written
# (official_examples.rs says how). Prints for each product lines, seconds of `cargo check` (its own
# code and the runtime), size of the debug rlib, and how many examples there are and how many requests
# and responses of them pass, then each one that does not; fails if a product does, if `tcgen lint`
# has no finding for an example that does not pass, or, where everything is looked at, if less than
# 99.3 % of the requests or 99.7 % of the responses pass.
#
#   TCGEN_METADATA=FOLDER tests/scripts/whole-cloud.sh          everything: an hour and a half
#   TCGEN_METADATA=FOLDER tests/scripts/whole-cloud.sh 3/40     the third of forty parts
#   TCGEN_METADATA=FOLDER tests/scripts/whole-cloud.sh ess cvm  these products
#
# FOLDER holds the wheel: pip download --no-deps --dest FOLDER tccli==3.1.189.1
# TCGEN is a binary to take instead of building one, WHOLE_CLOUD_DIR a folder to work in and keep.
set -euo pipefail
cd "$(dirname "$0")/../.."
scripts=$PWD/tests/scripts
wheel=$(realpath "${TCGEN_METADATA:?a folder with the wheel of tccli}")/tccli-3.1.189.1-py2.py3-none-any.whl
[ -f "$wheel" ] || { echo "no $wheel" >&2; exit 2; }
work=${WHOLE_CLOUD_DIR:-$(mktemp -d)}
mkdir -p "$work"
export CARGO_TERM_COLOR=never CARGO_TARGET_DIR="$work/target" CARGO_INCREMENTAL=0

tcgen=${TCGEN:-$PWD/target/release/tcgen}
[ -n "${TCGEN:-}" ] || CARGO_TARGET_DIR=target cargo build --quiet --release -p tencentcloud-codegen
"$tcgen" import "$wheel" --spec "$work/spec" >"$work/import.log" 2>&1 || { tail "$work/import.log"; exit 1; }

mapfile -t products < <(ls "$work/spec" | sort)
case "${1:-}" in
"") ;;
*/*)
    part=${1%/*} parts=${1#*/} chosen=()
    for index in "${!products[@]}"; do
        if ((index % parts == part % parts)); then chosen+=("${products[index]}"); fi
    done
    products=("${chosen[@]}")
    ;;
*) products=("$@") ;;
esac

seconds() { # runs a command, prints its CPU seconds
    local TIMEFORMAT='%U %S'
    { time "$@" >>"$work/cargo.log" 2>&1; } 2>&1 | awk '{ printf "%.1f", $1 + $2 }'
}
failed=() examples=0 requests=0 responses=0
: >"$work/examples.log"
printf '%-16s %9s %8s %9s %9s %9s %9s\n' product lines check_s rlib_kB examples requests responses
for product in "${products[@]}"; do
    crate=$work/crate
    rm -rf "$crate"
    : >"$work/cargo.log"
    lines=$("$tcgen" generate --spec "$work/spec" --products "$product" --out "$crate" 2>>"$work/cargo.log" |
        awk -v product="$product" '$1 == product { print $5 }')
    [ -f "$work/Cargo.lock" ] && cp "$work/Cargo.lock" "$crate/Cargo.lock"
    step() { (cd "$crate" && "$@" >>"$work/cargo.log" 2>&1); }
    failing() { failed+=("$product: $1"); tail -20 "$work/cargo.log"; }
    export RUSTFLAGS=-Dwarnings RUSTDOCFLAGS=-Dwarnings
    if ! step cargo check --all-features; then failing check; continue; fi
    cp "$crate/Cargo.lock" "$work/Cargo.lock"
    touch "$crate/src/lib.rs"
    check=$(cd "$crate" && seconds cargo check --all-features)
    step cargo doc --no-deps || failing rustdoc
    step cargo build || failing build
    rlib=$(find "$CARGO_TARGET_DIR/debug" -maxdepth 1 -name 'libtencentcloud_api.rlib' -printf '%k')
    mkdir -p "$crate/tests"
    cp "$scripts/official_examples.rs" "$crate/tests/official_examples.rs"
    folder=$(find "$crate/src" -mindepth 1 -maxdepth 1 -type d ! -name runtime -printf '%f')
    if ! python3 "$scripts/official_cases.py" "$crate" "$folder" >"$crate/tests/cases.rs"; then
        failing cases
        continue
    fi
    a=0 b=0 c=0
    if out=$(cd "$crate" && SPEC="$work/spec/$product" cargo test --features serde \
        --test official_examples -- --nocapture 2>>"$work/cargo.log"); then
        read -r a b c < <(awk '$1 == "EXAMPLES" { print $2, $4, $6 }' <<<"$out")
        grep '^FAILS' <<<"$out" >"$work/fails.log" || true
        cat "$work/fails.log" >>"$work/examples.log"
        "$tcgen" lint "$work/spec/$product" --format json >"$work/lint.json" 2>>"$work/cargo.log"
        unexplained=$(python3 "$scripts/official_unexplained.py" "$work/lint.json" <"$work/fails.log")
        [ -z "$unexplained" ] || { echo "$unexplained"; failing "examples without a finding"; }
    else
        failing examples
    fi
    examples=$((examples + a)) requests=$((requests + b)) responses=$((responses + c))
    printf '%-16s %9s %8s %9s %9s %9s %9s\n' "$product" "$lines" "$check" "$rlib" "$a" "$b" "$c"
done
cat "$work/examples.log"
echo "of $examples examples $requests requests and $responses responses pass"
if [ $# -eq 0 ] && ((requests * 1000 < examples * 993 || responses * 1000 < examples * 997)); then
    failed+=("too few examples pass")
fi
if ((${#failed[@]})); then printf 'FAILED %s\n' "${failed[@]}"; exit 1; fi

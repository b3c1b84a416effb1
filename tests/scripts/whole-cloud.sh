#!/usr/bin/env bash
# Every product of the official metadata, each as a crate of its own: generated, checked with
# warnings denied, its rustdoc built without a warning, its official examples read. Prints for each
# product lines, seconds of `cargo check` (its own code alone), size of the debug rlib, and how many
# of its examples pass; fails if a product does, or, where everything is looked at, if less than 99.3 %
# of the requests or 99.7 % of the responses pass.
#
#   TCGEN_METADATA=FOLDER tests/scripts/whole-cloud.sh          everything: hours of one core
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

# Compiles the dependencies once; what is measured later is a product's own code and the runtime.
seconds() { # runs a command, prints its CPU seconds
    local TIMEFORMAT='%U %S'
    { time "$@" >>"$work/cargo.log" 2>&1; } 2>&1 | awk '{ printf "%.1f", $1 + $2 }'
}
failed=() requests=0 all_requests=0 responses=0 all_responses=0
printf '%-16s %9s %8s %9s %s\n' product lines check_s rlib_kB examples
for product in "${products[@]}"; do
    crate=$work/crate
    rm -rf "$crate" "$work/examples"
    : >"$work/cargo.log"
    lines=$("$tcgen" generate --spec "$work/spec" --products "$product" --out "$crate" 2>>"$work/cargo.log" |
        awk -v product="$product" '$1 == product { print $5 }')
    [ -f "$work/Cargo.lock" ] && cp "$work/Cargo.lock" "$crate/Cargo.lock"
    step() { (cd "$crate" && "$@" >>"$work/cargo.log" 2>&1); }
    export RUSTFLAGS=-Dwarnings RUSTDOCFLAGS=-Dwarnings
    if ! step cargo check --all-features; then failed+=("$product: check"); tail -20 "$work/cargo.log"; continue; fi
    cp "$crate/Cargo.lock" "$work/Cargo.lock"
    touch "$crate/src/lib.rs"
    check=$(cd "$crate" && seconds cargo check --all-features)
    step cargo doc --no-deps || { failed+=("$product: rustdoc"); tail -20 "$work/cargo.log"; }
    step cargo build || failed+=("$product: build")
    rlib=$(find "$CARGO_TARGET_DIR/debug" -maxdepth 1 -name 'libtencentcloud_api.rlib' -printf '%k')
    passed=-
    if [ -f "$crate/tests/examples.rs" ]; then
        python3 "$scripts/official_examples.py" "$wheel" "$product" "$crate" "$work/examples"
        out=$(cd "$crate" && EXAMPLES="$work/examples" cargo test --features serde --test examples -- --nocapture 2>>"$work/cargo.log") ||
            failed+=("$product: examples")
        passed=$(awk '/ requests .* responses / { r += $3; R += $5; s += $7; S += $9 } END { print r+0, R+0, s+0, S+0 }' <<<"$out")
        read -r a b c d <<<"$passed"
        requests=$((requests + a)) all_requests=$((all_requests + b))
        responses=$((responses + c)) all_responses=$((all_responses + d))
    fi
    printf '%-16s %9s %8s %9s %s\n' "$product" "$lines" "$check" "$rlib" "$passed"
done
echo "requests $requests of $all_requests, responses $responses of $all_responses"
[ $# -gt 0 ] || awk -v a=$requests -v b=$all_requests -v c=$responses -v d=$all_responses \
    'BEGIN { exit !(a >= 0.993 * b && c >= 0.997 * d) }' || failed+=("too few examples pass")
if ((${#failed[@]})); then printf 'FAILED %s\n' "${failed[@]}"; exit 1; fi

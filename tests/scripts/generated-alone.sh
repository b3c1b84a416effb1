#!/usr/bin/env bash
# The generated crate as its users have it: copied alone into an empty folder elsewhere, it passes
# its tests, documentation examples included, clippy and rustdoc with warnings denied, and compiles
# with its tests under every set of features that its users choose between.
#
# Usage: generated-alone.sh [TARGET-DIR]
set -euo pipefail
cd "$(dirname "$0")/../.."
alone=$(mktemp -d)
trap 'rm -rf "$alone"' EXIT
export CARGO_TARGET_DIR=${1:-$PWD/target/alone}
git ls-files -z generated | xargs -0 cp --parents -t "$alone"
cd "$alone/generated"

cargo test --quiet --all-features
cargo clippy --quiet --all-targets --all-features -- -D warnings
RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps --all-features
# What an error carries can be looked up: each payload has its page, and `Error` links to it.
pages=$CARGO_TARGET_DIR/doc/tencentcloud_api/error
for payload in ServiceError TransportError TimeoutError DecodeError CredentialError InvalidRequest; do
    [[ -f $pages/struct.$payload.html ]] && grep -q "href=\"[a-z./]*struct.$payload.html\"" "$pages/enum.Error.html" || {
        echo "rustdoc does not show the payload \`$payload\` of \`Error\`" >&2
        exit 1
    }
done
for features in "" ess async,ess blocking,ess blocking,ess,serde async,blocking,ess,tracing; do
    # Without a product, the tests of the examples have none.
    RUSTFLAGS="-D warnings" cargo check --quiet ${features:+--all-targets} --no-default-features --features "$features"
    echo "compiles with features: ${features:-none}"
done

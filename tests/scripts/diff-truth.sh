#!/usr/bin/env bash
# Compares the diff with the official change log over consecutive releases of the metadata.
# TCGEN_SHARED: the folder with truth/changelog.md. TCGEN_TRUTH_WHEELS: a folder of wheels that
# is kept between runs; what is missing in it is downloaded.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${TCGEN_SHARED:?the folder that holds truth/changelog.md}"
wheels=${TCGEN_TRUTH_WHEELS:-$(mktemp -d)}
mkdir -p "$wheels"
# Runs of neighbours in which the log has most of its red words.
for number in 63 64 65 66 67 68 69 87 88 89; do
    compgen -G "$wheels/tccli-3.1.$number.1-*.whl" >/dev/null ||
        python3 -m pip download --quiet --no-deps --dest "$wheels" "tccli==3.1.$number.1"
done
export TCGEN_SHARED TCGEN_TRUTH_WHEELS=$wheels
cargo test --quiet -p tests --test diff_truth -- --ignored --nocapture
# And the class `source` against the Rust API, between the first and the last of them.
TCGEN_OLD_METADATA=$(compgen -G "$wheels/tccli-3.1.63.1-*.whl") \
    TCGEN_METADATA=$(compgen -G "$wheels/tccli-3.1.89.1-*.whl") \
    cargo test --quiet -p tests --test diff_source -- --ignored --nocapture

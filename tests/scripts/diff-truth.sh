#!/usr/bin/env bash
# The diff over ten releases of the metadata: against the official change log; its class `source`
# against the text that is generated for every product version that changed; and against the compiler:
# programs that use every public item of an old crate are compiled against the new one.
# TCGEN_SHARED: the folder with truth/changelog.md. TCGEN_METADATA: a folder of wheels that is
# kept between runs; what is missing in it is downloaded.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${TCGEN_SHARED:?the folder that holds truth/changelog.md}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TCGEN_SHARED TCGEN_METADATA=${TCGEN_METADATA:-$work}
mkdir -p "$TCGEN_METADATA"
# Runs of neighbours in which the log has most of its red words.
for number in 63 64 65 66 67 68 69 87 88 89; do
    compgen -G "$TCGEN_METADATA/tccli-3.1.$number.1-*.whl" >/dev/null ||
        python3 -m pip download --quiet --no-deps --dest "$TCGEN_METADATA" "tccli==3.1.$number.1"
done
# Where tests/scripts/cases-compile.sh has built the same dependencies.
export DIFF_TRUTH_TARGET=$PWD/target/cases
cargo test --quiet -p tests --test releases -- --ignored --nocapture

#!/usr/bin/env bash
# Fails if the repository holds a snapshot file that no test of the last run looked at.
# The list comes from a run with INSTA_SNAPSHOT_REFERENCES_FILE set, the way cargo-insta asks
# for it, so that no further tool has to be installed.
#
# Usage: unreferenced-snapshots.sh REFERENCES-FILE
set -euo pipefail
cd "$(dirname "$0")/../.."
touch "$1"
looked_at=$(xargs -r -d '\n' realpath -m < "$1" | sort -u)
status=0
while IFS= read -r snapshot; do
    if ! grep -qxF "$(realpath -m "$snapshot")" <<< "$looked_at"; then
        echo "no test refers to $snapshot"
        status=1
    fi
done < <(git ls-files '*.snap')
exit "$status"

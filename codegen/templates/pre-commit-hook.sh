#!/bin/sh
# Refuses a commit in which the generated client is not what its sources say, and shows what the
# commit changes in the API. Copy to .git/hooks/pre-commit and make it executable.
# TCGEN_CONFIG: the config. TCGEN_OUT: the folder of the generated client.
set -eu

config=${TCGEN_CONFIG:-'spec/tcgen.toml'}
out=${TCGEN_OUT:-'generated'}
spec=$(dirname -- "$config")

# A commit that touches neither side takes no time.
if git diff --cached --quiet -- "$spec" "$out"; then
    exit 0
fi

if ! tcgen regenerate --config "$config" --check; then
    echo "the generated client is not up to date: repair it as said above, and stage what that writes" >&2
    exit 1
fi

# Before the first spec there is nothing to compare with.
if git cat-file -e "HEAD:./$spec" 2>/dev/null; then
    tcgen diff "git:HEAD:$spec" "$spec" >&2
fi

#!/usr/bin/env bash
# The same call by the official Python SDK and by ours: equal methods, paths, headers and JSON, and
# the signature that their code computes over our bytes is ours. Needs Python 3 with pip.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    tencentcloud-sdk-python-common==3.1.195 tencentcloud-sdk-python-ess==3.1.194
TCGEN_PYTHON="$work/venv/bin/python" \
    cargo test --quiet -p tests --test call -- --ignored --nocapture

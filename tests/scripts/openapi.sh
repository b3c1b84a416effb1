#!/usr/bin/env bash
# What `tcgen export openapi` writes, read by tools of others: the official JSON Schemas in ajv and
# openapi-spec-validator (both editions), the linter of @redocly/cli, the generator openapi-typescript,
# and progenitor (Rust) for the 3.0 of ess.
# Usage: openapi.sh FOLDER-OF-WHEELS [PRODUCT… | all]. Needs Python with pip, npm, and the registries.
# Without products it takes a fixed set; progenitor runs with PROGENITOR=1 or with `all`. With `all`,
# openapi-spec-validator reads the documents below 100 KB alone: it takes a minute for a megabyte.
set -euo pipefail
cd "$(dirname "$0")/../.."
wheel=$(ls "$1"/tccli-3.1.189.1-*.whl)
shift
products=("$@")
[ "$#" -gt 0 ] || products=(ess tcb sts hunyuan cii)
progenitor=${PROGENITOR:-}
largest=100000000
if [ "${products[0]}" = all ]; then
    products=()
    progenitor=1
    largest=100000
fi
tcgen=${TCGEN:-target/debug/tcgen}
[ -n "${TCGEN:-}" ] || cargo build --quiet -p tencentcloud-codegen
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for edition in 3.0 3.1; do
    "$tcgen" export openapi "${products[@]}" --metadata "$wheel" --openapi-version "$edition" \
        --out "$work/$edition" >/dev/null
    "$tcgen" export openapi "${products[@]}" --metadata "$wheel" --openapi-version "$edition" \
        --out "$work/$edition" --check >/dev/null
done

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check openapi-spec-validator
"$work/venv/bin/python" tests/scripts/openapi_valid.py "$largest" "$work/3.0" "$work/3.1"

if [ -n "${TCGEN_SHARED:-}" ] && [ -d "$work/3.1/tcb" ]; then
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check pyyaml
    "$work/venv/bin/python" tests/scripts/openapi_truth.py \
        "$TCGEN_SHARED/truth/tcb-openapi-x-tcapi.yaml" "$work/3.1/tcb/2018-06-08.json"
fi

npm install --silent --no-audit --no-fund --prefix "$work/node" @redocly/cli openapi-typescript typescript \
    @seriousme/openapi-schema-validator >/dev/null
NODE_MODULES="$work/node/node_modules" node tests/scripts/openapi_valid.mjs "$work/3.0" "$work/3.1"
mapfile -t documents < <(find "$work/3.0" "$work/3.1" -name '*.json' | sort)
# Rules of taste are off (a licence, answers with status 4xx, servers of one's own); every rule of
# the standard is on. That examples fit their schemas is a matter of `tcgen lint`.
cat >"$work/redocly.yaml" <<'RULES'
extends: [minimal]
rules:
  struct: error
  no-unresolved-refs: error
  no-unused-components: off
  operation-operationId-unique: error
  operation-summary: error
  path-parameters-defined: error
  security-defined: error
  spec-components-invalid-map-name: error
  no-enum-type-mismatch: error
  no-invalid-media-type-examples: off
RULES
# A few documents at a time: it keeps them all.
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
printf '%s\0' "${documents[@]}" | xargs -0 -n 75 "$work/node/node_modules/.bin/redocly" lint \
    --config "$work/redocly.yaml" --format summary >"$work/redocly.log" 2>&1 \
    || { tail -40 "$work/redocly.log"; exit 1; }
echo "redocly: ${#documents[@]} documents without an error"

NODE_MODULES="$work/node/node_modules" node tests/scripts/openapi_types.mjs "$work/3.0" "$work/3.1"

[ -n "$progenitor" ] || exit 0
mkdir -p "$work/crate/src"
cp "$work/3.0/ess/2020-11-11.json" "$work/crate/ess.json"
cat >"$work/crate/Cargo.toml" <<'MANIFEST'
[package]
name = "ess-by-progenitor"
version = "0.1.0"
edition = "2021"

[dependencies]
progenitor = "0.15"
reqwest = { version = "0.13", default-features = false, features = ["json", "query", "stream"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
chrono = { version = "0.4", features = ["serde"] }
futures = "0.3"

[workspace]
MANIFEST
echo 'progenitor::generate_api!("ess.json");' >"$work/crate/src/lib.rs"
cargo check --quiet --manifest-path "$work/crate/Cargo.toml"
echo "progenitor: a crate of ess that compiles"

#!/usr/bin/env bash
# The official SDKs, as they are published, call `tcgen mock`: every documented example through the
# Python SDK, the command line tccli, and the Node SDK. Shows that each answer is one that they accept,
# and that wrong keys, missing members and unknown actions come out as the errors that they raise.
# Usage: mock-sdk.sh FOLDER-OF-WHEELS [PRODUCT,… | all]. Needs Python with pip, npm, and the registries.
# Without products it takes a fixed set and is done in a minute or two.
set -euo pipefail
cd "$(dirname "$0")/../.."
wheel=$(ls "$1"/tccli-3.1.189.1-*.whl)
products=${2:-ess,cvm,sts,hunyuan,cls,cii,dnspod,tcb}
tcgen=${TCGEN:-target/debug/tcgen}
[ -n "${TCGEN:-}" ] || cargo build --quiet -p tencentcloud-codegen
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-compile \
    --find-links "$1" "$wheel" tencentcloud-sdk-python==3.1.195
npm install --silent --no-audit --no-fund --prefix "$work/node" \
    tencentcloud-sdk-nodejs@4.1.313 >/dev/null

choice=()
[ "$products" = all ] || choice=(--products "$products")
"$tcgen" import "$wheel" --spec "$work/spec" "${choice[@]}" >/dev/null 2>&1

start() { # its first line is its address
    "$tcgen" mock --spec "$work/spec" --quiet "$@" >"$work/address" 2>"$work/log" &
    server=$!
    for _ in $(seq 300); do
        [ ! -s "$work/address" ] || return 0
        sleep 0.1
    done
    cat "$work/log"
    return 1
}
finish() {
    kill "$server"
    wait "$server" # status 0: it ends in order
    server=
    : >"$work/address"
}

start
"$work/venv/bin/python" -W ignore tests/scripts/mock_sdk.py "$work/spec" "$(cat "$work/address")"
NODE_PATH="$work/node/node_modules" node tests/scripts/mock_sdk.cjs "$work/spec" "$(cat "$work/address")"
finish

# tccli speaks https alone.
start --tls "$work/mock.pem"
endpoint=$(sed 's,https://,,' "$work/address")
cat "$work/mock.pem" >>"$("$work/venv/bin/python" -m certifi)"
export HOME="$work/home"
mkdir -p "$HOME"
tccli() { # what it prints is what counts: it ends with 255 on an error of the service
    "$work/venv/bin/tccli" "$@" --endpoint "$endpoint" --region ap-guangzhou --secretKey mock-key 2>&1 ||
        true
}
tccli cvm DescribeZones --secretId mock-id | grep -q '"ZoneSet"'
tccli cvm DescribeZones --secretId other | grep -q 'AuthFailure.SecretIdNotFound'
echo "tccli: an answer and an error as the service gives them"
finish

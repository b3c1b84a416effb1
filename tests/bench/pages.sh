#!/usr/bin/env bash
# What it costs to read pages, as a whole process: the corpus in one run, then pages of 1, 10 and
# 100 MB made of one row repeated. CPU seconds, and the most memory held.
#   tests/bench/pages.sh [/path/to/shared]
set -euo pipefail
cd "$(dirname "$0")/../.."
shared=${1:-${TCGEN_SHARED:-../shared}}
cargo build --quiet --release -p tencentcloud-codegen
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 - "$work" <<'PYTHON'
import pathlib, sys
work = pathlib.Path(sys.argv[1])
head = ("## 1. 接口描述\n\n接口请求域名： demo.tencentcloudapi.com 。\n\n## 2. 输入参数\n\n"
        "| 参数名称 | 必选 | 类型 | 描述 |\n|---|---|---|---|\n"
        "| Action | 是 | String | 公共参数，本接口取值：DoIt。 |\n"
        "| Version | 是 | String | 公共参数，本接口取值：2020-01-02。 |\n")
tail = ("\n## 3. 输出参数\n\n| 参数名称 | 类型 | 描述 |\n|---|---|---|\n| RequestId | String | 编号 |\n")
for megabytes in (1, 10, 100):
    rows, size = [], 0
    while size < megabytes << 20:
        row = (f"| Name{len(rows)}.N | 否 | Array of [Filter](/document/api/1/2#Filter) | "
               "描述，取值：<li>ON：开<li>OFF：关<br>示例值：ON |\n")
        rows.append(row)
        size += len(row.encode())
    (work / f"{megabytes}MB.md").write_text(head + "".join(rows) + tail)
PYTHON

measure() {
    python3 - "$@" <<'PYTHON'
import os, resource, subprocess, sys
label, command = sys.argv[1], sys.argv[2:]
subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{label}: {used.ru_utime + used.ru_stime:.2f} CPU s, {used.ru_maxrss / 1024:.0f} MB")
PYTHON
}

[ -d "$shared/corpus" ] && measure "corpus" target/release/tcgen parse "$shared/corpus" --spec "$work/spec"
for megabytes in 1 10 100; do
    measure "$megabytes MB page" target/release/tcgen parse "$work/${megabytes}MB.md" --spec "$work/$megabytes"
done

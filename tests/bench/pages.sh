#!/usr/bin/env bash
# What it costs to read pages, as a whole process: the corpus in one run, then pages of 1, 10 and
# 100 MB made of one row repeated. CPU seconds, and the most memory held.
#   tests/bench/pages.sh [/path/to/shared]
# TCGEN_BEFORE names another build of tcgen to compare with: both read the corpus nine times, by
# turns, and the cheapest run of each counts. Fails where this one costs more than 1.2 times as much.
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

compare() {
    python3 - "$@" <<'PYTHON'
import os, subprocess, sys
before, now, corpus, spec = sys.argv[1:]
def cost(tcgen):
    begin = os.times()
    subprocess.run([tcgen, "parse", corpus, "--spec", spec], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = os.times()
    return end.children_user - begin.children_user + end.children_system - begin.children_system
runs = [(cost(before), cost(now)) for _ in range(9)]
least = [min(costs) for costs in zip(*runs)]
ratio = least[1] / least[0]
print(f"corpus: {least[1]:.2f} CPU s, {least[0]:.2f} before: {ratio:.2f} times as much")
sys.exit(ratio > 1.2)
PYTHON
}

if [ -d "$shared/corpus" ]; then
    measure "corpus" target/release/tcgen parse "$shared/corpus" --spec "$work/spec"
    if [ -n "${TCGEN_BEFORE:-}" ]; then
        compare "$TCGEN_BEFORE" target/release/tcgen "$shared/corpus" "$work/compared"
    fi
fi
for megabytes in 1 10 100; do
    measure "$megabytes MB page" target/release/tcgen parse "$work/${megabytes}MB.md" --spec "$work/$megabytes"
done

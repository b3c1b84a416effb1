"""CPU of hostile shapes over doubling sizes; see linear.sh."""

import json
import os
import pathlib
import subprocess
import sys

DOUBLINGS = 3
# Twice what a linear cost would grow by: allocation and caches are not linear.
MOST = 2 * 2**DOUBLINGS
# The largest size of a shape must cost so much for its growth to say anything,
LEAST_SECONDS = 0.4
# and where one costs so much, no larger one is needed.
ENOUGH_SECONDS = 0.8
# The first size: the largest, halved so often.
HALVED = 8

HEAD = "## 1. 接口描述\n\n接口请求域名： demo.tencentcloudapi.com 。\n\n## 2. 输入参数\n\n"
COLUMNS = "| 参数名称 | 必选 | 类型 | 描述 |\n|---|---|---|---|\n"
PUBLIC = (
    "| Action | 是 | String | 公共参数，本接口取值：{0}。 |\n"
    "| Version | 是 | String | 公共参数，本接口取值：2020-01-02。 |\n"
)
OUTPUT = "\n## 3. 输出参数\n\n| 参数名称 | 类型 | 描述 |\n|---|---|---|\n| RequestId | String | 编号 |\n"
INPUT = COLUMNS + PUBLIC.format("DoIt")
PAGE = HEAD + INPUT + OUTPUT


def page(before="", rows="", after=""):
    return HEAD + before + INPUT + rows + OUTPUT + after


def wide_header(n):
    header = "| 参数名称 | 必选 | 类型 |" + " 描述 |" * n
    return HEAD + header + "\n" + "|---" * (n + 3) + "|\n" + PUBLIC.format("DoIt") + OUTPUT


def many_pages(n):
    return "".join(HEAD + COLUMNS + PUBLIC.format(f"Do{i}") + OUTPUT + "\n" for i in range(n))


def grid(n):
    border = "+---+---+\n"
    return PAGE + border + "".join(f"| a{i} | b |\n" for i in range(n)) + border


def rest(n):
    return ".. rubric:: 2. 输入参数\n\n" + "".join("   " * (i % 40) + ".. container:: x\n\n" for i in range(n))


def spaced(n):
    rows = "".join(f"P{i:07}  是  String  一 二 三 四 五 六\n" for i in range(n))
    return "1. 接口描述\n\n2. 输入参数\n\n参数名称  必选  类型  描述\n" + rows


# What makes a page of size n, and how large the largest is.
PAGES = {
    "columns of one heading": (wide_header, 16_000),
    "pages in one file": (many_pages, 8_000),
    "attributes of one tag": (lambda n: "<html><h2>2. 输入参数</h2><p " + "".join(f"a{i}=1 " for i in range(n)), 200_000),
    "open tags": (lambda n: "<html>" + "<div><b>" * n, 100_000),
    "cells in HTML in Markdown": (lambda n: page(before="<table>" + "<tr><td>\n\na\n" * n + "</table>\n"), 50_000),
    "quotations": (lambda n: page(before="> a\n\n" * n), 100_000),
    "lines of one quotation": (lambda n: page(before="> a\n" * n), 200_000),
    "signs of one quotation": (lambda n: page(before="> " * n + "\n|---|\n"), 400_000),
    "rules over a table": (lambda n: page(before="-----\na b\n-- --\nabcd\n" * n), 50_000),
    "columns under dashes": (lambda n: page(before="a " * n + "\n" + "-- " * n + "\n"), 50_000),
    "fences": (lambda n: page(after="```\n" * (2 * n + 1)), 100_000),
    "bold lines": (lambda n: page(before="**a**\n\n" * n), 100_000),
    "rows that go on": (lambda n: page(rows="| A | 否 | String | a\n\n- b\n\n" * n), 50_000),
    "paragraphs that were broken": (lambda n: page(before=("word " * 14 + "\n") * n), 20_000),
    "a drawn table": (grid, 50_000),
    "links": (lambda n: page(before="[" * n + "\n\n" + "[a](b) " * n + "\n\n"), 100_000),
    "addresses apart from their links": (lambda n: page(before="[a][1] [" * n, after="".join(f"[{i}]: /a\n" for i in range(n))), 50_000),
    "rows that html2text breaks": (lambda n: HEAD + "参数名称| 必选| 类型| 描述\n---|---|---|---\n" + "A| 否|\nString| a\nb\n" * n, 50_000),
    "items of an outline": (lambda n: page(before="- 示例1 a\n  b\n" * n), 50_000),
    "parts in an outline": (lambda n: page(before="".join(" " * (i % 60) + "- 示例1 a\n" for i in range(n)) + "    ```\n" * n), 20_000),
    "what may be below a page": (lambda n: page(after="## 4. 示例\n\n" + "上一篇：a\n\n" * n + "## 6. 错误码\n"), 100_000),
    "boxes": (lambda n: page(before="┌──┬──┐\n│a │b │\n" * n), 50_000),
    "bullets of Word": (lambda n: "<html><h2>2. 输入参数</h2>" + "<![if !supportLists]>" * n, 50_000),
    "letters as numbers": (lambda n: ".SH a\n" + "\\[u63A5]\\u" * n, 200_000),
    "strings over lines": (lambda n: page(after="## 4. 示例\n\n#### 输出示例\n\n```\n{\"a\": \"" + "b\n" * n + "\"}\n```\n"), 400_000),
    "values on one line": (lambda n: page(rows="| A | 否 | String | 取值：" + " - A：a" * n + " |\n"), 50_000),
    "code in tags": (lambda n: page(before="<pre>a</pre>\n" * n + "<pre>\n" * n), 50_000),
    "cells over rows": (lambda n: "<html><h2>2. 输入参数</h2><table>" + "<tr><td rowspan=99999>a<td rowspan=9>b</tr>" * n, 20_000),
    "folded headings": (lambda n: page(before="<details><summary>a</summary>\n" * n), 100_000),
    "HTML headings": (lambda n: page(before="<h2>a\n" * n), 100_000),
    "containers": (rest, 20_000),
    "literal blocks": (lambda n: ".. rubric:: 2. 输入参数\n\n" + "a::\n\n b\n\n" * n, 50_000),
    "escaped signs": (lambda n: ".. rubric:: 2. 输入参数\n\n" + "`" * n + "\n\n" + "\\ `a" * n, 100_000),
    "cells of AsciiDoc": (lambda n: "== 2. 输入参数\n\n|===\n" + "|a\n" * n, 100_000),
    "links of AsciiDoc": (lambda n: "== 2. 输入参数\n\n" + "https://a " * n, 100_000),
    "tables in tables": (lambda n: "== 2. 输入参数 ==\n\n" + "{|\n| a\n" * n, 100_000),
    "brackets of MediaWiki": (lambda n: "== 2. 输入参数 ==\n\n" + "[[a" * n, 100_000),
    "drawers of Org": (lambda n: "* 2. 输入参数\n" + ":PROPERTIES:\n" * n, 50_000),
    "blocks of Org": (lambda n: "* 2. 输入参数\n" + "#+begin_src\n" * n, 50_000),
    "links of Org": (lambda n: "* 2. 输入参数\n" + "| [[a" * n + "\n\n" + "[[a " * n, 100_000),
    "cells that are spaces apart": (spaced, 20_000),
    "headers that are spaces apart": (lambda n: "2. 输入参数\n\n" + "错误码 描述\nA b\n" * n, 50_000),
    "headers over no table": (lambda n: "2. 输入参数\n\n" + "名称 描述\na  bb\nccc d\n" * n, 50_000),
    "rows that are one space apart": (lambda n: "2. 输入参数\n\n参数名称 必选 类型 描述\n" + "A 是 String a\n b\n" * n, 50_000),
    "pieces of storage": (lambda n: "<html><h2>2. 输入参数</h2>" + "<card " * n + "<ac:parameter>" * n + "<div><code>a\n" * n + "<![CDATA[a" * n, 50_000),
    "numbers of lines in tables": (lambda n: "<html><h2>2. 输入参数</h2>" + "<table><tr><td>1<td>a" * n, 20_000),
    "descriptions between parts": (lambda n: page(after="## 1. 接口描述\n\na\n\n## 6. 错误码\n\n" * n), 20_000),
}


def spec(actions, structures):
    return json.dumps({
        "format": 1, "product": "demo", "version": "2020-01-02",
        "endpoint": "demo.tencentcloudapi.com", "actions": actions, "structures": structures,
    })


def member(name, kind="string"):
    return {"name": name, "type": kind}


def action(inputs=(), errors=None):
    found = {"input": list(inputs), "output": [member("RequestId")]}
    return found | ({"errors": errors} if errors else {})


def colliding_codes(n):
    codes = {f"A{chr(0x4E00 + i % 20_000)}{chr(0x4E00 + i // 20_000)}B": "x" for i in range(n)}
    return spec({"DoIt": action(errors=codes)}, {})


def structures(n, name):
    found = {f"{name}{i}": {"members": [member("A"), member(f"M{i}")]} for i in range(n)}
    uses = [member(f"S{i}", f"{name}{i}") for i in range(n)]
    return spec({f"{name}It": action(uses)}, found)


def long_names(n, letter):
    return spec({"D" + "oIt" * n: action([member(letter * n)])}, {})


# Two specs of size n, and how large the largest is.
DIFFS = {
    "all is renamed": (lambda n: (structures(n, "Old"), structures(n, "New")), 8_000),
    "long names": (lambda n: (long_names(n, "A"), long_names(n + 1, "B")), 40_000),
}


def cpu(command):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert not os.WIFSIGNALED(status), (command, status)
    assert os.WEXITSTATUS(status) in (0, 1, 2), (command, status)
    return used.ru_utime + used.ru_stime


class Bench:
    def __init__(self, tcgen, work):
        self.tcgen, self.work = tcgen, pathlib.Path(work)

    def page(self, text):
        path = self.work / "page"
        path.write_text(text)
        return cpu([self.tcgen, "parse", str(path), "--stdout"])

    def generate(self, text):
        (self.work / "spec" / "demo").mkdir(parents=True, exist_ok=True)
        (self.work / "spec" / "demo" / "2020-01-02.json").write_text(text)
        return cpu([self.tcgen, "generate", "--spec", str(self.work / "spec"), "--out", str(self.work / "crate")])

    def diff(self, sides):
        for name, text in zip(("old.json", "new.json"), sides):
            (self.work / name).write_text(text)
        return cpu([self.tcgen, "diff", str(self.work / "old.json"), str(self.work / "new.json")])


def main():
    tcgen, work, *wanted = sys.argv[1:]
    bench = Bench(tcgen, work)
    start = min(cpu([tcgen, "--version"]) for _ in range(3))
    shapes = [(name, make, largest, bench.page) for name, (make, largest) in PAGES.items()]
    shapes.append(("codes that become one name", colliding_codes, 16_000, bench.generate))
    shapes += [(name, make, largest, bench.diff) for name, (make, largest) in DIFFS.items()]
    failed = []
    for name, make, largest, run in shapes:
        if wanted and name not in wanted:
            continue
        sizes, costs = [], []
        for size in (largest >> (HALVED - doubling) for doubling in range(HALVED + 1)):
            sizes.append(size)
            costs.append(max(run(make(size)) - start, 0.001))
            if len(costs) > DOUBLINGS and costs[-1] > ENOUGH_SECONDS:
                break
        sizes, costs = sizes[-DOUBLINGS - 1:], costs[-DOUBLINGS - 1:]
        growth = costs[-1] / costs[0]
        bad = costs[-1] > LEAST_SECONDS and growth > MOST
        shown = "  ".join(f"{size}: {cost:.2f}" for size, cost in zip(sizes, costs))
        print(f"{'BAD ' if bad else ''}{name}: {shown}  ({growth:.0f} times)", flush=True)
        failed += [name] if bad else []
    if failed:
        sys.exit("more than linear: " + ", ".join(failed))


main()

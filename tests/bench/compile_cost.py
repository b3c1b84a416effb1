"""What the generated crate costs to check, beside the same types with serde derive.

Takes the structs of the generated crate as they stand, gives them derived serde, Clone, Debug,
Default and PartialEq and nothing else, and checks both, dependencies compiled before; and checks a
crate of the one action CreateUserAutoSignSealUrl, runtime included. Prints CPU seconds, medians of
three. TCGEN is a binary to take instead of building one.

    tests/bench/compile_cost.py [CRATE] [WORK]
"""

import os
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile

HEAD = "#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]\n"


def derived(text):
    """The structs of a file, each member under its wire name."""
    names = dict(re.findall(r'"(\w+)" => &mut self\.([\w#]+),', text))
    wire = {field: name for name, field in names.items()}
    structs = []
    for name, body in re.findall(r"^pub struct (\w+) \{(.*?)\}", text, re.M | re.S):
        fields = re.findall(r"pub ([\w#]+): (.+?),\n", body)
        fields = [f'#[serde(rename = "{wire.get(f, f)}")] pub {f}: {t},\n' for f, t in fields]
        structs.append(f"{HEAD}pub struct {name} {{\n{''.join(fields)}}}\n")
    return "".join(structs)


def check(crate, target):
    """CPU seconds of checking the crate's own code."""
    environment = {**os.environ, "CARGO_TARGET_DIR": str(target), "CARGO_INCREMENTAL": "0"}
    times = []
    for _ in range(4):
        (crate / "src/lib.rs").touch()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(["cargo", "check", "--quiet"], cwd=crate, env=environment, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times[1:])


def main(crate="generated", work=None):
    crate = pathlib.Path(crate).resolve()
    work = pathlib.Path(work or tempfile.mkdtemp())
    peer = work / "derived"
    (peer / "src").mkdir(parents=True, exist_ok=True)
    (peer / "Cargo.toml").write_text(
        '[package]\nname = "derived"\nedition = "2024"\n\n[dependencies]\n'
        'serde = { version = "1", features = ["derive"] }\n\n[workspace]\n'
    )
    text = "#![allow(warnings)]\n"
    for file in sorted(crate.glob("src/*/v*/*.rs")):
        if file.stem in ("requests", "responses", "structures"):
            text += derived(file.read_text())
    (peer / "src/lib.rs").write_text(text)
    seed = work / "seed"
    command = ["cargo", "run", "--quiet", "--package", "tencentcloud-codegen", "--"]
    command = [os.environ["TCGEN"]] if "TCGEN" in os.environ else command
    chosen = ["--spec", "spec", "--actions", "ess:CreateUserAutoSignSealUrl", "--out", str(seed)]
    subprocess.run([*command, "generate", *chosen], check=True, stdout=subprocess.DEVNULL)
    (seed / "Cargo.toml").open("a").write("\n[workspace]\n")
    ours, derive = check(crate, work / "target"), check(peer, work / "target")
    count = text.count("pub struct")
    print(f"{count} types: generated crate {ours:.2f} s, serde derive {derive:.2f} s, {derive / ours:.1f} times")
    print(f"one action and the runtime {check(seed, work / 'target'):.2f} s")


main(*sys.argv[1:])

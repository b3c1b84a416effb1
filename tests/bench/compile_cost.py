"""What the generated crate costs to check, beside the same types with serde derive.

Checks the generated crate, its runtime alone, a crate of the one action CreateUserAutoSignSealUrl,
and the same structs as they stand with derived serde, Clone, Debug, Default and PartialEq and nothing
else; dependencies are compiled before. Prints CPU seconds, medians of three, and the size of the debug
library. TCGEN is a binary to take instead of building one.

    tests/bench/compile_cost.py [CRATE] [WORK]
"""

import os
import pathlib
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

HEAD = "#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]\n"


def derived(text):
    """The structs of a file, each member under its wire name."""
    wire = dict(re.findall(r'^ +([\w#]+): (?:member|secret) "(\w+)",$', text, re.M))
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


def rlib(crate, target):
    """Megabytes of the crate as a debug library."""
    environment = {**os.environ, "CARGO_TARGET_DIR": str(target), "CARGO_INCREMENTAL": "0"}
    (crate / "src/lib.rs").touch()
    subprocess.run(["cargo", "build", "--quiet"], cwd=crate, env=environment, check=True)
    return (target / "debug/libtencentcloud_api.rlib").stat().st_size / 1e6


def standalone(crate, out):
    """A copy of a generated crate, outside of every workspace."""
    shutil.copytree(crate, out, dirs_exist_ok=True, ignore=shutil.ignore_patterns("target"))
    with (out / "Cargo.toml").open("a") as manifest:
        manifest.write("\n[workspace]\n")
    return out


def without_products(crate, out):
    """The crate with its runtime and nothing else."""
    root = standalone(crate, out) / "src/lib.rs"
    text = re.sub(r"(?m)(?:^#\[allow.*\n)*^#\[cfg\(feature = .*\npub mod \S+;\n", "", root.read_text())
    root.write_text("#![allow(dead_code, unused, unreachable_pub)]\n" + text)
    return out


def one_action(work):
    out = work / "one-action"
    command = ["cargo", "run", "--quiet", "--package", "tencentcloud-codegen", "--"]
    command = [os.environ["TCGEN"]] if "TCGEN" in os.environ else command
    chosen = ["--spec", "spec", "--actions", "ess:CreateUserAutoSignSealUrl", "--out", str(out)]
    subprocess.run([*command, "generate", *chosen], check=True, stdout=subprocess.DEVNULL)
    return standalone(out, work / "one")


def serde_derive(crate, out):
    """The types of the crate with serde derive, and how many they are."""
    (out / "src").mkdir(parents=True)
    (out / "Cargo.toml").write_text(
        '[package]\nname = "derived"\nedition = "2024"\n\n[dependencies]\n'
        'serde = { version = "1", features = ["derive"] }\n\n[workspace]\n'
    )
    text = "#![allow(warnings)]\n"
    for file in sorted(crate.glob("src/*/v*/**/*.rs")):
        text += derived(file.read_text())
    (out / "src/lib.rs").write_text(text)
    return out, text.count("pub struct")


def main(crate="generated", work=None):
    crate = pathlib.Path(crate).resolve()
    work = pathlib.Path(work or tempfile.mkdtemp())
    target = work / "target"
    runtime = without_products(crate, work / "runtime")
    whole, one = standalone(crate, work / "whole"), one_action(work)
    derive, count = serde_derive(crate, work / "derived")
    base, all_of_it, little, peer = (check(each, target) for each in (runtime, whole, one, derive))
    own = all_of_it - base
    print(f"cargo check, CPU seconds: the runtime alone {base:.2f}")
    print(f"{count} types and their calls {all_of_it:.2f}, without the runtime {own:.2f}")
    print(f"one action {little:.2f}, without the runtime {max(little - base, 0):.2f}")
    print(
        f"the {count} types with serde derive, no calls, no runtime {peer:.2f}: "
        f"{peer / all_of_it:.1f} times all of ours, {peer / own:.1f} times without the runtime"
    )
    large, small = rlib(whole, target), rlib(runtime, target)
    print(
        f"debug rlib, MB: the runtime alone {small:.1f}, "
        f"with {count} types {large:.1f}, which is {large - small:.1f} more"
    )


main(*sys.argv[1:])

"""What generating costs beside cargo-progenitor on the same actions: CPU seconds of `tcgen import` and
`tcgen generate` from the official metadata, and of progenitor from what `tcgen export openapi` writes,
a run per document. The runs share one processor. Fails below 15 times.

    tests/bench/progenitor.py FOLDER-OF-WHEELS [PRODUCT… | all]

Takes ess, vpc and csip unless told otherwise. Installs cargo-progenitor under `target` first, which
takes minutes. TCGEN is a binary to take instead of building one.
"""

import os
import pathlib
import resource
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PEER = "0.15.1"


def run(*command):
    """CPU seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peer():
    """The binary of progenitor's command line."""
    root = ROOT / "target/progenitor"
    install = ["cargo", "install", "--quiet", "--root", root, f"cargo-progenitor@{PEER}"]
    subprocess.run(install, check=True)
    return root / "bin/cargo-progenitor"


def ours():
    """The binary of tcgen."""
    if "TCGEN" in os.environ:
        return pathlib.Path(os.environ["TCGEN"]).resolve()
    build = ["cargo", "build", "--quiet", "--release", "-p", "tencentcloud-codegen"]
    subprocess.run(build, cwd=ROOT, check=True)
    return ROOT / "target/release/tcgen"


def main(wheels, *products):
    [wheel] = pathlib.Path(wheels).resolve().glob("tccli-3.1.189.1-*.whl")
    products = [] if products == ("all",) else list(products or ["ess", "vpc", "csip"])
    chosen = ["--products", ",".join(products)] if products else []
    tcgen, progenitor = ours(), peer()
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as work:
        # Not from here: this folder's own tcgen.toml chooses one product.
        os.chdir(work)
        export = [tcgen, "export", "openapi", *products, "--metadata", wheel, "--out", "documents"]
        run(*export, "--openapi-version", "3.0")
        documents = sorted(pathlib.Path("documents").glob("*/*.json"))
        imported = run(tcgen, "import", wheel, "--quiet", "--spec", "spec", *chosen)
        generated = run(tcgen, "generate", "--quiet", "--spec", "spec", "--out", "crate")
        theirs = 0
        for number, document in enumerate(documents):
            out = ["--output", f"peer{number}", "--name", f"peer{number}", "--version", "0.1.0"]
            theirs += run(progenitor, "progenitor", "--input", document, *out)
    times = theirs / (imported + generated)
    print(f"tcgen      {imported:.2f} CPU s to import, {generated:.2f} to generate")
    print(f"progenitor {theirs:.2f} CPU s for {len(documents)} documents: {times:.1f} times as much")
    sys.exit(times < 15)


if __name__ == "__main__":
    main(*sys.argv[1:])

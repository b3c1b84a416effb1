#!/usr/bin/env python3
"""Runs what README.md and README.zh-CN.md tell a reader to run, in order, in fresh folders, and compares what
is printed with what is there; then what the files and notes of `tcgen init` tell.

A fence `console` holds commands with what they print, a `text` or `diff` behind it more of it. `…` stands for
what is left out: alone on a line for lines, within a line for characters.

Usage: readme.py TCGEN FOLDER-OF-WHEELS [--write]
  --write  puts what is printed into the READMEs, where nothing is left out
"""

import difflib
import os
import pathlib
import pty
import re
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import termios
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
READMES = ["README.md", "README.zh-CN.md"]

# Commands that a step of `.ci/run` of their own runs.
ELSEWHERE = {
    "cargo test --workspace": "tests",
    "cargo install --path codegen": "what is published builds, and does what the READMEs say",
}


class Fence:
    def __init__(self, kind, text, line, heading):
        self.kind, self.text, self.line, self.heading = kind, text, line, heading


def fences(path):
    """The fences of a file, each with the number of its first line and its section."""
    found, heading, inside = [], 0, None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if inside is not None and line.startswith("```"):
            found.append(Fence(inside[0], inside[1], inside[2], heading))
            inside = None
        elif inside is not None:
            inside[1].append(line)
        elif line.startswith("```"):
            inside = (line[3:], [], number + 1)
        elif re.match("##+ ", line):
            heading += 1
    return found


def commands(fence):
    """The commands of a fence without their comments, each with what it prints."""
    found = []
    for line in fence.text:
        if line.startswith("$ "):
            found.append((re.sub(r"\s{2,}#.*", "", line[2:]), []))
        elif found:
            found[-1][1].append(line)
    return found


def pattern(lines):
    """What is printed as a regular expression over whole lines."""
    parts = []
    for line in lines:
        if line.strip() == "…":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(".*?".join(re.escape(part) for part in line.split("…")) + r"\n")
    return "".join(parts)


class Reader:
    """Somebody who does what a README says."""

    def __init__(self, tcgen, wheels, scratch):
        self.wheels, self.scratch, self.background, self.ports = wheels, scratch, [], {}
        bin_folder = scratch / "bin"
        bin_folder.mkdir()
        (bin_folder / "tcgen").symlink_to(tcgen)
        self.environment = dict(
            os.environ,
            LC_ALL="C.UTF-8",
            PATH=f"{bin_folder}:{os.environ['PATH']}",
            PIP_NO_INDEX="1",
            PIP_FIND_LINKS=str(wheels),
            PIP_QUIET="3",
            PIP_DISABLE_PIP_VERSION_CHECK="1",
            CARGO_NET_OFFLINE="true",
            CARGO_TARGET_DIR=str(ROOT / "target/readme"),
            GIT_AUTHOR_NAME="Ann", GIT_AUTHOR_EMAIL="ann@example.com",
            GIT_COMMITTER_NAME="Ann", GIT_COMMITTER_EMAIL="ann@example.com",
        )
        self.places = 0

    def fresh(self, is_clone):
        """A new folder: empty, or a clone of what is here, changed files included."""
        self.places += 1
        place = self.scratch / f"place{self.places}"
        place.mkdir()
        if is_clone:
            names = subprocess.run(
                ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                cwd=ROOT, capture_output=True, check=True,
            ).stdout.decode().split("\0")
            for name in filter(None, names):
                source, target = ROOT / name, place / name
                if source.is_file():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(source, target)
            self.must("git init --quiet && git add --all && git commit --quiet --message start", place)
        return place

    def run(self, command, place):
        """Exit status and all that was printed, in the order in which it came."""
        done = subprocess.run(
            ["bash", "-c", command], cwd=place, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=900,
        )
        return done.returncode, done.stdout.decode()

    def must(self, command, place):
        status, said = self.run(command, place)
        if status != 0:
            sys.exit(f"{command}: exit status {status}\n{said}")
        return said

    def start(self, command, place):
        """Starts what runs until it is stopped, and gives its first line."""
        server = subprocess.Popen(
            shlex.split(command), cwd=place, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )
        self.background.append(server)
        return server.stdout.readline().decode()

    def stop(self):
        for server in self.background:
            server.terminate()
            server.wait()
        self.background.clear()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def edit_page(reader, place):
    """The page gains a required input, and its last error code is replaced."""
    page = place / "spec/pages/ess/CreateUserAutoSignSealUrl.md"
    text = page.read_text()
    inputs = text.split("\n3. 输出参数")[0]
    row = [line for line in inputs.splitlines() if line.startswith("| ")][-1]
    text = text.replace(row, row + "\n| NotifyType | 是 | String | 通知开通方的方式。 示例值:SMS |", 1)
    last = [line for line in text.splitlines() if line.startswith("| OperationDenied |")][-1]
    page.write_text(text.replace(last, "| ResourceNotFound.Seal | 印章不存在。 |"))


def all_of_ess(reader, place):
    """A project with every action of ess."""
    wheel = shlex.quote(str(next(reader.wheels.glob("tccli-3*"))))
    reader.must(f"rm -rf spec generated && tcgen init --yes --product ess --metadata {wheel}", place)


# What a section takes for granted.
BEFORE = {
    "tcgen regenerate": edit_page,
    "tcgen show ess UploadFiles": all_of_ess,
    "tcgen export openapi ess": all_of_ess,
}


def run_readme(reader, path):
    """Gives what is wrong, each with its line, and the file with what was printed."""
    wrong, text = [], path.read_text()
    place, heading, said = None, None, ""
    for fence in fences(path):
        if fence.kind in ("text", "diff") and heading == fence.heading:
            seen = said if fence.kind == "text" else reader.must("git diff", place)
            if not re.search("^" + pattern(fence.text), seen, re.M):
                wrong.append((fence.line, "\n".join(fence.text), seen))
            continue
        if fence.kind != "console":
            continue
        steps = commands(fence)
        if fence.heading != heading:
            reader.stop()
            place = reader.fresh(is_clone=not steps[0][0].startswith("pip "))
            heading = fence.heading
        said = ""
        for command, expected in steps:
            if command in ELSEWHERE:
                print(f"{path.name}:{fence.line}: {command}: by the step `{ELSEWHERE[command]}`")
                continue
            BEFORE.get(command, lambda *_: None)(reader, place)
            command = command.replace("cargo run -p tencentcloud-codegen -- ", "tcgen ")
            now = run_step(reader, place, command)
            said += now
            print(f"{path.name}:{fence.line}: {command}: {len(now.splitlines())} lines")
            if expected and not re.fullmatch(pattern(expected), now):
                wrong.append((fence.line, "\n".join(expected), now))
                if not any("…" in line for line in expected):
                    text = text.replace("\n".join(expected) + "\n", now)
    reader.stop()
    return wrong, text


def run_step(reader, place, command):
    """Runs a command of a README; what listens does so at a port of its own."""
    port = re.search(r"(?:127\.0\.0\.1:|http\.server )(\d+)", command)
    if port and port[1] not in reader.ports:
        reader.ports[port[1]] = str(free_port())
    for named, real in reader.ports.items():
        command = re.sub(rf"(?<!\d){named}(?!\d)", real, command)
    if command.endswith(" &"):
        reader.start("python3 -u " + command.removeprefix("python3 ").removesuffix(" &"), place)
        return ""
    if command.startswith("tcgen mock "):
        wheel = next(place.glob("tccli-*.whl"))
        said = reader.start(command.replace("tccli-*.whl", wheel.name), place)
    else:
        status, said = reader.run(command, place)
        is_fault = said.rstrip().endswith("warning") or said.rstrip().endswith("warnings")
        if status != 0 and not is_fault and " failed\n" not in said:
            sys.exit(f"{command}: exit status {status}\n{said}")
    for named, real in reader.ports.items():
        said = re.sub(rf"(?<!\d){real}(?!\d)", named, said)
    return said


def run_project(reader):
    """What the notes of `tcgen init` and the comments of tcgen.toml tell, in a program of one's own."""
    place = reader.fresh(is_clone=False)
    reader.must("cargo init --quiet --name app --vcs git . && pip download --no-deps tccli", place)
    said = reader.must(
        "tcgen init --product ess --actions CreateUserAutoSignSealUrl,DescribeFlowInfo --metadata tccli-*.whl "
        "--workflow --pre-commit",
        place,
    )
    config = (place / "spec/tcgen.toml").read_text()
    told = [command for line in said.splitlines() if "`" in line for command in line.split("`")[1::2]]
    told += re.findall(r"^#   (tcgen .*?)(?:\s{2,}|$)", config, re.M)
    assert len(told) >= 8, told
    for command in told:
        reader.must(command, place)
        print(f"tcgen init says: {command}")
    call = next(fence for fence in fences(ROOT / "README.md") if fence.kind == "rust")
    uses = [line for line in call.text if line.startswith("use ")]
    rest = "\n".join(line for line in call.text if not line.startswith("use "))
    main = "\n".join(uses) + "\n\n#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {\n"
    (place / "src/main.rs").write_text(main + rest + "\nOk(())\n}\n")
    reader.must("cargo add --quiet tokio --features macros,rt-multi-thread && cargo check --quiet", place)
    print("the sample of README compiles in that program")
    reader.must("echo /target >.gitignore; git add --all ':!*.whl' && git commit --quiet --message client", place)
    print("the pre-commit hook lets what is generated pass")
    with (place / "generated/src/lib.rs").open("a") as file:
        file.write("// mine\n")
    status, said = reader.run("git commit --quiet --all --message mine", place)
    assert status != 0 and "tcgen regenerate" in said, said
    print("the pre-commit hook refuses what is not")


class Terminal:
    """A program on a pseudo-terminal, and somebody who types there.

    The program reads one key at a time, and the terminal is in raw mode only while it does: a key that comes in
    between would be edited away by the kernel. So each key waits for raw mode, and for what the program shows of
    it; one that was lost is pressed again. Nothing waits longer than PATIENCE.
    """

    PATIENCE = 60  # seconds
    LOST = 10  # seconds without an answer after which a key was lost

    def __init__(self, command, place, environment):
        self.said = ""
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(place)
            os.execvpe(command[0], command, environment)

    def read(self, seconds):
        """What comes within these seconds is added; whether anything did. At the end, None."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return False
        try:
            read = os.read(self.terminal, 4096)
        except OSError:
            read = b""  # Linux says so when the program has ended.
        self.said += read.decode(errors="replace")
        return True if read else None

    def give_up(self, wanted):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        sys.exit(f"the terminal never showed {wanted}; this is what it showed:\n{self.said}")

    def wait_for(self, text, seen):
        """Waits for a text behind what was seen."""
        end = time.monotonic() + self.PATIENCE
        while text not in self.said[seen:]:
            if self.read(1) is None or time.monotonic() > end:
                self.give_up(f"`{text}`")

    def is_raw(self):
        return not termios.tcgetattr(self.terminal)[3] & termios.ICANON

    def press(self, key):
        end = time.monotonic() + self.PATIENCE
        while True:
            while self.read(0):
                pass
            if self.is_raw():
                os.write(self.terminal, key.encode())
                if self.read(self.LOST) is not False:
                    return
            if time.monotonic() > end:
                self.give_up(f"what follows the key {key!r}")
            time.sleep(0.01)

    def end(self):
        """Waits for the end of the program, and gives its exit status."""
        end = time.monotonic() + self.PATIENCE
        while self.read(1) is not None:
            if time.monotonic() > end:
                self.give_up("its end")
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


BACK, LEFT, RIGHT, ENTER = "\x7f", "\x1b[D", "\x1b[C", "\r"


def run_questions(reader):
    """`tcgen init` on a terminal: what is wrong is asked again, and can be edited."""
    place = reader.fresh(is_clone=False)
    wheel = next(reader.wheels.glob("tccli-3*"))
    nowhere = "~/nowhere/tccli.whl"
    # A typing error in each answer, then what puts it right.
    answers = [
        ("Official metadata", [*nowhere, ENTER]),
        ("is not there", [*(BACK for _ in nowhere), *str(wheel), ENTER]),
        ("Products", [*"esss", ENTER]),
        ("did you mean `ess`", [BACK, ENTER]),
        ("Actions of ess", [*"CreateFlwo", ENTER]),
        ("did you mean `CreateFlow`", [LEFT, BACK, *"o", RIGHT, BACK, *"w", ENTER]),
        ("Package name", [ENTER]),
        ("workflow", ["n"]),
    ]
    terminal = Terminal(["tcgen", "init"], place, dict(reader.environment, TERM="xterm"))
    seen = 0
    for question, keys in answers:
        terminal.wait_for(question, seen)
        seen = len(terminal.said)
        for key in keys:
            terminal.press(key)
    status = terminal.end()
    config = (place / "spec/tcgen.toml").read_text()
    assert status == 0 and 'actions = ["CreateFlow"]' in config, terminal.said
    print("tcgen init asks again what was wrong, and keeps the rest")


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--write"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    tcgen, wheels = (pathlib.Path(argument).resolve() for argument in arguments)
    both = [
        [[command for command, _ in commands(fence)] for fence in fences(ROOT / name) if fence.kind == "console"]
        for name in READMES
    ]
    if both[0] != both[1]:
        sys.exit(f"the READMEs tell different commands: {both[0]} and {both[1]}")
    failed = False
    for name in READMES:
        with tempfile.TemporaryDirectory() as scratch:
            reader = Reader(tcgen, wheels, pathlib.Path(scratch))
            wrong, text = run_readme(reader, ROOT / name)
        for line, expected, said in wrong:
            failed = True
            lines = difflib.unified_diff(
                expected.splitlines(), said.splitlines(), "what is there", "what is printed", lineterm=""
            )
            print(f"\n{name}:{line}: " + "\n".join(list(lines)[:60]))
        if "--write" in sys.argv:
            (ROOT / name).write_text(text)
    with tempfile.TemporaryDirectory() as scratch:
        reader = Reader(tcgen, wheels, pathlib.Path(scratch))
        run_project(reader)
        run_questions(reader)
    sys.exit(1 if failed else 0)


main()

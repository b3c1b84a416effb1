"""The two types of every action of a generated crate, as cases for official_examples.rs.

    official_cases.py CRATE PRODUCT-FOLDER >CRATE/tests/cases.rs
"""

import pathlib
import re
import sys

STRING = r'"([^"]*)",?\s*'
CONSTANT = re.compile(r"const (\w+): crate::Action = .*?Action::new\(\s*" + STRING * 3, re.S)
FUNCTION = re.compile(
    r"request: &(\w+),?\s*\) -> [^{]*?::std::result::Result<\s*(\w+),"
    r"[^;]*?\.execute\(\s*&(\w+)",
    re.S,
)


def code(path):
    """The text of a file without comments."""
    return re.sub(r"^\s*//.*$", "", path.read_text(), flags=re.M)


def cases(crate, folder):
    modules = re.findall(r"^pub mod ([\w#]+);", code(crate / "src/lib.rs"), re.M)
    [module] = [name for name in modules if name != "runtime"]
    for path in sorted((crate / "src" / folder).glob("v*/actions.rs")):
        text = code(path)
        actions = {name: (version, action) for name, _, version, action in CONSTANT.findall(text)}
        functions = FUNCTION.findall(text)
        if len(functions) != len(actions):
            sys.exit(f"{path}: {len(functions)} functions for {len(actions)} actions")
        api = f"tencentcloud_api::{module}::{path.parent.name}"
        for request, response, constant in functions:
            version, action = actions[constant]
            yield (
                f'    Case {{ version: "{version}", action: "{action}", '
                f"request: empty::<{api}::{request}>, response: empty::<{api}::{response}> }},"
            )


crate, folder = pathlib.Path(sys.argv[1]), sys.argv[2]
print("const CASES: &[Case] = &[", *cases(crate, folder), "];", sep="\n")

"""The two types of every action of a generated crate, as cases for official_examples.rs.

    official_cases.py CRATE PRODUCT-FOLDER >CRATE/tests/cases.rs
"""

import pathlib
import re
import sys

STRING = r'"([^"]*)",\s*'
REQUEST = re.compile(
    r"impl crate::Request for (\w+) \{\s*type Response = (\w+);.*?Action::new\(\s*" + STRING * 3, re.S
)


def code(path):
    """The text of a file without comments."""
    return re.sub(r"^\s*//.*$", "", path.read_text(), flags=re.M)


def cases(crate, folder):
    modules = re.findall(r"^pub mod ([\w#]+);", code(crate / "src/lib.rs"), re.M)
    [module] = [name for name in modules if name != "runtime"]
    for path in sorted((crate / "src" / folder).glob("v*/*.rs")):
        api = f"tencentcloud_api::{module}::{path.parent.name}"
        for request, response, _, version, action in REQUEST.findall(code(path)):
            yield (
                f'    Case {{ version: "{version}", action: "{action}", '
                f"request: empty::<{api}::{request}>, response: empty::<{api}::{response}> }},"
            )


crate, folder = pathlib.Path(sys.argv[1]), sys.argv[2]
print("const CASES: &[Case] = &[", *cases(crate, folder), "];", sep="\n")

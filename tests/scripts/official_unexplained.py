"""The official examples that do not pass and of which no finding of `tcgen lint` says why.

    official_unexplained.py LINT-JSON <LINES-OF-OFFICIAL-EXAMPLES
"""

import json
import re
import sys

POINTER = re.compile(r"/actions/([^/]+)/examples/(\d+)(?:/(request|response))?")
FAILS = re.compile(r'FAILS "([^"]+)" (\S+) (\d+) (request|response): ')

explained = set()
with open(sys.argv[1]) as file:
    for finding in json.load(file)["findings"]:
        if found := POINTER.match(finding["pointer"] or ""):
            action, index, side = found.groups()
            product = finding["subject"].split("/")[0]
            for one in [side] if side else ["request", "response"]:
                explained.add((product, action, index, one))
for line in sys.stdin:
    if (fails := FAILS.match(line)) and fails.groups() not in explained:
        print(line.rstrip().replace("FAILS", "UNEXPLAINED", 1))

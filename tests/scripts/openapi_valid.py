"""Every document of some folders up to so many bytes by openapi-spec-validator.

Usage: openapi_valid.py BYTES FOLDER…
"""

import json
import pathlib
import sys

from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

count, failures = 0, []
for folder in sys.argv[2:]:
    for path in sorted(pathlib.Path(folder).glob("*/*.json")):
        if path.stat().st_size > int(sys.argv[1]):
            continue
        document = json.loads(path.read_text())
        is_30 = document["openapi"].startswith("3.0")
        validator = OpenAPIV30SpecValidator if is_30 else OpenAPIV31SpecValidator
        count += 1
        for error in list(validator(document).iter_errors())[:3]:
            failures.append(f"{path}: {'/'.join(map(str, error.path))}: {error.message[:300]}")
print(f"openapi-spec-validator: {count} documents, {len(failures)} errors")
print("\n".join(failures[:30]))
sys.exit(1 if failures or count == 0 else 0)

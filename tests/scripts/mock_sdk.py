"""Every documented example of a folder of specs through the official Python SDK, against the mock.

An example passes if the SDK makes a response of the answer, or raises the very error that the
documentation shows for the request. Usage: mock_sdk.py SPEC-FOLDER URL
"""

import collections
import importlib
import inspect
import json
import pathlib
import sys

from tencentcloud.common import credential
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile

# The one package that is not called as its product is.
PACKAGES = {"as": "autoscaling"}


def profile(endpoint):
    http = HttpProfile(protocol="http", endpoint=endpoint, keepAlive=True)
    return ClientProfile(httpProfile=http)


def key(secret_id="mock-id", secret_key="mock-key"):
    return credential.Credential(secret_id, secret_key)


def documented_error(example):
    response = example.get("response")
    inside = response.get("Response") if isinstance(response, dict) else None
    error = inside.get("Error") if isinstance(inside, dict) else None
    return error.get("Code", "").strip() if isinstance(error, dict) else None


def drain(response):
    """A stream has to give events."""
    if inspect.isgenerator(response):
        return sum(1 for _ in response) > 0
    return response.RequestId is not None


def call(client, models, action, body):
    request = getattr(models, action + "Request")()
    request._deserialize(body)
    return drain(getattr(client, action)(request))


def check_product(spec, endpoint, seen, failures):
    package = PACKAGES.get(spec["product"], spec["product"])
    version = "v" + spec["version"].replace("-", "")
    try:
        module = importlib.import_module(f"tencentcloud.{package}.{version}.{package}_client")
        models = importlib.import_module(f"tencentcloud.{package}.{version}.models")
    except ModuleNotFoundError:
        seen["not in the SDK"] += 1
        return
    classes = inspect.getmembers(module, inspect.isclass)
    client_class = next(c for n, c in classes if n.endswith("Client") and n != "AbstractClient")
    client = client_class(key(), "ap-guangzhou", profile(endpoint))
    for action, facts in spec["actions"].items():
        examples = [e for e in facts.get("examples", []) if isinstance(e.get("request"), dict)]
        if not hasattr(client, action):
            seen["not in the SDK"] += bool(examples)
            continue
        for number, example in enumerate(examples):
            name = f"{spec['product']} {spec['version']} {action} example {number + 1}"
            try:
                accepted = call(client, models, action, example["request"])
                seen["examples"] += 1
            except TencentCloudSDKException as error:
                seen["errors shown"] += 1
                accepted = error.code in {documented_error(e) for e in examples}
                name += f": {error.code} {error.message}"
            except (AttributeError, TypeError) as error:
                # The request itself contradicts the types: the SDK cannot even send it.
                seen["not sendable"] += 1
                accepted = "_deserialize" in str(error) or fits_no_model(models, action, example)
                name += f": {error!r}"
            if not accepted:
                failures.append(name)


def fits_no_model(models, action, example):
    try:
        getattr(models, action + "Request")()._deserialize(example["request"])
    except (AttributeError, TypeError):
        return True
    return False


def check_errors(specs, endpoint):
    spec = next(s for s in specs if any(
        member.get("required") for a in s["actions"].values() for member in a["input"]))
    action, facts = next((n, a) for n, a in spec["actions"].items() if any(
        member.get("required") for member in a["input"]))
    expected = [
        (key(secret_id="other"), action, {}, "AuthFailure.SecretIdNotFound"),
        (key(secret_key="other"), action, {}, "AuthFailure.SignatureFailure"),
        (key(), action, {}, "MissingParameter"),
        (key(), action, {"NoSuchMember": 1}, "UnknownParameter"),
        (key(), "NoSuchAction", {}, "InvalidAction"),
    ]
    for secret, name, body, code in expected:
        client = CommonClient(spec["product"], spec["version"], secret, "ap-guangzhou", profile(endpoint))
        try:
            client.call_json(name, body)
        except TencentCloudSDKException as error:
            assert error.code == code, f"{name} {body}: {error.code}, not {code}"
            assert error.requestId and error.message, name
        else:
            raise AssertionError(f"{name} {body} was taken, not refused with {code}")


def main():
    folder, url = sys.argv[1:]
    endpoint = url.removeprefix("http://")
    specs = [json.loads(p.read_text()) for p in sorted(pathlib.Path(folder).glob("*/*.json"))]
    seen, failures = collections.Counter(), []
    for spec in specs:
        check_product(spec, endpoint, seen, failures)
    check_errors(specs, endpoint)
    counts = ", ".join(f"{count} {what}" for what, count in sorted(seen.items()))
    print(f"Python SDK: {counts}, {len(failures)} refused")
    for failure in failures[:50]:
        print("  " + failure)
    assert seen["examples"] > 0
    sys.exit(1 if failures else 0)


main()

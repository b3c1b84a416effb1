"""The official Python SDK, asked to do one thing for the test official_sdk.rs.

call HOST:PORT  the request as JSON on stdin; calls CreateUserAutoSignSealUrl there and prints the
                answer, or "CODE\tMESSAGE\tREQUEST_ID" of the error
sign            a request as received, as JSON on stdin: method, path, query, headers (names in lower
                case), body; prints the signature that the SDK computes for it

The account is that of the documented worked example. Needs tencentcloud-sdk-python-ess.
"""

import json
import sys

from tencentcloud.common.abstract_client import AbstractClient
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.http.request import RequestInternal
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.ess.v20201111 import ess_client, models

SECRET_ID = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE"
SECRET_KEY = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"


def profile(endpoint):
    return ClientProfile(httpProfile=HttpProfile(protocol="http", endpoint=endpoint))


def call(endpoint):
    client = ess_client.EssClient(Credential(SECRET_ID, SECRET_KEY), None, profile(endpoint))
    request = models.CreateUserAutoSignSealUrlRequest()
    request.from_json_string(sys.stdin.read())
    try:
        print(client.CreateUserAutoSignSealUrl(request).to_json_string())
    except TencentCloudSDKException as error:
        print(error.get_code(), error.get_message(), error.get_request_id(), sep="\t")


def sign():
    received = json.load(sys.stdin)
    headers = received["headers"]
    names = {"content-type": "Content-Type", "host": "Host", "x-tc-timestamp": "X-TC-Timestamp",
             "x-tc-content-sha256": "X-TC-Content-SHA256"}
    request = RequestInternal(
        host=headers["host"], method=received["method"], uri=received["path"],
        header={names[name]: value for name, value in headers.items() if name in names},
        data=received["query"] if received["method"] == "GET" else received["body"])
    _, date, service, _ = headers["authorization"].split("Credential=")[1].split(",")[0].split("/")
    client = AbstractClient(Credential(SECRET_ID, SECRET_KEY), None, profile(headers["host"]))
    print(client._get_tc3_signature({}, request, date, service, SECRET_KEY))


{"call": call, "sign": sign}[sys.argv[1]](*sys.argv[2:])

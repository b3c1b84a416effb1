"""CPU of the official Python SDK for CreateUserAutoSignSealUrl, without the network.

Prints a line each: name, microseconds of CPU per operation (the median of seven rounds).
"""

import json
import statistics
import time

from tencentcloud.common.credential import Credential
from tencentcloud.common.http.request import RequestInternal
from tencentcloud.ess.v20201111 import ess_client, models

BODY = json.dumps({"Response": {
    "AppId": "wxa023292fd19d41e1d", "AppOriginalId": "gh_da87f6188665",
    "Path": "page?abc=123&def=456",
    "QrCode": "EBAQAAAAAAAAAAAQIDBAUGBwgxxxxxwAEEQUSITFBBhNRYQcicRQygZGhCCN",
    "RequestId": "s1695631245093", "Url": "https://essurl.cn/dKd1T6ZCh"}})
CLIENT = ess_client.EssClient(Credential("AKIDEXAMPLE", "EXAMPLEKEY"), "ap-guangzhou")


def encode():
    operator, user = models.UserInfo(), models.UserThreeFactor()
    operator.UserId = "yDRCLUUgygq2xun5UuO4zjEwg0vjoimj"
    operator.ClientIp = "1.2.3.4"
    user.Name = "典子谦"
    user.IdCardType = "ID_CARD"
    user.IdCardNumber = "620000198802020000"
    request = models.CreateUserAutoSignSealUrlRequest()
    request.Operator = operator
    request.SceneKey = "E_PRESCRIPTION_AUTO_SIGN"
    request.UserInfo = user
    internal = RequestInternal("ess.tencentcloudapi.com", "POST", "/")
    CLIENT._build_req_with_tc3_signature(
        "CreateUserAutoSignSealUrl", request._serialize(), internal)


def decode():
    model = models.CreateUserAutoSignSealUrlResponse()
    model._deserialize(json.loads(BODY)["Response"])


def measure(function, times):
    rounds = []
    for _ in range(7):
        start = time.process_time()
        for _ in range(times):
            function()
        rounds.append((time.process_time() - start) / times * 1e6)
    return statistics.median(rounds)


print(f"encode {measure(encode, 3000):.3f}")
print(f"decode {measure(decode, 20000):.3f}")

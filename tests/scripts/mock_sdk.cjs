// The examples of ess and cvm through the official Node SDK, against the mock; and the errors that it
// raises. Usage: NODE_PATH=… node mock_sdk.cjs SPEC-FOLDER URL
"use strict";
const assert = require("assert");
const fs = require("fs");
const path = require("path");

const [folder, url] = process.argv.slice(2);
const endpoint = url.replace("http://", "");
const clients = {
  ess: ["2020-11-11", require("tencentcloud-sdk-nodejs").ess.v20201111.Client],
  cvm: ["2017-03-12", require("tencentcloud-sdk-nodejs").cvm.v20170312.Client],
};

function client(Client, secretKey = "mock-key") {
  return new Client({
    credential: { secretId: "mock-id", secretKey },
    region: "ap-guangzhou",
    profile: { httpProfile: { endpoint, protocol: "http://" } },
  });
}

async function codeOf(promise) {
  try {
    await promise;
    return "taken";
  } catch (error) {
    return error.code || String(error);
  }
}

async function main() {
  let passed = 0;
  const failures = [];
  for (const [product, [version, Client]] of Object.entries(clients)) {
    const file = path.join(folder, product, `${version}.json`);
    if (!fs.existsSync(file)) continue;
    const spec = JSON.parse(fs.readFileSync(file, "utf8"));
    const api = client(Client);
    for (const [action, facts] of Object.entries(spec.actions)) {
      if (typeof api[action] !== "function") continue;
      const shown = (facts.examples || []).map((e) => e.response?.Response?.Error?.Code);
      for (const example of facts.examples || []) {
        if (typeof example.request !== "object") continue;
        const code = await codeOf(api[action](example.request));
        if (code === "taken" || shown.includes(code)) passed += 1;
        else failures.push(`${product} ${action}: ${code}`);
      }
    }
  }
  const ess = client(clients.ess[1]);
  assert.equal(await codeOf(client(clients.ess[1], "other").CreateFlow({})), "AuthFailure.SignatureFailure");
  assert.equal(await codeOf(ess.CreateFlow({})), "MissingParameter");
  assert.equal(await codeOf(ess.CreateFlow({ NoSuchMember: 1 })), "UnknownParameter");
  assert.equal(await codeOf(ess.request("NoSuchAction", {})), "InvalidAction");
  console.log(`Node SDK: ${passed} examples, ${failures.length} refused`);
  failures.slice(0, 20).forEach((failure) => console.log("  " + failure));
  assert.ok(passed > 0 && failures.length === 0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

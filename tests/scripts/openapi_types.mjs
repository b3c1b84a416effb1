// Types of every document of some folders by openapi-typescript, in one process.
// Usage: NODE_MODULES=… node openapi_types.mjs FOLDER…
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(path.join(process.env.NODE_MODULES, "here.js"));
const { default: openapiTS, astToString } = require("openapi-typescript");
let count = 0;
for (const folder of process.argv.slice(2)) {
  for (const file of fs.readdirSync(folder, { recursive: true }).sort()) {
    if (!file.endsWith(".json")) continue;
    const document = path.join(folder, file);
    try {
      const types = astToString(await openapiTS(pathToFileURL(path.resolve(document))));
      if (!types.includes("export interface operations")) throw new Error("no operations");
    } catch (error) {
      console.log(`${document}: ${error}`);
      process.exit(1);
    }
    count += 1;
  }
}
console.log(`openapi-typescript: types of ${count} documents`);
process.exit(count > 0 ? 0 : 1);

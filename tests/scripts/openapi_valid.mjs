// Every document of some folders by the JSON Schemas that the OpenAPI Initiative publishes, run by ajv
// (@seriousme/openapi-schema-validator), and whether every reference in it leads somewhere.
// Usage: NODE_MODULES=… node openapi_valid.mjs FOLDER…
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(path.join(process.env.NODE_MODULES, "here.js"));
const { Validator } = await import(
  pathToFileURL(require.resolve("@seriousme/openapi-schema-validator"))
);
const validator = new Validator();
const failures = [];
let count = 0;
for (const folder of process.argv.slice(2)) {
  for (const file of fs.readdirSync(folder, { recursive: true }).sort()) {
    if (!file.endsWith(".json")) continue;
    const document = JSON.parse(fs.readFileSync(path.join(folder, file), "utf8"));
    const { valid, errors } = await validator.validate(document);
    if (!valid) failures.push(`${folder}/${file}: ${JSON.stringify(errors).slice(0, 300)}`);
    for (const reference of references(document)) {
      const steps = reference.split("/").slice(1);
      const target = steps.reduce(
        (at, step) => at?.[decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~")],
        document,
      );
      if (!reference.startsWith("#/") || target === undefined) {
        failures.push(`${folder}/${file}: ${reference} leads nowhere`);
      }
    }
    count += 1;
  }
}
console.log(`schemas of the OpenAPI Initiative: ${count} documents, ${failures.length} errors`);
failures.slice(0, 30).forEach((failure) => console.log(failure));
process.exit(failures.length > 0 || count === 0 ? 1 : 0);

// In examples a member may be called `$ref`; they are data.
function* references(node) {
  if (Array.isArray(node)) {
    for (const item of node) yield* references(item);
  } else if (node !== null && typeof node === "object") {
    for (const [name, value] of Object.entries(node)) {
      if (name === "example" || name === "examples") continue;
      if (name === "$ref" && typeof value === "string") yield value;
      else yield* references(value);
    }
  }
}

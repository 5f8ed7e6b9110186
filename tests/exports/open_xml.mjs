// Judges Open XML files by Microsoft's SDK: node open_xml.mjs MODULE FILE… prints {"file": ["what is wrong", …]}.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [module, ...files] = process.argv.slice(2);
const { default: validate } = await import(pathToFileURL(module));
const found = {};
for (const file of files) {
  const errors = await validate(await readFile(file), file.split(".").pop(), "Office2013");
  found[file] = errors.map((error) => `${error.path.partUri}: ${error.description}`);
}
console.log(JSON.stringify(found));
process.exit(0);

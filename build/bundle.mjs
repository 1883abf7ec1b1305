import { build } from "esbuild";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { leaveOut } from "./left-out.mjs";
import { options } from "./options.mjs";

/** Licences of what may be bundled into a work under Apache-2.0 by naming it. AGPL and the like stay in development. */
const permitted = [
  "MIT",
  "ISC",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "MPL-2.0",
  "BlueOak-1.0.0",
  "Public Domain",
];

/** Writes the bundle, and beside it the licences of what it holds. */
export async function buildBundle(root, outfile) {
  const { metafile } = await build({
    ...options,
    absWorkingDir: root,
    entryPoints: ["main.ts"],
    outfile,
    // Its digest tells one version from another.
    define: { isWholeProgram: "true" },
    plugins: [leaveOut],
    minifyWhitespace: true,
    minifySyntax: true,
    // Node.js prints the line at which a program fails.
    lineLimit: 160,
    legalComments: "none",
    metafile: true,
  });
  const bundled = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const packages = [...new Set(bundled.flatMap((file) => packageOf(file) ?? []))].sort();
  writeFileSync(
    join(dirname(outfile), "licenses.txt"),
    packages.map((directory) => licenseOf(join(root, directory))).join(`\n${"-".repeat(80)}\n\n`),
  );
}

/** Directory of the package in which a file lies, also where that package lies in another. */
function packageOf(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function licenseOf(directory) {
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  const id = license ?? licenses?.[0]?.type;
  if (!permitted.includes(id?.type ?? id)) {
    throw new Error(`${name} ${version} has the licence ${JSON.stringify(id)}, which may not be bundled`);
  }
  const texts = readdirSync(directory).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  return [`${name} ${version} (${id})\n`, ...texts.map((file) => readFileSync(join(directory, file), "utf8"))].join(
    "\n",
  );
}

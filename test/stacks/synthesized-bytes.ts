import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Built } from "../../src/answers/validate";
import { type Synthesize } from "../../src/synthesis/synthesize";
import { synthesize } from "../synthesize";

/** Every file that a synthesis writes, by its path in the output directory. */
export function synthesizedBytes(built: Built, synthesizeBy: Synthesize = synthesize): Record<string, string> {
  const outputDirectory = mkdtempSync(join(tmpdir(), "strongroom-bytes-"));
  try {
    synthesizeBy({ ...built, outputDirectory, awsProviderVersion: undefined });
    const files = readdirSync(outputDirectory, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".json"),
    );
    return Object.fromEntries(files.sort().map((file) => [file, readFileSync(join(outputDirectory, file), "utf8")]));
  } finally {
    rmSync(outputDirectory, { recursive: true });
  }
}

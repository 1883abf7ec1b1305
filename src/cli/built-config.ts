/** What commands ask of the config, with what they say where it does not answer. */

import { findRegion, type Region, regions } from "../aws/regions";
import { defaultConfigFile } from "../config/check";
import { didYouMean } from "../config/targets";
import { countFindings, findingsForStream } from "../findings/print";
import { type Deployment, type PolicyTarget } from "../model/deployment";
import { type Built, validateFile } from "../validate";
import { UsageError } from "./failure";

export const configOption = [
  "--config <file>",
  "config file (default: $STRONGROOM_CONFIG, or config/org.yaml)",
] as const;

/**
 * Builds what a config stands for. Where the config has errors, tells its findings on standard error and sets exit code
 * 1.
 */
export function builtConfig(config: string | undefined): Built | undefined {
  const { findings, lineText, result } = validateFile(config ?? defaultConfigFile(process.env));
  if (!result) {
    process.stderr.write(findingsForStream(findings, process.stderr, lineText));
    process.stderr.write(`${countFindings(findings)}\n`);
    process.exitCode = 1;
  }
  return result;
}

/** @throws UsageError where the config lists no account of this name */
export function accountNamed(name: string, { accounts }: Deployment): PolicyTarget {
  const account = accounts.find((candidate) => candidate.name === name);
  return (
    account ??
    unknown(
      `the config lists no account \`${name}\``,
      name,
      accounts.map((candidate) => candidate.name),
    )
  );
}

/** @throws UsageError where AWS has no Region of this name */
export function regionNamed(name: string): Region {
  return (
    findRegion(name) ??
    unknown(
      `AWS has no Region \`${name}\``,
      name,
      regions.map((region) => region.name),
    )
  );
}

/** @throws UsageError that says which of the known names may be meant */
export function unknown(problem: string, name: string, known: readonly string[]): never {
  throw new UsageError(`${problem}. ${didYouMean(name, known)}`.trimEnd());
}

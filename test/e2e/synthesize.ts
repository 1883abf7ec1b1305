/** Configs with the ids that the embedded AWS gave, as far as their Terraform configuration. */

import { writeFileSync } from "node:fs";
import { parse as parseYaml, stringify } from "yaml";
import { checkSource } from "../../src/config/check";
import { type OrgConfig } from "../../src/config/schema/org-config";
import { Source } from "../../src/config/source";
import { type Built, validateFile } from "../../src/answers/validate";
import { synthesize } from "../synthesize";
import { type Ids, withIds } from "./seed";

/** The text of a config after an edit of what it says. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an edit may make any shape of it
export function changed(template: string, edit: (config: any) => void): string {
  const config = parseYaml(template);
  edit(config);
  return stringify(config);
}

/** The config that a text says. Fails with its findings where it has errors. */
export function parse(text: string): OrgConfig {
  const { config, findings } = checkSource(new Source("organization.yaml", text));
  if (!config) {
    throw new Error(JSON.stringify(findings, null, 2));
  }
  return config;
}

/** Synthesizes the text with the ids that AWS gave, as `strongroom synth` would. */
export function synthesizeTo(outputDirectory: string, text: string, ids: Ids): Built {
  const file = `${outputDirectory}.yaml`;
  writeFileSync(file, withIds(text, ids));
  const { findings, result } = validateFile(file);
  if (!result) {
    throw new Error(JSON.stringify(findings, null, 2));
  }
  synthesize({ ...result, outputDirectory, awsProviderVersion: process.env.STRONGROOM_AWS_PROVIDER_VERSION });
  return result;
}

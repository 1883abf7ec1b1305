/** What is written is what cdktf itself would write, byte for byte. */

import { App } from "cdktf";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveDeployment } from "../../src/model/resolve";
import { buildDocuments } from "../../src/policies/documents";
import { stackInputs } from "../../src/synthesis/stack-inputs";
import { literal } from "../../src/terraform/literal";
import { type Built } from "../../src/answers/validate";
import { createStack } from "../../stacks/create-stack";
import { configOf, edit, textOf, validFiles, validText } from "../config/valid";
import { synthesize } from "../synthesize";

const directory = mkdtempSync(join(tmpdir(), "strongroom-configuration-"));

afterAll(() => rmSync(directory, { recursive: true, force: true }));

const state = "state: { type: local } # or s3, or cloud: docs/configuration.md";
const tags = "  tags: { Owner: platform }";
const lock = validText.slice(validText.indexOf("    lock:"), validText.indexOf("\nroles:"));

const texts: readonly (readonly [string, string])[] = [
  ...validFiles.map((file) => [file, textOf(file)] as const),
  ["one provider", edit(validText, "regionStrategy: providerAlias", "regionStrategy: resourceRegion")],
  [
    "S3",
    edit(
      validText,
      state,
      "state: { type: s3, bucket: acme, region: eu-west-1, roleArn: 'arn:aws:iam::111111111111:role/State' }",
    ),
  ],
  ["HCP Terraform", edit(validText, state, "state: { type: cloud, organization: acme, project: Backup }")],
  ["remote runs", edit(validText, state, "state: { type: cloud, organization: acme, executionMode: remote }")],
  ["a plan role", edit(validText, tags, `${tags}\n  planRoleName: Reader`)],
  ["no tags", edit(validText, tags, "")],
  ["text like Terraform's", edit(validText, tags, "  tags: { Owner: '${1 + 1} %{ if } 1.5e+289 TfToken[0]' }")],
  ["no lock", edit(validText, lock, "")],
  ["a pinned key", edit(validText, "  alias: alias/central-backup", "  keyId: mrk-0123456789abcdef0123456789abcdef")],
  [
    "imports",
    edit(
      validText,
      tags,
      `${tags}\n  imports: [{ stack: encryption, to: aws_kms_key.key-eu-central-1, id: mrk-1 }, { stack: encryption, to: aws_kms_alias.alias-eu-west-1, id: a }]`,
    ),
  ],
];

function builtFrom(text: string): Built {
  const deployment = resolveDeployment(configOf(text));
  return { deployment, documents: buildDocuments(deployment) };
}

/** Every stack in one app of cdktf's own, with cdktf's own synthesis. */
function synthesizeWithCdktf(built: Built, outputDirectory: string, awsProviderVersion: string | undefined): void {
  const app = new App({ outdir: outputDirectory, stackTraces: false });
  const stacks = new Map(
    literal(stackInputs(built, awsProviderVersion)).map((input) => [input.id, createStack(app, input)]),
  );
  for (const { id, needs } of built.deployment.stacks) {
    needs.forEach((needed) => stacks.get(id)?.addDependency(stacks.get(needed) as never));
  }
  app.synth();
}

test.each(texts)("%s", (name, text) => {
  compare(name, text, undefined);
});

test("another version of the provider", () => {
  compare("provider", validText, "~> 6.30");
});

function compare(name: string, text: string, awsProviderVersion: string | undefined): void {
  const built = builtFrom(text);
  const out = join(directory, name.replaceAll("/", "-"));
  const { stackIds } = synthesize({ ...built, outputDirectory: out, awsProviderVersion });
  synthesizeWithCdktf(built, `${out}-cdktf`, awsProviderVersion);
  for (const file of ["manifest.json", ...stackIds.map((id) => `stacks/${id}/cdk.tf.json`)]) {
    expect(readFileSync(join(out, file), "utf8")).toBe(readFileSync(join(`${out}-cdktf`, file), "utf8"));
  }
}

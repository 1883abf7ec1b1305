/** Which stacks count as changed, on outputs of the real synthesis and on edits of them. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validateSource } from "../../src/answers/validate";
import { Source } from "../../src/config/source";
import { affectedStacks } from "../../src/terraform/affected";
import { type JsonObject, readSynthesis } from "../../src/terraform/synthesis";
import { edit, validText } from "../config/valid";
import { synthesize } from "../synthesize";

const directory = mkdtempSync(join(tmpdir(), "strongroom-affected-"));
let outputs = 0;

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function output(text: string, awsProviderVersion?: string): string {
  const { result, findings } = validateSource(new Source("org.yaml", text));
  if (!result) {
    throw new Error(JSON.stringify(findings));
  }
  const outputDirectory = join(directory, `${(outputs += 1)}.out`);
  synthesize({ ...result, outputDirectory, awsProviderVersion });
  return outputDirectory;
}

function affected(base: string, head: string): string[] {
  return affectedStacks(readSynthesis(base), readSynthesis(head));
}

/** An output with the configuration of one stack changed. */
function rewritten(stackId: string, change: (configuration: JsonObject) => JsonObject): string {
  const directoryOfOutput = output(validText);
  const file = join(directoryOfOutput, "stacks", stackId, "cdk.tf.json");
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, "utf8")) as JsonObject)));
  return directoryOfOutput;
}

const base = output(validText);
const all = [...readSynthesis(base).stackIds];
const secondAccount = '  - name: payments\n    id: "444444444444"';

test("nothing, for the same config in another order", () => {
  const head = output(
    edit(validText, "regions: [eu-central-1, eu-west-1, eu-west-3", "regions: [eu-west-1, eu-west-3, eu-central-1"),
  );
  expect(affected(base, head)).toEqual([]);
});

test("one account's stack, where one account comes, and that stack again where it goes", () => {
  const account = '  - { name: orders, id: "555555555555", organizationalUnit: Workloads }\n';
  const head = output(edit(validText, secondAccount, account + secondAccount));
  expect(affected(base, head)).toEqual(["member-orders"]);
  expect(affected(head, base)).toEqual(["member-orders"]);
});

test("the stacks that hold what changes, and no others", () => {
  expect(affected(base, output(edit(validText, "rotationPeriodDays: 365", "rotationPeriodDays: 180")))).toEqual([
    "encryption",
  ]);
  expect(affected(base, output(edit(validText, "cron(0 2 ? * * *)", "cron(0 3 ? * * *)")))).toEqual(["organization"]);
  expect(affected(base, output(edit(validText, "maxRetentionDays: 2555", "maxRetentionDays: 3000")))).toEqual([
    "central-vault",
  ]);
});

test("every stack, for another version of the provider or other tags on everything", () => {
  expect(affected(base, output(validText, "~> 6.25"))).toEqual(all);
  expect(affected(base, output(edit(validText, "Owner: platform", "Owner: backup")))).toEqual(all);
});

test("a new Region, for those alone that use it: others get a provider that nothing uses", () => {
  const head = output(edit(validText, "ap-southeast-1, us-east-1]", "ap-southeast-1, us-east-1, us-west-2]"));
  expect(affected(base, head)).toEqual(["central-vault", "encryption", "organization"]);
});

test("a `removed` block counts when it goes, because Terraform would then destroy", () => {
  const without = (configuration: JsonObject): JsonObject => ({ ...configuration, removed: [] });
  const head = rewritten("member-payments", without);
  expect(affected(head, base)).toEqual([]);
  expect(affected(base, head)).toEqual(["member-payments"]);
});

test("comments, key order and the order within a policy document do not count; the same keys elsewhere do", () => {
  const reversed = (value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, child]) => [key, reversed(child)]),
        )
      : value;
  const commented = rewritten("encryption", (configuration) => ({
    ...(reversed(configuration) as JsonObject),
    "//": { metadata: "another" },
  }));
  expect(affected(base, commented)).toEqual([]);
  const policies = rewritten("organization", (configuration) => {
    const resource = configuration.resource as Record<string, Record<string, { content: string }>>;
    const changed = Object.entries(resource.aws_organizations_policy ?? {}).map(([name, policy]) => [
      name,
      { ...policy, content: JSON.stringify(reversed(JSON.parse(policy.content)), null, 2) },
    ]);
    return {
      ...configuration,
      resource: { ...resource, aws_organizations_policy: Object.fromEntries(changed) },
    } as JsonObject;
  });
  expect(affected(base, policies)).toEqual([]);
  const tagged = rewritten("network-payments", (configuration) => {
    const text = JSON.stringify(configuration).replace('"Name":"s3-gateway"', '"Name":"s3-gateway","//":"a tag"');
    return JSON.parse(text) as JsonObject;
  });
  expect(affected(base, tagged)).toEqual(["network-payments"]);
});

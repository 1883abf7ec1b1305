/** Mistakes in the stacks themselves that cdktf would accept. */

import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Annotations, Aspects, AssetType, TerraformAsset, Testing, TerraformStack } from "cdktf";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Application } from "../../stacks/application";
import { configurationOf } from "../../stacks/configuration";
import { StackIntegrity } from "../../stacks/integrity";

function stackWithChecks(scope = Testing.app()): TerraformStack {
  const stack = new TerraformStack(scope, "checked");
  stack.node.addValidation(new StackIntegrity(stack));
  return stack;
}

test("two resources of one address fail the synthesis", () => {
  const stack = stackWithChecks();
  new AwsProvider(stack, "aws", {});
  new BackupVault(stack, "vault.a", { name: "one" });
  new BackupVault(stack, "vaulta", { name: "two" });
  expect(() => Testing.synth(stack, true)).toThrow(
    "aws_backup_vault.vaulta is the address of checked/vault.a and of checked/vaulta",
  );
});

test("the provider of another stack fails the synthesis", () => {
  const app = Testing.app();
  const other = new TerraformStack(app, "elsewhere");
  const foreign = new AwsProvider(other, "aws", {});
  const stack = stackWithChecks(app);
  new AwsProvider(stack, "aws", {});
  new BackupVault(stack, "vault", { name: "one", provider: foreign });
  expect(() => Testing.synth(stack, true)).toThrow("checked/vault uses aws of stack elsewhere");
});

test("a sound stack passes", () => {
  const stack = stackWithChecks();
  const provider = new AwsProvider(stack, "aws", {});
  new BackupVault(stack, "vault-a", { name: "one", provider });
  new BackupVault(stack, "vault-b", { name: "two", provider });
  expect(() => Testing.synth(stack, true)).not.toThrow();
});

test("a reference to a resource of another stack fails the synthesis", () => {
  const scratch = mkdtempSync(join(tmpdir(), "strongroom-integrity-"));
  try {
    const app = new Application(scratch);
    const [one, other] = ["one", "other"].map((id) => {
      const stack = new TerraformStack(app, id);
      const provider = new AwsProvider(stack, "aws", {});
      return { stack, provider, vault: new BackupVault(stack, "vault", { name: "one", provider }) };
    }) as [Part, Part];
    expect(() => configurationOf(other.stack)).not.toThrow();
    new BackupVault(other.stack, "foreign", { name: `of ${one.vault.arn}`, provider: other.provider });
    expect(() => configurationOf(other.stack)).toThrow("other refers to aws_backup_vault.vault.arn of stack one");
  } finally {
    rmSync(scratch, { recursive: true });
  }
});

interface Part {
  readonly stack: TerraformStack;
  readonly provider: AwsProvider;
  readonly vault: BackupVault;
}

test.each<readonly [string, (stack: TerraformStack) => void]>([
  ["has an annotation", (stack) => Annotations.of(stack).addWarning("careful")],
  ["has an aspect", (stack) => Aspects.of(stack).add({ visit: () => undefined })],
  ["is a file", (stack) => void new TerraformAsset(stack, "asset", { path: __filename, type: AssetType.FILE })],
  ["is a stack", (stack) => void new TerraformStack(stack, "inner")],
])("what %s, which would be left out, fails the synthesis", (what, add) => {
  const stack = stackWithChecks();
  add(stack);
  expect(() => configurationOf(stack)).toThrow(`${what}, which is not synthesized`);
});

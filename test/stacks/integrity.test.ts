/** Mistakes in the stacks themselves that cdktf would accept. */

import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Testing, TerraformStack } from "cdktf";
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

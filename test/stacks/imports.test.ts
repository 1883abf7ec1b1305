/** What exists already is imported: by import blocks in the stack that describes it. */

import { edit, validText } from "../config/valid";
import { stackOf, synthesizeText } from "./template";

const vault = { stack: "central-vault", to: "aws_backup_vault.vault-eu-central-1", id: "org-central-vault" };
const lock = {
  stack: "central-vault",
  to: "aws_backup_vault_lock_configuration.lock-eu-central-1",
  id: "org-central-vault",
};

function withImports(...imports: readonly object[]) {
  return synthesizeText(
    edit(
      validText,
      "  tags: { Owner: platform }",
      `  tags: { Owner: platform }\n  imports: ${JSON.stringify(imports)}`,
    ),
  );
}

test("an import is a block in its stack, and in no other", () => {
  const stacks = withImports(vault, { stack: "encryption", to: "aws_kms_key.key-eu-central-1", id: "mrk-1" });
  expect(stackOf(stacks, "central-vault").json.import).toEqual([{ to: vault.to, id: vault.id }]);
  expect(stackOf(stacks, "encryption").json.import).toEqual([{ to: "aws_kms_key.key-eu-central-1", id: "mrk-1" }]);
  expect(stackOf(stacks, "member-payments").json).not.toHaveProperty("import");
});

test("an id is text, whatever it looks like to Terraform", () => {
  const stacks = withImports({ ...vault, id: '${file("/etc/passwd")}' });
  expect(stackOf(stacks, "central-vault").json.import[0].id).toBe('$${file("/etc/passwd")}');
});

test("a lock that is imported is not replaced for its mode, which the same plan creates; the others still are", () => {
  const locks = stackOf(withImports(lock), "central-vault").resources("aws_backup_vault_lock_configuration");
  expect(locks["lock-eu-central-1"].lifecycle).not.toHaveProperty("replace_triggered_by");
  expect(locks["lock-eu-central-1"].lifecycle.prevent_destroy).toBe(true);
  expect(locks["lock-eu-west-1"].lifecycle.replace_triggered_by).toEqual(["terraform_data.lock-mode-eu-west-1"]);
});

test("every import to where there is nothing is named, and nothing is synthesized", () => {
  expect(() =>
    withImports({ ...vault, to: "aws_backup_vault.vault-mars" }, vault, { ...vault, stack: "central-vaults" }),
  ).toThrow(
    /imports\[0\]: the stack central-vault has no aws_backup_vault\.vault-mars.*\n.*imports\[2\]: there is no stack central-vaults/,
  );
});

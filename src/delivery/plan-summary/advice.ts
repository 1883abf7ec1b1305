/** What to do about plans that Terraform refuses, and that are refused on purpose. */

import { documentation } from "../../about";

interface Advice {
  /** In what Terraform says, without line breaks. */
  readonly pattern: RegExp;
  readonly words: string;
}

const advice: readonly Advice[] = [
  {
    pattern: /aws_backup_vault_lock_configuration\.\S+ has lifecycle\.prevent_destroy/,
    words: `Terraform would delete the lock and create it again. To change it in place, see ${documentation("first-deployment.md")}, section Change a lock.`,
  },
  {
    pattern: /(aws_kms_\w+|terraform_data\.key-location)\S* has lifecycle\.prevent_destroy/,
    words:
      "A key cannot move or be replaced, because the key of a vault cannot change. Revert the change, or pin the key.",
  },
  {
    pattern: /aws_backup_vault\.\S+ has lifecycle\.prevent_destroy/,
    words: "The vault would be deleted with its recovery points. Revert the change.",
  },
  {
    pattern: /terraform_data\.never-destroyed has lifecycle\.prevent_destroy/,
    words: `Every SCP and every backup policy would be destroyed. To remove one, remove it from the config; to give up all, see ${documentation("first-deployment.md")}, section Give up Strongroom.`,
  },
  {
    pattern: /To work with aws_vpc_endpoint\.\S+ \(orphan\) its original provider/,
    words: `Destroy the endpoint before you remove its VPC from the config: ${documentation("first-deployment.md")}, section Remove a VPC.`,
  },
  {
    pattern: /Provider configuration not present/,
    words: `Remove the Region's resources from the Terraform state before you remove the Region from the config: ${documentation("first-deployment.md")}, section Remove a Region.`,
  },
  {
    pattern: /does not match configured version constraint|Provider dependency changes detected/,
    words:
      "The lock file is for another version of the provider. Run `strongroom lock --upgrade`, and commit what it writes.",
  },
  {
    pattern: /doesn't match any of the checksums|not match any of the checksums/,
    words:
      "The package of the provider is not the one that the lock file names. If a platform is new, add it with `strongroom lock --platform`; else find out where the package comes from.",
  },
  {
    pattern: /Unable to find remote state|Unsupported attribute.*key_id|does not have an attribute named "key_id"/,
    words: "Apply the stack encryption first.",
  },
];

/** @param failure what Terraform said */
export function adviceFor(failure: string): string | undefined {
  const line = failure.replaceAll(/\s+/g, " ");
  return advice.find(({ pattern }) => pattern.test(line))?.words;
}

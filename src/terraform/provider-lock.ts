/**
 * The lock file of the providers that a team keeps in Git: which version Terraform takes, and the checksums of its packages.
 *
 * Source: Terraform documentation, "Dependency Lock File". Read 2026-11-27.
 */

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { readText } from "../text-file";

export const providerLockFile = ".terraform.lock.hcl";

/** Where the lock file of an org file is: beside it. */
export function providerLockOf(orgFile: string): string {
  return join(dirname(orgFile), providerLockFile);
}

/**
 * The lock file beside an org file; undefined where there is none, and Terraform trusts the first package that it gets.
 * @throws UnreadableFile
 */
export function readProviderLock(orgFile: string): string | undefined {
  const file = providerLockOf(orgFile);
  return existsSync(file) ? readText(file, "`strongroom lock` writes it") : undefined;
}

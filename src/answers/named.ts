/** Things that a person names, or what they may mean instead. */

import { documentation } from "../about";
import { type BackupResource, backupResources, findResource } from "../aws/backup-services";
import { findRegion, type Region, regions } from "../aws/regions";
import { didYouMean } from "../config/targets";
import { UsageError } from "../failure";
import { type Deployment, type PolicyTarget } from "../model/deployment";

/**
 * @param config what lists accounts, for the message
 * @throws UsageError where the config lists no account of this name
 */
export function accountNamed(name: string, { accounts }: Deployment, config = "the config"): PolicyTarget {
  const account = accounts.find((candidate) => candidate.name === name);
  const names = accounts.map((candidate) => candidate.name);
  return account ?? unknown(`${config} lists no account \`${name}\``, name, names);
}

/** @throws UsageError where AWS has no Region of this name */
export function regionNamed(name: string): Region {
  const names = regions.map((region) => region.name);
  return findRegion(name) ?? unknown(`AWS has no Region \`${name}\``, name, names);
}

/** @throws UsageError where AWS Backup backs up nothing of this name */
export function resourceNamed(name: string): BackupResource {
  const names = backupResources.flatMap((resource) => [resource.name, ...resource.aliases]);
  return (
    findResource(name) ??
    unknown(`AWS Backup has no resource type \`${name}\`; ${documentation("services.md")} lists the types`, name, names)
  );
}

/** @throws UsageError that says which of the known names may be meant */
export function unknown(problem: string, name: string, known: readonly string[]): never {
  throw new UsageError(`${problem}. ${didYouMean(name, known)}`.trimEnd());
}

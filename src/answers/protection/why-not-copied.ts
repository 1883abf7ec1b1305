/** Why AWS Backup cannot copy a backup to another account. */

import { copyObstacle, isCopiedWithin } from "../../aws/backup-features";
import { type Reason } from "./answer";
import { type Case } from "./case";

/** @param targetRegion Region of the vault that the copy goes to */
export function whyNotCopied(targetRegion: string, asked: Case): Reason | undefined {
  const { resource, region, encryption, organization } = asked;
  const { partition } = organization.deployment.organization;
  const obstacle = copyObstacle(resource.features, region, targetRegion);
  if (obstacle === "never" && resource.uncopyable) {
    const { id, what, fix } = resource.uncopyable;
    return { id, message: inAccount(what), fix };
  }
  if (obstacle === "never" || (obstacle && !isCopiedWithin(resource.features, partition))) {
    const place = obstacle === "never" ? "" : ` to another account in any Region of the partition ${partition}`;
    return {
      id: "copy-unsupported",
      message: inAccount(`AWS Backup cannot copy ${resource.name}${place}.`),
      fix: "Use a backup plan without copies for it, or use the copies of the service itself.",
    };
  }
  if (obstacle) {
    const place = obstacle === "targetRegion" ? `to ${targetRegion}` : `from ${region}`;
    return {
      id: "copy-unsupported",
      message: inAccount(`AWS Backup cannot copy ${resource.name} ${place} to another account.`),
      fix:
        obstacle === "targetRegion"
          ? "Copy it to another Region."
          : "Keep the resource in another Region, or use a backup plan without copies for it.",
    };
  }
  const { id, name } = organization.deployment.organization.centralBackup;
  return encryption === "aws-managed" && resource.features.encryption === "inherited"
    ? {
        id: "encryption-not-copyable",
        message: inAccount(
          `A backup of ${resource.name} inherits its encryption, and no other account can use an AWS managed key.`,
        ),
        fix: `Encrypt the resource with a customer managed key whose policy allows ${name} (${id}) to use it.`,
      }
    : undefined;
}

function inAccount(what: string): string {
  return `the backup stays only in the account, and is lost with it. ${what}`;
}

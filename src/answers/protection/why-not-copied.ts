/** Why AWS Backup cannot copy a backup to another account. */

import { copyObstacle } from "../../aws/backup-features";
import { type Reason } from "./answer";
import { type Case } from "./case";
import { type ReasonId, reasons } from "./reasons";

/** @param targetRegion Region of the vault that the copy goes to */
export function whyNotCopied(targetRegion: string, asked: Case): Reason | undefined {
  const { resource, region, encryption, organization } = asked;
  const obstacle = copyObstacle(resource.features, region, targetRegion);
  const own = ownReasons.get(resource.name);
  if (obstacle === "never" && own) {
    return { id: own, message: inAccount(reasons[own].what), fix: reasons[own].fix };
  }
  if (obstacle === "never") {
    return {
      id: "copy-unsupported",
      message: inAccount(`AWS Backup cannot copy ${resource.name}.`),
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

/** Resources whose names in the config are those of siblings that can be copied. */
const ownReasons: ReadonlyMap<string, Extract<ReasonId, "dynamodb-basic" | "rds-multi-az-cluster">> = new Map([
  ["DynamoDB basic", "dynamodb-basic"],
  ["RDS Multi-AZ cluster", "rds-multi-az-cluster"],
]);

function inAccount(what: string): string {
  return `the backup stays only in the account, and is lost with it. ${what}`;
}

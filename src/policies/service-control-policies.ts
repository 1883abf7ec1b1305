/** SCPs from the guardrails: one policy each. */

import { type Deployment, type GuardrailName } from "../model/deployment";
import { protectBackupTag } from "./guardrails/protect-backup-tag";
import { protectBackups } from "./guardrails/protect-backups";
import { protectRoles } from "./guardrails/protect-roles";
import { requireBackupTag } from "./guardrails/require-backup-tag";
import { restrictCopies } from "./guardrails/restrict-copies";
import { stayInOrganization } from "./guardrails/stay-in-organization";
import { minified, type OrganizationsPolicy, policyDocument, type Statement } from "./policy-document";

type Builder = (deployment: Deployment) => readonly Statement[];

const builders: Record<GuardrailName, Builder> = {
  protectBackups,
  restrictCopies,
  protectRoles,
  stayInOrganization,
  requireBackupTag: (deployment) =>
    deployment.backupTagRequirement ? requireBackupTag(deployment, deployment.backupTagRequirement) : [],
  protectBackupTag,
};

/** The SCPs of the guardrails that the config names, without those that would hold no statement. */
export function buildServiceControlPolicies(deployment: Deployment): OrganizationsPolicy[] {
  return deployment.guardrails.flatMap(({ name, targets }) => {
    const statements = builders[name](deployment);
    return statements.length === 0
      ? []
      : [
          {
            name: `strongroom-${kebabCase(name)}`,
            description: `Guardrail ${name}, managed by Strongroom`,
            type: "SERVICE_CONTROL_POLICY" as const,
            content: minified(policyDocument(statements)),
            targets,
            origin: { section: "guardrails" as const, name },
          },
        ];
  });
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

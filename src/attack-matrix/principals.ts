/** Who attacks, and who works. */

import { accountRootArn, backupServiceLinkedRoleArn, roleArn } from "../aws/arn";
import { isIdentityCenterRole } from "../policies/break-glass";
import { isProtected, type Scene } from "./scene";

/** Who calls: an ARN, and what its own policies allow. */
export interface Principal {
  /** For people: who that is. */
  readonly who: string;
  /** Undefined where the deployment has no such principal. */
  readonly arn: (scene: Scene) => string | undefined;
  /** `break-glass`: what the role's policy says. Otherwise everything, as if nothing else stood in the way. */
  readonly permissions?: "break-glass";
  /** What its session carries beside who it is. */
  readonly session?: Readonly<Record<string, string>>;
}

function named(who: string, accountId: (scene: Scene) => string, name: string | ((scene: Scene) => string)): Principal {
  const nameIn = typeof name === "string" ? () => name : name;
  return {
    who,
    arn: (scene) => roleArn(scene.deployment.organization.partition, accountId(scene), nameIn(scene)),
  };
}

const inMember = ({ member }: Scene) => member;
const inCentral = ({ central }: Scene) => central;
const deployerName = ({ deployment }: Scene) => deployment.terraform.deploymentRoleName;
const breakGlassName = ({ deployment }: Scene) => deployment.roles.breakGlass;

function configured(who: string, isOne: (arn: string) => boolean, session?: Principal["session"]): Principal {
  return {
    who,
    arn: ({ deployment }) => deployment.breakGlass.principals.find(isOne)?.replaceAll("*", "0123456789abcdef"),
    session,
  };
}

const carriesMfa = (arn: string) => !isIdentityCenterRole(arn);

export const principals = {
  memberAdministrator: named("administrator of a workload account", inMember, "Administrator"),
  memberRoot: {
    who: "root user of a workload account",
    arn: ({ deployment, member }) => accountRootArn(deployment.organization.partition, member),
  },
  application: named("application team's role", inMember, "Application"),
  backupRole: named("backup role", inMember, ({ deployment }) => deployment.roles.backup),
  restoreRole: named("restore role", inMember, ({ deployment }) => deployment.roles.restore),
  pipeline: named("CI role of another account", ({ unlisted }) => unlisted, "Pipeline"),
  lookalike: named("role of an exempt name under a path", inMember, (scene) => `team/${breakGlassName(scene)}`),
  centralAdministrator: named("administrator of the central backup account", inCentral, "Administrator"),
  keyAdministrator: {
    ...named("administrator of the key account", ({ keyAccount }) => keyAccount, "Administrator"),
    arn: ({ deployment, keyAccount, management }) =>
      keyAccount === management ? undefined : roleArn(deployment.organization.partition, keyAccount, "Administrator"),
  },
  delegatedAdministrator: named("delegated administrator", ({ administrator }) => administrator, "Administrator"),
  outsider: named("principal outside the organization", ({ outside }) => outside, "Administrator"),
  outsideBackupRole: named(
    "role outside the organization with the backup role's name",
    ({ outside }) => outside,
    ({ deployment }) => deployment.roles.backup,
  ),
  managementAdministrator: named("management administrator", ({ management }) => management, "Administrator"),
  deploymentRole: named("deployment role in a workload account", inMember, deployerName),
  centralDeploymentRole: named(
    "management administrator, as deployment role in the central backup account",
    inCentral,
    deployerName,
  ),
  keyDeploymentRole: named("deployment role in the key account", ({ keyAccount }) => keyAccount, deployerName),
  namedKeyAdministrator: {
    who: "role that the config names as administrator of the key",
    arn: ({ deployment, keyAccount }) => {
      const [name] = deployment.encryption.administratorRoles;
      return name === undefined ? undefined : roleArn(deployment.organization.partition, keyAccount, name);
    },
  },
  managementDeploymentRole: named(
    "deployment role in the management account",
    ({ management }) => management,
    deployerName,
  ),
  controlTower: named("AWS Control Tower's execution role", inMember, "AWSControlTowerExecution"),
  breakGlass: {
    ...named("break-glass role in a workload account", inMember, breakGlassName),
    permissions: "break-glass",
  },
  centralBreakGlass: {
    ...named("break-glass role in the central backup account", inCentral, breakGlassName),
    permissions: "break-glass",
  },
  keyBreakGlass: {
    ...named("break-glass role in the key account", ({ keyAccount }) => keyAccount, breakGlassName),
    permissions: "break-glass",
  },
  onCallWithMfa: configured("break-glass principal with MFA", carriesMfa, { "aws:MultiFactorAuthPresent": "true" }),
  onCallWithoutMfa: configured("break-glass principal without MFA", carriesMfa, {
    "aws:MultiFactorAuthPresent": "false",
  }),
  onCallWithKeys: configured(
    "break-glass principal with long-term keys, whose session says nothing of MFA",
    carriesMfa,
  ),
  onCallFromIdentityCenter: configured("break-glass principal from IAM Identity Center", isIdentityCenterRole),
  neighbourOfOnCall: {
    who: "administrator of a break-glass principal's account",
    arn: (scene) =>
      scene.deployment.breakGlass.principals
        .filter((arn) => isProtected(scene, arn))
        .map((arn) => roleArn(scene.deployment.organization.partition, arn.split(":")[4] ?? "", "Administrator"))[0],
  },
  serviceLinkedRole: {
    who: "service-linked role of AWS Backup in a workload account",
    arn: ({ deployment, member }) => backupServiceLinkedRoleArn(deployment.organization.partition, member),
  },
  centralServiceLinkedRole: {
    who: "service-linked role of AWS Backup in the central backup account",
    arn: ({ deployment, central }) => backupServiceLinkedRoleArn(deployment.organization.partition, central),
  },
  restoreTesting: named(
    "service-linked role of restore testing",
    inMember,
    "aws-service-role/restore-testing.backup.amazonaws.com/AWSServiceRoleForBackupRestoreTesting",
  ),
  centralRestore: named("restoring role of the central backup account", inCentral, "RestoreForensics"),
  backupService: { who: "AWS Backup", arn: () => "backup.amazonaws.com" },
  otherService: { who: "another AWS service", arn: () => "ec2.amazonaws.com" },
} satisfies Record<string, Principal>;

export type PrincipalName = keyof typeof principals;

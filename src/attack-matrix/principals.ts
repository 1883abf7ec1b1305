/** Who attacks, and who works. */

import { accountOf, accountRootArn, backupServiceLinkedRoleArn, roleArn } from "../aws/arn";
import { isIdentityCenterRole, isUser } from "../aws/principal-arn";
import { optionsOf } from "../model/guardrails";
import { isProtected, type Scene, stateAccountOf } from "./scene";

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
    arn: ({ deployment }) => {
      const arn = deployment.breakGlass.principals.find(isOne);
      return arn && sessionArn(arn);
    },
    session,
  };
}

/** A role that IAM Identity Center makes for the permission set. */
function sessionArn(arn: string): string {
  return arn.replace("/*/", "/eu-west-1/").replace(/\*$/, "0123456789abcdef");
}

const identityCenterArn = ({ deployment }: Scene) => deployment.breakGlass.principals.find(isIdentityCenterRole);

function inStateAccount(who: string, name: (scene: Scene) => string): Principal {
  return {
    who,
    arn: (scene) => {
      const account = stateAccountOf(scene);
      return account && roleArn(scene.deployment.organization.partition, account, name(scene));
    },
  };
}

export const principals = {
  memberAdministrator: named("administrator of a workload account", inMember, "Administrator"),
  memberRoot: {
    who: "root user of a workload account",
    arn: ({ deployment, member }) => accountRootArn(deployment.organization.partition, member),
  },
  application: named("application team's role", inMember, "Application"),
  backupRole: named("backup role", inMember, ({ deployment }) => deployment.roles.backup),
  defaultBackupRole: named("default backup role of AWS Backup", inMember, "service-role/AWSBackupDefaultServiceRole"),
  controlTowerBackupRole: named("backup role of AWS Control Tower", inMember, "aws-controltower-BackupRole"),
  restoreRole: named("restore role", inMember, ({ deployment }) => deployment.roles.restore),
  pipeline: named("CI role of another account", ({ unlisted }) => unlisted, "Pipeline"),
  lookalike: named("role with an exempt name under a path", inMember, (scene) => `team/${breakGlassName(scene)}`),
  centralAdministrator: named("administrator of the central backup account", inCentral, "Administrator"),
  keyAdministrator: {
    ...named("administrator of the key account", ({ keyAccount }) => keyAccount, "Administrator"),
    arn: ({ deployment, keyAccount, management }) =>
      keyAccount === management ? undefined : roleArn(deployment.organization.partition, keyAccount, "Administrator"),
  },
  keyRoot: {
    who: "root user of the key account",
    arn: ({ deployment, keyAccount }) => accountRootArn(deployment.organization.partition, keyAccount),
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
  keyPlanRole: {
    who: "role that plans, in the key account",
    arn: ({ deployment: { organization, terraform }, keyAccount }) =>
      terraform.planRoleName === undefined
        ? undefined
        : roleArn(organization.partition, keyAccount, terraform.planRoleName),
  },
  applyRunner: {
    who: "role that runs `terraform apply`",
    arn: ({ deployment }) => deployment.terraform.runners?.apply,
  },
  stateRole: {
    who: "role that Terraform assumes for the state",
    arn: ({ deployment: { terraform } }) => (terraform.state.type === "s3" ? terraform.state.roleArn : undefined),
  },
  runnerAdministrator: inStateAccount(
    "administrator of the account in which Terraform runs, or is given its state",
    () => "Administrator",
  ),
  runnerDeploymentRole: inStateAccount(
    "deployment role in the account in which Terraform runs, or is given its state",
    deployerName,
  ),
  identityCenterAdministrator: {
    who: "delegated administrator of IAM Identity Center",
    arn: (scene) =>
      scene.deployment.breakGlass.principals.some(isIdentityCenterRole)
        ? roleArn(scene.deployment.organization.partition, scene.unlisted, "Administrator")
        : undefined,
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
  onCallWithMfa: configured("user who may assume the break-glass role, with MFA", isUser, {
    "aws:MultiFactorAuthPresent": "true",
  }),
  onCallWithoutMfa: configured("user who may assume the break-glass role, without MFA", isUser, {
    "aws:MultiFactorAuthPresent": "false",
  }),
  onCallWithKeys: configured(
    "user who may assume the break-glass role, by an access key, whose requests say nothing about MFA",
    isUser,
  ),
  onCallRole: configured(
    "role that may assume the break-glass role",
    (arn) => !isUser(arn) && !isIdentityCenterRole(arn),
  ),
  onCallFromIdentityCenter: configured("break-glass principal from IAM Identity Center", isIdentityCenterRole),
  onCallFromVirginia: {
    who: "break-glass principal from IAM Identity Center in us-east-1, whose ARN names no Region",
    arn: (scene) => {
      const arn = identityCenterArn(scene)?.replace("/*/", "/");
      return arn && sessionArn(arn);
    },
  },
  similarPermissionSet: {
    who: "permission set of IAM Identity Center whose name only starts like that of the break-glass principal",
    arn: (scene) => {
      const arn = identityCenterArn(scene)?.replace(/_\*$/, "_Auditors_*");
      return arn && sessionArn(arn);
    },
  },
  neighbourOfOnCall: {
    who: "administrator of a break-glass principal's account",
    arn: (scene) =>
      scene.deployment.breakGlass.principals
        .filter((arn) => isProtected(scene, arn))
        .map((arn) => roleArn(scene.deployment.organization.partition, accountOf(arn), "Administrator"))[0],
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
  centralRestore: named("role that restores, in the central backup account", inCentral, "RestoreForensics"),
  autoScaling: named(
    "service-linked role of Amazon EC2 Auto Scaling",
    inMember,
    "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
  ),
  webIdentity: {
    who: "whom an identity provider signs in",
    arn: ({ partition, member }) => `arn:${partition}:iam::${member}:oidc-provider/app.terraform.io`,
  },
  samlIdentity: {
    who: "whom a SAML provider signs in",
    arn: ({ partition, member }) => `arn:${partition}:iam::${member}:saml-provider/Staff`,
  },
  sageMaker: named(
    "service-linked role of Amazon SageMaker AI",
    inMember,
    "aws-service-role/sagemaker.amazonaws.com/AWSServiceRoleForAmazonSageMakerNotebooks",
  ),
  backupOperator: {
    who: "role that the config names as operator of backups",
    arn: ({ deployment, member }) => {
      const name = optionsOf(deployment, "restrictBackupOperators")?.roles[0];
      return name === undefined ? undefined : roleArn(deployment.organization.partition, member, name);
    },
  },
  backupService: { who: "AWS Backup", arn: () => "backup.amazonaws.com" },
  otherService: { who: "another AWS service", arn: () => "ec2.amazonaws.com" },
} satisfies Record<string, Principal>;

export type PrincipalName = keyof typeof principals;

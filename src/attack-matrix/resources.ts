/** What attacks are aimed at, and what legitimate operations work on. */

import { accountOf, arnLike, backupVaultArn, kmsAliasArn, kmsKeyArn, roleArn } from "../aws/arn";
import { isUser } from "../aws/principal-arn";
import { isProtected, type Scene, stateAccountOf } from "./scene";

/** The policy that a resource has, by the place where it is built; `anybody` for one that lets everybody do everything. */
export type ResourcePolicy =
  | "keyPolicy"
  | "centralVaultPolicy"
  | "localVaultPolicy"
  | "backupRoleTrust"
  | "restoreRoleTrust"
  | "breakGlassTrust"
  | "memberKeyStatements"
  | "defaultKeyPolicy"
  | "anybody";

export interface Resource {
  readonly arn: string;
  readonly accountId: string;
  readonly policy?: ResourcePolicy;
  /** Whether the lock of the central vault holds it. */
  readonly locked?: boolean;
}

/** Undefined where the deployment has no such resource. */
export type ResourceOf = (scene: Scene) => Resource | undefined;

/** What has no ARN: the action is authorized on everything of the account. */
export function everythingIn(accountId: (scene: Scene) => string): ResourceOf {
  return (scene) => ({ arn: "*", accountId: accountId(scene) });
}

export const everything = everythingIn(({ member }) => member);

function vault(
  accountId: (scene: Scene) => string,
  name: (scene: Scene) => string,
  more: Partial<Resource>,
): ResourceOf {
  return (scene) => {
    const id = accountId(scene);
    return {
      arn: backupVaultArn(scene.deployment.organization.partition, scene.region, id, name(scene)),
      accountId: id,
      ...more,
    };
  };
}

const memberOf = ({ member }: Scene) => member;
const centralOf = ({ central }: Scene) => central;
const localName = ({ deployment }: Scene) => deployment.localVaultName;
const centralName = ({ deployment }: Scene) => deployment.centralVaultName;

export const localVault = vault(memberOf, localName, { policy: "localVaultPolicy" });
/** A vault that a team made for itself: it has no policy. */
export const teamVault = vault(memberOf, () => "team-vault", {});
export const centralVault = vault(centralOf, centralName, { policy: "centralVaultPolicy", locked: true });
/** Where there is no such vault yet, because the account or the Region is new. */
export const futureLocalVault = vault(memberOf, localName, {});
export const futureCentralVault = vault(centralOf, centralName, {});

/** Something in an account, by what follows `arn:<partition>:`. `{region}` and `{account}` stand for themselves. */
export function inAccount(
  accountId: (scene: Scene) => string,
  pattern: string,
  more: Partial<Resource> = {},
): ResourceOf {
  return (scene) => ({
    arn: `arn:${scene.partition}:${pattern.replace("{region}", () => scene.region).replace("{account}", () => accountId(scene))}`,
    accountId: accountId(scene),
    ...more,
  });
}

export function inMember(pattern: string): ResourceOf {
  return inAccount(memberOf, pattern);
}

/** What a pattern of ARNs describes, as in `ec2:*:*:volume/*`. */
export function inMemberLike(pattern: string): ResourceOf {
  return ({ partition, region, member }) => ({ arn: arnLike(partition, pattern, region, member), accountId: member });
}

export function inCentralLike(pattern: string): ResourceOf {
  return ({ partition, region, central }) => ({
    arn: arnLike(partition, pattern, region, central),
    accountId: central,
  });
}

export function inCentral(pattern: string): ResourceOf {
  return inAccount(centralOf, pattern);
}

export const localRecoveryPoint = inAccount(memberOf, "backup:{region}:{account}:recovery-point:00000000", {
  policy: "localVaultPolicy",
});
export const teamRecoveryPoint = inMember("backup:{region}:{account}:recovery-point:11111111");
export const centralRecoveryPoint = inAccount(centralOf, "backup:{region}:{account}:recovery-point:22222222", {
  policy: "centralVaultPolicy",
  locked: true,
});

export const key: ResourceOf = ({ deployment, region, keyAccount, keyId }) => ({
  arn: kmsKeyArn(deployment.organization.partition, region, keyAccount, keyId),
  accountId: keyAccount,
  policy: "keyPolicy",
});

export const keyAlias: ResourceOf = ({ deployment, region, keyAccount }) => ({
  arn: kmsAliasArn(deployment.organization.partition, region, keyAccount, deployment.encryption.alias),
  accountId: keyAccount,
});

/** A key of a workload account with the policy that AWS gives it: the account decides. */
export const teamKey = inAccount(memberOf, "kms:{region}:{account}:key/44444444", { policy: "defaultKeyPolicy" });

/** A key of a workload account, whose policy has the statements of `key-statement` alone. */
export const memberKey = inAccount(memberOf, "kms:{region}:{account}:key/33333333", { policy: "memberKeyStatements" });

/** A role of an account, by name. */
export function role(
  accountId: (scene: Scene) => string,
  name: (scene: Scene) => string,
  policy?: ResourcePolicy,
): ResourceOf {
  return (scene) => ({
    arn: roleArn(scene.deployment.organization.partition, accountId(scene), name(scene)),
    accountId: accountId(scene),
    ...(policy && { policy }),
  });
}

export const backupRole = role(memberOf, ({ deployment }) => deployment.roles.backup, "backupRoleTrust");
/** What the console of AWS Backup makes where somebody chooses the default role. */
export const defaultBackupRole = role(memberOf, () => "service-role/AWSBackupDefaultServiceRole");
export const restoreRole = role(memberOf, ({ deployment }) => deployment.roles.restore, "restoreRoleTrust");
export const breakGlassRole = role(memberOf, ({ deployment }) => deployment.roles.breakGlass, "breakGlassTrust");
export const deploymentRole = role(memberOf, ({ deployment }) => deployment.terraform.deploymentRoleName);

/** The same resource after somebody changed its policy, to let everybody in. */
export function opened(resource: ResourceOf): ResourceOf {
  return (scene) => {
    const closed = resource(scene);
    return closed && { ...closed, policy: "anybody" };
  };
}

/** The break-glass principal of a kind whose account SCPs reach, as a resource. */
export function trusted(kind: "user" | "role"): ResourceOf {
  return (scene) => {
    const arn = scene.deployment.breakGlass.principals.find(
      (candidate) => isProtected(scene, candidate) && isUser(candidate) === (kind === "user"),
    );
    return arn === undefined ? undefined : { arn, accountId: accountOf(arn) };
  };
}

/** Something in the account of a role that may assume the break-glass role, by what follows `arn:<partition>:`. */
export function besideTrustedRole(pattern: string): ResourceOf {
  return (scene) => {
    const account = trusted("role")(scene)?.accountId;
    return account === undefined ? undefined : inAccount(() => account, pattern)(scene);
  };
}

export const planRole: ResourceOf = (scene) => {
  const { planRoleName } = scene.deployment.terraform;
  return planRoleName === undefined ? undefined : role(memberOf, () => planRoleName)(scene);
};

/** A role that the config names as one that runs Terraform, or is assumed for the state. */
export function terraformRole(which: "plan" | "apply" | "state"): ResourceOf {
  return ({ deployment: { terraform } }) => {
    const stateRole = terraform.state.type === "s3" ? terraform.state.roleArn : undefined;
    const arn = which === "state" ? stateRole : terraform.runners?.[which];
    return arn === undefined ? undefined : { arn, accountId: accountOf(arn) };
  };
}

/** Something in the account in which Terraform runs or is given its state, by what follows `arn:<partition>:`. */
export function inStateAccount(pattern: string, more: Partial<Resource> = {}): ResourceOf {
  return (scene) => {
    const account = stateAccountOf(scene);
    return account === undefined ? undefined : inAccount(() => account, pattern, more)(scene);
  };
}

/** The bucket of the state, or an object in it, as one of the account of a principal. */
export function stateBucket(
  accountId: (scene: Scene) => string | undefined,
  key?: (prefix: string) => string,
): ResourceOf {
  return (scene) => {
    const { state } = scene.deployment.terraform;
    const account = accountId(scene);
    return state.type !== "s3" || account === undefined
      ? undefined
      : {
          arn: `arn:${scene.partition}:s3:::${state.bucket}${key ? `/${key(state.keyPrefix)}` : ""}`,
          accountId: account,
        };
  };
}

/** The key of the state, where the config tells its account. */
export const stateKey: ResourceOf = (scene) => {
  const { state } = scene.deployment.terraform;
  const keyId = state.type === "s3" ? state.kmsKeyId : undefined;
  return keyId === undefined
    ? undefined
    : keyId.startsWith("arn:")
      ? { arn: keyId, accountId: accountOf(keyId), policy: "defaultKeyPolicy" }
      : inStateAccount(`kms:{region}:{account}:key/55555555`, { policy: "defaultKeyPolicy" })(scene);
};

/** The identity provider of HCP Terraform, where its runs assume the roles. */
export const identityProviderOfRuns: ResourceOf = (scene) => {
  const { state } = scene.deployment.terraform;
  return state.type === "cloud" && state.executionMode === "remote"
    ? inMember(`iam::{account}:oidc-provider/${state.hostname}`)(scene)
    : undefined;
};

export const snapshot = inMember("ec2:{region}::snapshot/snap-00000000000000000");
export const image = inMember("ec2:{region}::image/ami-00000000000000000");
export const instance = inMember("ec2:{region}:{account}:instance/i-00000000000000000");
export const volume = inMember("ec2:{region}:{account}:volume/vol-00000000000000000");
export const database = inMember("rds:{region}:{account}:db:orders");
export const databaseSnapshot = inMember("rds:{region}:{account}:snapshot:awsbackup:job-0");
export const copiedImage = inCentral("ec2:{region}::image/ami-11111111111111111");
export const copiedSnapshot = inCentral("ec2:{region}::snapshot/snap-11111111111111111");
export const copiedDatabaseSnapshot = inCentral("rds:{region}:{account}:snapshot:awsbackup:copyjob-0");
export const table = inMember("dynamodb:{region}:{account}:table/orders");
export const fileSystem = inMember("elasticfilesystem:{region}:{account}:file-system/fs-00000000");
export const bucket = inMember("s3:::orders");
/** A plan that somebody made in the account, and one that AWS Backup made of the organization's policies. */
export const plan = inMember("backup:{region}:{account}:backup-plan:00000000");
export const organizationPlan = inMember("backup:{region}:{account}:backup-plan:orgs/00000000");

/** What requests carry beside who, what and on what, and where a deployment can have them. */

import { backupVaultArn } from "../aws/arn";
import { ownBackupTags } from "../aws/service-record";
import { valuesOfAny, type ValuesOfTargets } from "../guardrails/values-of-targets";
import { optionsOf, valuesIn } from "../model/guardrails";
import { type ContextOf } from "./request";
import { isProtected, type Scene } from "./scene";

/** On a snapshot or image that AWS Backup made. */
export const madeByBackup: ContextOf = () => ({
  [`aws:ResourceTag/${ownBackupTags.source}`]: "arn:aws:ec2:eu-central-1:444444444444:volume/vol-1",
});

/** On a snapshot or image that the service-linked role of AWS Backup copied. */
export const copiedByBackup: ContextOf = () => ({ [`aws:ResourceTag/${ownBackupTags.copy}`]: "true" });

/** Naming the tag by which copies are known. */
export const namingCopyTag: ContextOf = (scene) => ({ ...copiedByBackup(scene), "aws:TagKeys": [ownBackupTags.copy] });

function copyTo(target: (scene: Scene) => { account: string; vault: string; inside: boolean }): ContextOf {
  return (scene) => {
    const { account, vault, inside } = target(scene);
    const { organization } = scene.deployment;
    return {
      "backup:CopyTargets": [backupVaultArn(organization.partition, scene.region, account, vault)],
      "backup:CopyTargetOrgPaths": [inside ? `${organization.id}/${organization.rootId}/` : "o-outside000/r-outs/"],
    };
  };
}

/** To a vault that is called as ours are, in an account of another organization. */
export const toOutsideVault = copyTo(({ deployment, outside }) => ({
  account: outside,
  vault: deployment.localVaultName,
  inside: false,
}));

/** To a vault of somebody's own, inside the organization. */
export const toUnknownVault = copyTo(({ unlisted }) => ({ account: unlisted, vault: "hoard", inside: true }));

export const toCentralVault = copyTo(({ deployment, central }) => ({
  account: central,
  vault: deployment.centralVaultName,
  inside: true,
}));

/** To the central vault that AWS Control Tower makes. */
export const toControlTowerVault = copyTo(({ central }) => ({
  account: central,
  vault: "aws-controltower-central-backupvault-0",
  inside: true,
}));

export const toLocalVault = copyTo(({ deployment, member }) => ({
  account: member,
  vault: deployment.localVaultName,
  inside: true,
}));

/** To the vault that AWS Control Tower makes in a workload account. */
export const toControlTowerLocalVault = copyTo(({ member }) => ({
  account: member,
  vault: "aws-controltower-local-backupvault-0",
  inside: true,
}));

/** To vaults that are called as ours are, in an account that somebody else of the organization has. */
export const toForeignLocalVault = copyTo(({ deployment, unlisted }) => ({
  account: unlisted,
  vault: deployment.localVaultName,
  inside: true,
}));
export const toForeignControlTowerVault = copyTo(({ unlisted }) => ({
  account: unlisted,
  vault: "aws-controltower-local-backupvault-0",
  inside: true,
}));

/** The same request without values for one of its keys, which is what makes it an attack. */
export function without(key: string, context: ContextOf): ContextOf {
  return (scene) => ({ ...context(scene), [key]: [] });
}

export const namingNoTag: ContextOf = without("aws:TagKeys", () => ({}));

/** Setting a tag by which plans select, from one value to another; undefined where there is none yet. */
export function tagging(which: "first" | "last", from: string | undefined, to: string): ContextOf {
  return ({ tagKeys }) => {
    const tag = (which === "first" ? tagKeys[0] : tagKeys.at(-1)) ?? "backup";
    return {
      "aws:TagKeys": [tag],
      [`aws:RequestTag/${tag}`]: to,
      ...(from !== undefined && { [`aws:ResourceTag/${tag}`]: from }),
    };
  };
}

export const untagging: ContextOf = ({ tagKeys }) => ({ "aws:TagKeys": [tagKeys[0] ?? "backup"] });

/** Changing a tag by which plans select to another value that they select. Where there is no other, to the same. */
export const retaggingWithin: ContextOf = (scene) => {
  const [to = "daily", from = to] = allowedChanges(scene);
  return tagging("first", from, to)(scene);
};

/** Bringing a resource back that had opted out. */
export const retaggingFromOptOut: ContextOf = (scene) =>
  tagging("first", "disabled", allowedChanges(scene)[0] ?? "disabled")(scene);

/** Changing a tag to a value that plans select below other targets alone. */
export const retaggingAsOthers: ContextOf = (scene) =>
  tagging("first", "disabled", changesOfOthers(scene)[0] ?? "daily")(scene);

export function allowedChanges({ deployment, member, tagKeys: [key = "backup"] }: Scene): readonly string[] {
  return allowedIn(deployment, member, optionsOf(deployment, "protectBackupTag")?.values[key] ?? {});
}

/** In the workload account. */
export function changesOfOthers(scene: Scene): readonly string[] {
  return otherChanges(scene, scene.member, scene.tagKeys[0] ?? "backup");
}

/** The same with the last of the tags, in the account of whoever may assume the break-glass role. */
export const retaggingAsOthersOnCall: ContextOf = (scene) =>
  tagging("last", "disabled", changesOfOthersOnCall(scene)[0] ?? "daily")(scene);

export function changesOfOthersOnCall(scene: Scene): readonly string[] {
  return otherChanges(scene, accountOnCall(scene), scene.tagKeys.at(-1) ?? "backup");
}

export function accountOnCall(scene: Scene): string {
  return scene.deployment.breakGlass.principals.find((arn) => isProtected(scene, arn))?.split(":")[4] ?? "";
}

function otherChanges({ deployment }: Scene, account: string, key: string): readonly string[] {
  const values = optionsOf(deployment, "protectBackupTag")?.values[key] ?? {};
  const allowed = allowedIn(deployment, account, values);
  return valuesOfAny(values).filter((value) => !allowed.includes(value));
}

/** A creation with the required tag, of an allowed value. */
export const withRequiredTag: ContextOf = (scene) => {
  const { key, values } = required(scene);
  return { "aws:TagKeys": [key], [`aws:RequestTag/${key}`]: values[0] ?? "daily" };
};

/** A creation with the required tag, of a value that is allowed below other targets alone. */
export const withTagOfOthers: ContextOf = (scene) => ({
  "aws:TagKeys": [required(scene).key],
  [`aws:RequestTag/${required(scene).key}`]: requiredOfOthers(scene)[0] ?? "whatever",
});

export function requiredOfOthers(scene: Scene): readonly string[] {
  const { values } = required(scene);
  return valuesOfAny(optionsOf(scene.deployment, "requireBackupTag")?.values ?? {}).filter(
    (value) => !values.includes(value),
  );
}

/** A creation with the required tag under a key that differs in its case, as AWS Backup and no condition key sees. */
export const withTagInOtherCase: ContextOf = (scene) => {
  const { key, values } = required(scene);
  return { "aws:TagKeys": [key.toUpperCase()], [`aws:RequestTag/${key.toUpperCase()}`]: values[0] ?? "daily" };
};

/** The required tag under its own key with a value of no plan, and under another case of it with an allowed value. */
export const withTagInBothCases: ContextOf = (scene) => {
  const { key } = required(scene);
  return { ...withTagInOtherCase(scene), "aws:TagKeys": [key, key.toUpperCase()] };
};

/** A creation with the required tag, of a value that is not allowed. */
export const withWrongTag: ContextOf = (scene) => {
  const { key } = required(scene);
  return { "aws:TagKeys": [key], [`aws:RequestTag/${key}`]: "whatever" };
};

/** The required tag in the workload account. */
function required({ deployment, member }: Scene): { readonly key: string; readonly values: readonly string[] } {
  const { key = "backup", values = {} } = optionsOf(deployment, "requireBackupTag") ?? {};
  return { key, values: allowedIn(deployment, member, values) };
}

function allowedIn({ accounts }: Scene["deployment"], member: string, values: ValuesOfTargets): readonly string[] {
  const account = accounts.find(({ id }) => id === member);
  return (account && valuesIn(values, account)) ?? [];
}

/** A grant that a service makes for the caller. */
export const forService: ContextOf = () => ({ "kms:GrantIsForAWSResource": "true" });

/** A grant that the caller makes to whom it likes. */
export const forItself: ContextOf = () => ({ "kms:GrantIsForAWSResource": "false" });

/** By a service in the caller's name: the chain of services, the last of which makes the request. */
export function calledVia(...services: readonly string[]): ContextOf {
  return () => ({ "aws:CalledVia": services.map((service) => `${service}.amazonaws.com`) });
}

/** A key policy that AWS KMS does not check for whether its author may change it again. */
export const withoutSafetyCheck: ContextOf = () => ({ "kms:BypassPolicyLockoutSafetyCheck": "true" });

/** As Terraform asks. */
export const withSafetyCheck: ContextOf = () => ({ "kms:BypassPolicyLockoutSafetyCheck": "false" });

export const withMfa: ContextOf = () => ({ "aws:MultiFactorAuthPresent": "true" });

/** Whether new resources of the service must carry the tag; true where none must carry any. */
export function requiresTagOf(service: string): (scene: Scene) => boolean {
  return ({ deployment }) => {
    const required = optionsOf(deployment, "requireBackupTag");
    return required === undefined || required.services.some((name) => name === service);
  };
}

export function keyIsOurs({ deployment }: Scene): boolean {
  return deployment.encryption.pinnedKeyId === undefined;
}

export function keyIsInMemberAccount({ keyAccount, management }: Scene): boolean {
  return keyAccount !== management;
}

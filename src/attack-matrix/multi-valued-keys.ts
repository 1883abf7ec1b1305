/**
 * Condition keys of which one request can have several values. A guardrail that looks at one of them, or at all of them,
 * is tried with none, one and several.
 */

import { backupVaultArn } from "../aws/arn";
import { type ContextOf } from "./request";
import { type Scene } from "./scene";

export interface MultiValuedKey {
  /** A further value that makes no attack of a request, and no operation of an attack. */
  readonly harmless: (scene: Scene) => string;
  /** What the request carries with that value. */
  readonly along?: ContextOf;
  /**
   * Whether an attack must also be stopped where AWS leaves the key out. Otherwise a request without it is another one,
   * with a row of its own.
   */
  readonly mayBeMissing: boolean;
}

export const multiValuedKeys: Readonly<Record<string, MultiValuedKey>> = {
  "aws:CalledVia": { harmless: () => "cloudformation.amazonaws.com", mayBeMissing: false },
  "aws:TagKeys": { harmless: () => "Name", along: () => ({ "aws:RequestTag/Name": "orders" }), mayBeMissing: false },
  "backup:CopyTargetOrgPaths": {
    harmless: ({ deployment: { organization } }) => `${organization.id}/${organization.rootId}/`,
    mayBeMissing: true,
  },
  "backup:CopyTargets": {
    harmless: ({ deployment: { organization, centralVaultName }, region, central }) =>
      backupVaultArn(organization.partition, region, central, centralVaultName),
    mayBeMissing: true,
  },
  "kms:ResourceAliases": { harmless: () => "alias/orders", mayBeMissing: false },
};

/** A request with other values of one key. */
export interface Variant {
  /** As in `several values of aws:TagKeys`. */
  readonly with: string;
  readonly context: ContextOf;
  /** Whether only an attack is tried so. */
  readonly attackOnly: boolean;
}

/**
 * What else a request is tried with: none, one and several values of the key, as far as it is none of these itself. None
 * where the request is what it is because it has no value.
 */
export function variantsOf(name: string, scene: Scene, context: ContextOf = () => ({})): Variant[] {
  const key = multiValuedKeys[name];
  const own = context(scene)[name];
  if (!key || own?.length === 0) {
    return [];
  }
  const values = [own ?? []].flat();
  const harmless = key.harmless(scene);
  const withValues = (several: readonly string[]): ContextOf => {
    return () => ({ ...context(scene), ...key.along?.(scene), [name]: several });
  };
  return [
    {
      with: `a harmless value of ${name} before its own`,
      context: withValues([harmless, ...values]),
      attackOnly: false,
    },
    {
      with: `a harmless value of ${name} behind its own`,
      context: withValues([...values, harmless]),
      attackOnly: false,
    },
    ...(key.mayBeMissing && values.length > 0
      ? [{ with: `no value of ${name}`, context: withValues([]), attackOnly: true }]
      : []),
  ];
}

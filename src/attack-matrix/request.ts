/** A request to AWS, and what may stop it. */

import { authorizationPolicies } from "../aws/authorization-policies";
import { type GuardrailName, guardrailNames, policyTypeOf } from "../guardrails/all";
import { type PrincipalName } from "./principals";
import { type Resource, type ResourceOf } from "./resources";
import { placesReachedByPolicies, type Scene } from "./scene";

export type ContextOf = (scene: Scene) => Readonly<Record<string, string | readonly string[]>>;

export interface Request {
  /** What is tried, as the start of a sentence. */
  readonly what: string;
  readonly by: PrincipalName;
  readonly action: string;
  readonly resource: ResourceOf;
  readonly context?: ContextOf;
  /** Where the deployment can have it at all. Default: everywhere. */
  readonly where?: (scene: Scene) => boolean;
}

/** What several rows of one principal differ in. */
export type Row = readonly [what: string, action: string, resource: ResourceOf, context?: ContextOf];

export interface Attack<Stopping extends Layer = Layer> extends Request {
  /** Each of these stops it alone, as far as the deployment has it; without all of them it succeeds. */
  readonly stoppedBy: readonly Stopping[];
  /** What the attacker can do instead, or has done already. */
  readonly remains?: string;
}

export interface RemainingAttack extends Request {
  /** What is lost. */
  readonly damage: string;
  readonly offered: string;
}

/** Attacks of one principal that the same layers stop. */
export function attacks<Stopping extends Layer>(
  by: PrincipalName,
  stoppedBy: readonly Stopping[],
  rows: readonly Row[],
  more: Pick<Attack, "remains" | "where"> = {},
): Attack<Stopping>[] {
  return rows.map(([what, action, resource, context]) => ({ what, by, action, resource, context, stoppedBy, ...more }));
}

/** Operations of one principal. */
export function uses(by: PrincipalName, rows: readonly Row[], where?: Request["where"]): Request[] {
  return rows.map(([what, action, resource, context]) => ({ what, by, action, resource, context, where }));
}

const guardrailLayers = Object.fromEntries(
  guardrailNames.map((name) => [name, `${authorizationPolicies[policyTypeOf(name)].short} \`${name}\``]),
);

/** What stands between a principal and a resource, with what people call it. */
export const layers = {
  ...(guardrailLayers as Record<GuardrailName, string>),
  keyGuard: "key policy; for a pinned key, SCP `protectBackups`",
  keyPolicy: "key policy",
  memberKeyStatements: "statements of `strongroom key-statement`",
  centralVaultPolicy: "access policy of the central vault",
  localVaultPolicy: "access policy of the local vault",
  backupRoleTrust: "trust policy of the backup role",
  restoreRoleTrust: "trust policy of the restore role",
  breakGlassTrust: "trust policy of the break-glass role",
  breakGlassPermissions: "permissions of the break-glass role",
  vaultLock: "vault lock",
  complianceLock: "vault lock in compliance mode, after its cooling-off time",
  immutablePlan: "AWS Backup, which lets nobody change a plan of the organization in its accounts",
  managementOnly: "AWS Organizations, which takes the call from the management account only",
} as const;

export type Layer = keyof typeof layers;

/**
 * Whether the deployment has the layer.
 * @param resource what is attacked, where it matters: a resource control policy does not reach those of every account
 */
export function hasLayer(scene: Scene, layer: Layer, resource?: Resource): boolean {
  const { guardrails, encryption, breakGlass, centralVaults } = scene.deployment;
  const lock = centralVaults.vaults[0]?.lock;
  switch (layer) {
    case "keyPolicy":
      return encryption.pinnedKeyId === undefined;
    case "keyGuard":
      return encryption.pinnedKeyId === undefined || guardrails.some(({ name }) => name === "protectBackups");
    case "breakGlassTrust":
    case "breakGlassPermissions":
      return breakGlass.principals.length > 0;
    case "vaultLock":
      return lock !== undefined;
    case "complianceLock":
      return lock?.mode === "compliance";
    case "memberKeyStatements":
    case "centralVaultPolicy":
    case "localVaultPolicy":
    case "backupRoleTrust":
    case "restoreRoleTrust":
    case "immutablePlan":
    case "managementOnly":
      return true;
    default:
      return guardrails.some(
        ({ name, targets }) =>
          name === layer &&
          (resource === undefined ||
            policyTypeOf(name) !== "RESOURCE_CONTROL_POLICY" ||
            placesReachedByPolicies(scene, resource.accountId).some((id) =>
              targets.some((target) => target.id === id),
            )),
      );
  }
}

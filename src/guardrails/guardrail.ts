/** What a guardrail is: a policy of Strongroom's that denies, with all that any other part needs to know of it. */

import { type z } from "zod";
import { type AuthorizationPolicyType } from "../aws/authorization-policies";
import { type ResourceType } from "../aws/backup-services";
import { type Statement } from "../aws/policy-statement";
import { type GuardedDeployment } from "./guarded-deployment";

export interface Guardrail<Shape extends z.ZodRawShape = NoShape, Options = object> {
  /** What it denies, for the JSON Schema and the reference. */
  readonly description: string;
  readonly options: GuardrailOptions<Shape, Options>;
  /** What its policy binds, principals or resources. Default: principals, by a service control policy. */
  readonly policyType?: AuthorizationPolicyType;
  /**
   * Whether somebody who creates a role with the name of one that it exempts could destroy backups, or take them away:
   * `protectRoles` then has to reach wherever it is attached.
   */
  readonly forgeable: boolean;
  readonly initially: InitialEntry;
  /** What its policy says. Without a statement, there is no policy. */
  readonly statements: (deployment: GuardedDeployment, options: Options) => readonly Statement[];
  /**
   * What one target alone is denied, by its id: a policy of its own beside the one that all targets share. It adds to
   * that and never replaces it, so that a target keeps its policies whatever becomes of the others.
   */
  readonly statementsOfTarget?: (
    deployment: GuardedDeployment,
    options: Options,
    targetId: string,
  ) => readonly Statement[];
}

/** What the entry of a guardrail takes beside `targets`. */
export interface GuardrailOptions<Shape extends z.ZodRawShape, Options> {
  readonly shape: Shape;
  /** Values that the schema takes, for those without a default: `repair` puts them where the config has a wrong one. */
  readonly standIns: StandIns<Shape>;
  /** What is written with its defaults, in an order that does not depend on the config's. */
  readonly resolve: (written: z.output<z.ZodObject<Shape>>, config: GuardedConfig) => Options;
}

/** What its options follow from, where the config does not write them. */
export interface GuardedConfig {
  readonly serviceOptIn: readonly ResourceType[];
  /** Tag keys by which plans select, with the required one, sorted. */
  readonly backupTagKeys: readonly string[];
  /** Of the guardrail, sorted by id. */
  readonly targets: readonly GuardedTarget[];
}

export interface GuardedTarget {
  readonly id: string;
  readonly valuesOf: (tagKey: string) => SelectedTagValues;
}

export interface SelectedTagValues {
  /** Those that a plan selects in some account below the target, sorted. */
  readonly anywhere: readonly string[];
  /** Those of them with which a resource below the target keeps its backups, whichever of the values it had, sorted. */
  readonly keepingBackups: readonly string[];
}

/** How the org file that a team starts with attaches it. */
export interface InitialEntry {
  readonly targets: "root" | "workloads";
  /** Its other keys, in YAML. */
  readonly options?: string;
  /** Why a team reads this before it takes the guardrail, which is commented out. */
  readonly caution?: string;
}

export const noOptions: GuardrailOptions<NoShape, object> = { shape: {}, standIns: {}, resolve: () => ({}) };

type NoShape = Record<never, never>;

type StandIns<Shape extends z.ZodRawShape> = {
  readonly [Key in keyof Shape as undefined extends z.input<Shape[Key]> ? never : Key]: z.output<Shape[Key]>;
};

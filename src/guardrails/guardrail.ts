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
}

/** What the entry of a guardrail takes beside `targets`. */
export interface GuardrailOptions<Shape extends z.ZodRawShape, Options> {
  readonly shape: Shape;
  /** Values that the schema takes, for those without a default: `repair` puts them where the config has a wrong one. */
  readonly standIns: StandIns<Shape>;
  /** What is written with its defaults, in an order that does not depend on the config's. */
  readonly resolve: (
    written: z.output<z.ZodObject<Shape>>,
    config: { readonly serviceOptIn: readonly ResourceType[] },
  ) => Options;
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

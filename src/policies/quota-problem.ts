import { type PolicyOrigin } from "./policy-document";

/** A generated policy that AWS would refuse at apply, or a target that would get too many. */
export interface QuotaProblem {
  readonly rule:
    | "policy-size"
    | "policy-count"
    | "scp-size"
    | "scp-count"
    | "rcp-size"
    | "rcp-count"
    | "scp-room"
    | "trust-policy-size"
    | "trust-policy-ceiling"
    | "role-policy-size";
  readonly origin: PolicyOrigin | ConfigKey;
  readonly message: string;
  /** How to make it fit. */
  readonly hint: string;
}

/** The key of the config that makes a document grow. */
export interface ConfigKey {
  readonly section: "config";
  readonly path: readonly string[];
}

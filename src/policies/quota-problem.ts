import { type PolicyOrigin } from "./policy-document";

/** A generated policy that AWS would refuse at apply, or a target that would get too many. */
export interface QuotaProblem {
  readonly rule: "policy-size" | "policy-count" | "scp-size" | "scp-count";
  readonly origin: PolicyOrigin;
  readonly message: string;
  /** How to make it fit. */
  readonly hint: string;
}

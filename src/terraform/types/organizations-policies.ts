/** Policies of AWS Organizations, which are created and attached by two types of resources. */

import { authorizationPolicyTypes } from "../../aws/authorization-policies";
import { type SynthesizedResource } from "../resources";
import { type GrantScope } from "./grant";
import { inWords, objectsIn, type Question, questionAbout } from "./question";
import { type Surroundings } from "./terraform-type";

const policyTypes = ["BACKUP_POLICY", ...authorizationPolicyTypes];

/** By type, because their ARNs have no names. */
export function policyArns({ partition, organization: { id, managementAccountId } }: GrantScope): string[] {
  return policyTypes.map(
    (type) => `arn:${partition}:organizations::${managementAccountId}:policy/${id}/${type.toLowerCase()}/*`,
  );
}

/** What policies are attached to, and what may be a delegated administrator. */
export function targetArns({ partition, organization: { id, managementAccountId } }: GrantScope): string[] {
  return ["root", "ou", "account"].map(
    (type) => `arn:${partition}:organizations::${managementAccountId}:${type}/${id}/*`,
  );
}

export function ofOurPolicyTypes() {
  return { StringEquals: { "organizations:PolicyType": policyTypes } };
}

export function listPolicies(policy: SynthesizedResource): Question {
  return questionAbout(policy, ["organizations", "list-policies", "--filter", policy.text("type")]);
}

/** The id that AWS gave to the policy of this name; undefined where there is none. */
export function policyId(policy: SynthesizedResource, { ask }: Pick<Surroundings, "ask">): string | undefined {
  const found = objectsIn(ask(listPolicies(policy)), "Policies").find(({ Name }) => Name === policy.text("name"));
  return found && inWords(found.Id);
}

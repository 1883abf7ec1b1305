/** SCPs and RCPs from the guardrails. */

import { authorizationPolicies } from "../aws/authorization-policies";
import { type Statement } from "../aws/policy-statement";
import { policyTypeOf, statementsOf, statementsOfTarget } from "../guardrails/all";
import { type AdditionalGuardrail, type Deployment } from "../model/deployment";
import { minified, type OrganizationsPolicy, policyDocument, policySize } from "./policy-document";

/**
 * The policies of the guardrails that the config names, without those that would hold no statement, and then the team's own.
 * A guardrail whose statements do not fit into one policy gets more, whose names end in `--2`, `--3` and so on. A target
 * that is denied more than the others has a policy with its id beside the one that they share.
 */
export function buildGuardrailPolicies(deployment: Deployment): OrganizationsPolicy[] {
  return [...ofGuardrails(deployment), ...deployment.additionalGuardrails.map(ofAdditional)];
}

function ofGuardrails(deployment: Deployment): OrganizationsPolicy[] {
  return deployment.guardrails.flatMap(({ name, targets, options }) => {
    const type = policyTypeOf(name);
    const { characters } = authorizationPolicies[type].quota;
    return [
      { suffix: "", attachedTo: targets, statements: statementsOf(name, deployment, options) },
      ...targets.map((target) => ({
        suffix: `-for-${target.id}`,
        attachedTo: [target],
        statements: statementsOfTarget(name, deployment, options, target.id),
      })),
    ].flatMap(({ suffix, attachedTo, statements }) =>
      packed(statements, characters).map((content, index) => ({
        name: `strongroom-${kebabCase(name)}${suffix}${index === 0 ? "" : `--${index + 1}`}`,
        description: `Guardrail ${name}, managed by Strongroom`,
        type,
        content,
        targets: attachedTo,
        origin: { section: "guardrails" as const, name },
      })),
    );
  });
}

/** Its name has a part that no guardrail of Strongroom's has, so that those which come later take none that is in use. */
function ofAdditional({ name, policy, targets }: AdditionalGuardrail): OrganizationsPolicy {
  return {
    name: `strongroom-additional-${name}`,
    description: `Additional guardrail ${name}, managed by Strongroom`,
    type: "SERVICE_CONTROL_POLICY",
    content: minified(policy),
    targets,
    origin: { section: "guardrails.additional", name },
  };
}

/** The statements in as few documents as their order allows. A statement that fits into none stands alone. */
function packed(statements: readonly Statement[], characters: number): string[] {
  const documents: Statement[][] = [];
  for (const statement of statements) {
    const last = documents.at(-1);
    if (last && policySize(contentOf([...last, statement])) <= characters) {
      last.push(statement);
    } else {
      documents.push([statement]);
    }
  }
  return documents.map(contentOf);
}

function contentOf(statements: readonly Statement[]): string {
  return minified(policyDocument(statements));
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The tables of README.md that follow from the examples: what the policies of guardrails take of AWS's quotas. */

import { readFileSync } from "node:fs";
import { type OrganizationsPolicy, policySize } from "../policies/policy-document";
import { authorizationPolicies, authorizationPolicyTypes, isAuthorizationPolicy } from "../aws/authorization-policies";
import { Source } from "../config/source";
import { code, lines, tableHead, tableRow } from "../markdown";
import { numberText } from "../number-text";
import { validateSource } from "../answers/validate";

const examples = ["minimal", "presets", "five-regions", "twenty-accounts"];
const begin = "<!-- prettier-ignore-start -->\n<!-- `npm run generate` writes this table. -->\n";
const end = "<!-- prettier-ignore-end -->\n";

/** README.md with the table as the code makes it now. Reads the file and the examples from the working directory. */
export function readmeWithSizes(): string {
  const [before = "", rest = ""] = readFileSync("README.md", "utf8").split(begin);
  return `${before}${begin}\n${sizes()}\n\n${end}${rest.split(end)[1] ?? ""}`;
}

function sizes(): string {
  const columns = examples.map(guardrailPolicies);
  const names = [...new Set(columns.flat().map(({ name }) => name))].sort();
  const header = ["policy", "type", ...examples.map(code), "AWS takes"];
  return lines([
    tableHead(header.map((content, index) => ({ content, isNumber: index > 1 }))),
    ...names.flatMap((name) => {
      const policies = columns.map((column) => column.find((one) => one.name === name));
      const type = policies.find((policy) => policy)?.type;
      return type === undefined || !isAuthorizationPolicy(type)
        ? []
        : [
            tableRow([
              code(name),
              authorizationPolicies[type].short,
              ...policies.map((policy) => (policy ? numberText(policySize(policy.content)) : "")),
              numberText(authorizationPolicies[type].quota.characters),
            ]),
          ];
    }),
    ...authorizationPolicyTypes.map((type) =>
      tableRow([
        `policies on one target at the most, with ${authorizationPolicies[type].attachedByAws}`,
        authorizationPolicies[type].short,
        ...columns.map((column) => mostOnOneTarget(column.filter((policy) => policy.type === type)) + 1),
        authorizationPolicies[type].quota.perTarget,
      ]),
    ),
  ]).source;
}

function guardrailPolicies(example: string): OrganizationsPolicy[] {
  const file = `examples/${example}.yaml`;
  const { result } = validateSource(new Source(file, readFileSync(file, "utf8")));
  return result?.documents.organizationsPolicies.filter(({ type }) => isAuthorizationPolicy(type)) ?? [];
}

function mostOnOneTarget(policies: readonly OrganizationsPolicy[]): number {
  const targets = policies.flatMap(({ targets: all }) => all.map(({ id }) => id));
  return Math.max(0, ...targets.map((id) => targets.filter((other) => other === id).length));
}

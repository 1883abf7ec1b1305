import { relative } from "node:path";
import { quotas } from "../aws/quotas";
import { nameOfKind } from "../config/stack-ids";
import { type StackKind, stackKinds } from "../config/stack-kinds";
import { numberText } from "../number-text";
import { type OrganizationsPolicy, policySize } from "../policies/policy-document";
import { shellWord } from "../shell-word";
import { type StackDifferences, type Synthesized } from "../synthesis/synthesize";
import { type Built } from "../answers/validate";
import { type Context } from "./context";
import { invocation } from "./invocation";

/** What a synthesis made, what it changed, and what comes next: five lines, or six. */
export function synthesisInWords(
  { stackIds, differences }: Synthesized,
  { deployment, documents }: Built,
  outputDirectory: string,
  { workingDirectory, environment }: Context,
): string {
  const directory = relative(workingDirectory, outputDirectory) || ".";
  const ofType = (type: OrganizationsPolicy["type"]) =>
    documents.organizationsPolicies.filter((policy) => policy.type === type);
  const kinds = deployment.stacks.map(({ kind }) => kind);
  return [
    `${stackIds.length} stacks in ${directory}/stacks: ${kindsInWords(kinds)}`,
    `Backup policies: ${sizes(ofType("BACKUP_POLICY"), quotas.backupPolicy.characters)}`,
    `Service control policies: ${sizes(ofType("SERVICE_CONTROL_POLICY"), quotas.serviceControlPolicy.characters)}`,
    ...resourceControlPolicies(ofType("RESOURCE_CONTROL_POLICY")),
    changesInWords(differences),
    `Next: ${invocation(environment)} plan${directory === "cdktf.out" ? "" : ` --synthesis ${shellWord(directory)}`}`,
    "",
  ].join("\n");
}

/** Not a word of them where there are none. */
function resourceControlPolicies(policies: readonly OrganizationsPolicy[]): string[] {
  return policies.length > 0
    ? [`Resource control policies: ${sizes(policies, quotas.resourceControlPolicy.characters)}`]
    : [];
}

function kindsInWords(kinds: readonly StackKind[]): string {
  return (Object.keys(stackKinds) as StackKind[])
    .map((kind) => ({ name: nameOfKind(kind), count: kinds.filter((other) => other === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${name}`)
    .join(", ");
}

function sizes(policies: readonly OrganizationsPolicy[], quota: number): string {
  const [largest] = policies
    .map(({ name, content }) => ({ name, characters: policySize(content) }))
    .sort((one, other) => other.characters - one.characters);
  return largest === undefined
    ? "none"
    : `${policies.length}, the largest ${largest.name} with ${numberText(largest.characters)} of ${numberText(quota)} characters`;
}

function changesInWords(differences: StackDifferences | undefined): string {
  if (differences === undefined) {
    return "This is the first synthesis in this directory";
  }
  const parts = Object.entries(differences).filter(([, ids]) => ids.length > 0);
  const words = parts.map(([what, ids]: [string, readonly string[]]) => `${ids.length} ${what} (${shortened(ids)})`);
  return `Since the last synthesis: ${words.join(", ") || "no changes"}`;
}

const mostIds = 5;

function shortened(ids: readonly string[]): string {
  const rest = ids.length - mostIds;
  return `${ids.slice(0, mostIds).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

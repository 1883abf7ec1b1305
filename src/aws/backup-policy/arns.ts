/** ARNs in a backup policy: their form, their partition and Region, and the name at their end. */

import { findRegion } from "../regions";
import { limits } from "./limits";
import {
  error,
  lengthProblem,
  unknownRegion,
  type ValueProblem,
  type Variable,
  variableProblem,
} from "./value-problem";

export type ArnOf = keyof typeof arnForms;

interface ArnForm {
  /** Its groups, where it has them: the partition, the Region, and the name of the vault. */
  readonly pattern: RegExp;
  /** What the pattern asks for, as in `an ARN like arn:…`. */
  readonly form: string;
  /** AWS resolves no others here. */
  readonly variables: readonly Variable[];
}

/** Every partition has ARNs of this form; GovCloud's and China's name theirs. */
const start = String.raw`^arn:(?<partition>aws(?:-[a-z]+)*)`;
const account = String.raw`(?:\d{12}|\$account)`;
const vault = String.raw`backup-vault:(?<name>[\w-]*)$`;

export const arnForms = {
  vault: {
    pattern: new RegExp(String.raw`${start}:backup:(?<region>[a-z]{2,4}(?:-[a-z]+)+-\d):${account}:${vault}`),
    form: "an ARN of a backup vault, as in `arn:aws:backup:eu-west-1:111122223333:backup-vault:central`",
    variables: ["$account"],
  },
  airGappedVault: {
    pattern: new RegExp(String.raw`${start}:backup:\$region:\$account:${vault}`),
    form: "`arn:aws:backup:$region:$account:backup-vault:NAME`, with both placeholders",
    variables: ["$account", "$region"],
  },
  role: {
    pattern: new RegExp(String.raw`${start}:iam::${account}:role/([\w+=,.@-]+/)*[\w+=,.@-]{1,64}$`),
    form: "an ARN of a role, as in `arn:aws:iam::$account:role/Backup`",
    variables: ["$account"],
  },
} as const satisfies Record<string, ArnForm>;

/** What is wrong with an ARN by itself. Whether it fits its backup plan is a rule of the plan. */
export function arnProblem(of: ArnOf, text: string): ValueProblem | undefined {
  const { pattern, form, variables }: ArnForm = arnForms[of];
  const strange = variableProblem(text, variables);
  if (strange) {
    return strange;
  }
  const parts = pattern.exec(text)?.groups;
  if (!parts) {
    return error(`it is not ${form}`, `Write ${form}.`);
  }
  const name = parts.name === undefined ? undefined : lengthProblem(parts.name, limits.vaultName, nameOf(parts.name));
  return name ?? (parts.region === undefined ? undefined : regionProblem(parts.region, parts.partition ?? ""));
}

function nameOf(vaultName: string): string {
  return vaultName === "" ? "the name of the vault" : `the name of the vault, \`${vaultName}\`,`;
}

function regionProblem(name: string, partition: string): ValueProblem | undefined {
  const region = findRegion(name);
  if (!region) {
    return { ...unknownRegion, message: `Strongroom does not know the Region \`${name}\`` };
  }
  return region.partition === partition
    ? undefined
    : error(
        `\`${name}\` is a Region of the partition ${region.partition}, and the ARN is of ${partition}`,
        `Write \`arn:${region.partition}:…\`, or a Region of ${partition}.`,
      );
}

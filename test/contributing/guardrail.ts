import { type Sample } from "./sample";

/** A guardrail that takes more than targets. */
export const guardrail = {
  name: "keepAlarms",
  policy: "strongroom-keep-alarms",
  entry: "{ targets: [Production], names: [silent] }",
};

export const guardrailSample: Sample = {
  "src/guardrails/keep-alarms.ts": `import { z } from "zod";
import { nonEmptyList } from "../config/schema/primitives";
import { type Guardrail } from "./guardrail";
import { exceptRoles } from "./principals";

const shape = { names: nonEmptyList(z.string()).meta({ description: "Names of the alarms." }) };

export const keepAlarms: Guardrail<typeof shape, { readonly names: readonly string[] }> = {
  description: "Denies deleting alarms.",
  options: { shape, standIns: { names: ["unreadable"] }, resolve: ({ names }) => ({ names: names.toSorted() }) },
  forgeable: true,
  initially: { targets: "workloads", options: "names: [silent]", caution: "The alarms must be there:" },
  statements: (deployment, { names }) => [
    {
      Sid: "KeepAlarms",
      Effect: "Deny",
      Action: "cloudwatch:DeleteAlarms",
      Resource: names.map((name) => \`arn:\${deployment.organization.partition}:cloudwatch:*:*:alarm:\${name}\`),
      Condition: exceptRoles(deployment, []),
    },
  ],
};
`,
  "src/guardrails/all.ts": [
    ["import { protectBackupTag }", 'import { keepAlarms } from "./keep-alarms";\nimport { protectBackupTag }'],
    ["  protectBackupTag,\n};", "  protectBackupTag,\n  keepAlarms,\n};"],
  ],
  "src/attack-matrix/attacks.ts": [
    [
      "const everyAttack = [\n",
      `const everyAttack = [
  ...attacks(
    "memberAdministrator",
    ["keepAlarms"],
    [["deletes an alarm", "cloudwatch:DeleteAlarms", inMember("cloudwatch:{region}:{account}:alarm:silent")]],
  ),
`,
    ],
  ],
};

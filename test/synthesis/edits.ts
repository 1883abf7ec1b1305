/** Configs, and edits of them: every value that can be another, everything that can be left out, and what other tests do. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { filesIn, readNamedFiles } from "../../src/config/named-files";
import { orgConfigSchema } from "../../src/config/schema/org-config";
import { resolveDeployment } from "../../src/model/resolve";
import { buildDocuments } from "../../src/policies/documents";
import { type Built } from "../../src/answers/validate";
import { mutations } from "../config/mutations";
import { changed, type Path, pathsOf, valueAt } from "../config/tree";
import { edit, type Edit, repository, textOf, validFiles, validText } from "../config/valid";
import { edits as plannedEdits } from "../e2e/plan-edits";

export interface Variant {
  readonly what: string;
  readonly built: Built;
  readonly awsProviderVersion?: string;
}

export interface Edited {
  readonly name: string;
  readonly base: Variant;
  readonly variants: readonly Variant[];
}

type Files = Readonly<Record<string, string>>;

/** What a config of the right shape comes to; undefined where it comes to nothing. The rules do not matter here. */
function builtFrom(config: unknown, files: Files = {}): Built | undefined {
  const { data } = orgConfigSchema.safeParse(config);
  try {
    const deployment = data && resolveDeployment(data, readNamedFiles(data, filesIn(files)));
    return deployment && { deployment, documents: buildDocuments(deployment) };
  } catch {
    return undefined;
  }
}

/** Other values of the same kind, of which the first that the schema takes is the edit. */
function alternatives(value: unknown): readonly unknown[] {
  switch (typeof value) {
    case "number":
      return [value + 1, value - 1];
    case "boolean":
      return [!value];
    case "string":
      return [
        value.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10)),
        `${value}x`,
        value.replace(/[a-z](?=[^a-z]*$)/, (letter) => (letter === "x" ? "y" : "x")),
        ...words,
      ];
    default:
      return [];
  }
}

/** One for each value that the schema lists. */
const words = [
  ..."eu-central-1 ap-southeast-1 us-east-1 aws-cn aws-us-gov providerAlias resourceRegion local remote S3 EBS".split(
    " ",
  ),
  ..."governance compliance locked additive open root all workload management centralBackup EC2".split(" "),
  ..."eu-west-1 backup-admin Production Security daily-35 daily-monthly-1y".split(" "),
];

function treeEdits(config: unknown, files: Files, every = 1): Variant[] {
  const before = JSON.stringify(builtFrom(config, files));
  const attempt = (path: Path, to: unknown): Variant | undefined => {
    const built = builtFrom(
      changed(config, path, () => to),
      files,
    );
    const what = `${path.join(".")}: ${to === undefined ? "deleted" : JSON.stringify(to)}`;
    return built && JSON.stringify(built) !== before ? { what, built } : undefined;
  };
  const firstOf = (path: Path, values: readonly unknown[]): Variant[] => {
    for (const value of values) {
      const variant = attempt(path, value);
      if (variant) {
        return [variant];
      }
    }
    return [];
  };
  return pathsOf(config)
    .slice(1)
    .filter((_path, index) => index % every === 0)
    .flatMap((path) => [...firstOf(path, alternatives(valueAt(config, path))), ...firstOf(path, [undefined])]);
}

function variantOf(what: string, text: string, files?: Files): Variant[] {
  const built = builtFrom(parse(text), files);
  return built ? [{ what, built }] : [];
}

function edited(name: string, text: string, files: Files, variants: readonly Variant[]): Edited {
  const [base] = variantOf("the base", text, files);
  if (!base) {
    throw new Error(`${name} has not the right shape`);
  }
  return { name, base, variants: [...variants, { ...base, what: "another provider", awsProviderVersion: "~> 6.30" }] };
}

const scp = (action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: action, Resource: "*" }] });
const files = { "ours.json": scp("s3:DeleteBucket") };

/** What the fixture leaves out. */
const more: readonly Edit[] = [
  [
    "state: { type: local } # or s3, or cloud: docs/configuration.md",
    "state: { type: s3, bucket: acme-tfstate, region: eu-central-1, keyPrefix: backup/, kmsKeyId: alias/state, roleArn: 'arn:aws:iam::111111111111:role/State' }",
  ],
  [
    "  tags: { Owner: platform }",
    `  tags: { Owner: platform, b: '\${c}' }
  planRoleName: Reader
  runners: { plan: 'arn:aws:iam::111111111111:role/P', apply: 'arn:aws:iam::111111111111:role/A' }
  imports:
    - { stack: central-vault, to: aws_backup_vault_lock_configuration.lock-eu-central-1, id: org-central-vault }
    - { stack: encryption, to: aws_kms_key.key-eu-central-1, id: mrk-1 }`,
  ],
  [
    "local: { name: org-local-vault }",
    "local: { name: org-local-vault, lock: { mode: governance, minRetentionDays: 1 } }",
  ],
  ["rotationPeriodDays: 365", "rotationPeriodDays: 365\n  administratorRoles: [Keeper]"],
  ["select: { tag: { key: backup, values: [daily] } }", "select: { resourceTypes: [S3, RDS], tags: { a: b } }"],
  [
    "protectBackups: { targets: [root] }",
    "protectBackups: { targets: [root] }\n  additional: [{ name: ours, file: ours.json, targets: [Production] }]",
  ],
];
const moreText = more.reduce((text, [from, to]) => edit(text, from, to), validText);
const cloudText = edit(
  edit(validText, "rotationPeriodDays: 365", "rotationPeriodDays: 365\n  keyId: mrk-0123456789abcdef0123456789abcdef"),
  "state: { type: local } # or s3, or cloud: docs/configuration.md",
  "state: { type: cloud, organization: acme, project: Backup, workspacePrefix: backup-, executionMode: local }",
);
/** Nothing but the values themselves: where a policy names a role or the organization, its change would be noticed anyway. */
const minimalText = textOf("examples/minimal.yaml");
const bareText =
  minimalText.slice(0, minimalText.indexOf("backupPlans:")) + "roles: { backup: B, restore: R, breakGlass: G }\n";
const plansText = readFileSync(join(repository, "test", "e2e", "plans.yaml"), "utf8");

/** Configs with their edits. Of a value in a large example, only one in so many is edited. */
export const editedConfigs: readonly Edited[] = [
  ...validFiles.map((file) => {
    const text = textOf(file);
    const config: unknown = parse(text);
    return edited(file, text, {}, treeEdits(config, {}, file.includes("fixtures") ? 4 : 7));
  }),
  edited("the fixture with more keys", moreText, files, [
    ...treeEdits(parse(moreText), files),
    ...variantOf("the file of a guardrail", moreText, { "ours.json": scp("s3:*") }),
  ]),
  edited("no plans and no guardrails", bareText, {}, treeEdits(parse(bareText), {})),
  edited("HCP Terraform and a pinned key", cloudText, {}, treeEdits(parse(cloudText), {}, 4)),
  edited("mistakes of the rules' tests", validText, {}, [
    ...mutations.flatMap(({ name, edits, files: named }) =>
      variantOf(
        name,
        edits.reduce((text, [from, to]) => edit(text, from, to), validText),
        named,
      ),
    ),
  ]),
  edited("edits that are planned", plansText, {}, [
    ...plannedEdits.flatMap(({ name, edit: change }) => {
      const config: unknown = parse(plansText);
      change(config);
      const built = builtFrom(config);
      return built ? [{ what: name, built }] : [];
    }),
  ]),
];

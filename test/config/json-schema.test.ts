/** The JSON Schema that editors use says what the config's own schema says. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { orgConfigSchema } from "../../src/config/schema/org-config";
import { presetInMonthly } from "./preset-edit";
import { changed, pathsOf, valueAt } from "./tree";
import { edit, type Edit, repository, textOf, validFiles, validText } from "./valid";

const schemaFile = join(repository, "config", "org.schema.json");
const schema = JSON.parse(readFileSync(schemaFile, "utf8")) as Record<string, unknown>;
const isValid = new Ajv({ strict: false }).compile(schema);

test("the schema is of draft 7, which yaml-language-server handles best", () => {
  expect(schema.$schema).toBe("http://json-schema.org/draft-07/schema#");
});

describe.each(validFiles)("%s", (file) => {
  const text = textOf(file);

  test("passes the JSON Schema", () => {
    isValid(parse(text));
    expect(isValid.errors).toBeNull();
  });

  test("tells editors the schema by a path that leads to it", () => {
    const [, path = "missing"] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
    expect(resolve(repository, dirname(file), path)).toBe(schemaFile);
  });
});

test(".vscode/settings.json gives the schema to files that exist", () => {
  const settings = JSON.parse(readFileSync(join(repository, ".vscode", "settings.json"), "utf8")) as {
    "yaml.schemas": Record<string, string[]>;
  };
  const [[path = "", patterns = []] = []] = Object.entries(settings["yaml.schemas"]);
  expect(resolve(repository, path)).toBe(schemaFile);
  for (const pattern of patterns) {
    const directory = join(repository, dirname(pattern));
    expect(existsSync(directory)).toBe(true);
    expect(pattern).toMatch(/\/\*\.yaml$/);
    if (pattern !== "config/*.yaml") {
      // What is in config/ is the user's.
      expect(readdirSync(directory).filter((name) => name.endsWith(".yaml"))).not.toEqual([]);
    }
  }
});

test.each(["description", "enum", "default", "examples"])("the schema has `%s` to show in an editor", (keyword) => {
  const found: unknown[] = [];
  const visit = (node: unknown): void => {
    if (typeof node === "object" && node !== null) {
      for (const [key, child] of Object.entries(node)) {
        if (key === keyword) {
          found.push(child);
        }
        visit(child);
      }
    }
  };
  visit(schema);
  expect(found.length).toBeGreaterThan(3);
});

interface Mutation {
  readonly what: string;
  readonly config: unknown;
}

interface Verdict {
  readonly what: string;
  /** By the config's own schema. */
  readonly refused: boolean;
  readonly refusedInEditor: boolean;
}

const replacements: readonly unknown[] = [null, 0, -1, 1.5, "", "x", [], {}, true, 1e300, Number.MAX_SAFE_INTEGER];

function mutationsOf(root: unknown): Mutation[] {
  return pathsOf(root).flatMap((path) => {
    const place = path.length === 0 ? "the whole config" : path.join(".");
    const mutation = (what: string, change: (value: unknown) => unknown): Mutation => ({
      what: `${place}: ${what}`,
      config: changed(root, path, change),
    });
    const value = valueAt(root, path);
    const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
    return [
      ...(path.length === 0 ? [] : [mutation("deleted", () => undefined)]),
      ...(isMap ? [mutation("an unknown key", (map) => ({ ...(map as object), unknown: "x" }))] : []),
      ...replacements.map((replacement) => mutation(`becomes ${JSON.stringify(replacement)}`, () => replacement)),
    ];
  });
}

/** What the fixture does not show: the other branches of the unions, and the keys that it leaves out. */
const variants: readonly { readonly name: string; readonly edits: readonly Edit[] }[] = [
  { name: "the fixture", edits: [] },
  {
    name: "S3 state, a governance lock, a pinned key and a selection by type",
    edits: [
      [
        "state: { type: local }",
        "state: { type: s3, bucket: acme-tfstate, region: eu-central-1, keyPrefix: backup/, kmsKeyId: alias/state, roleArn: 'arn:aws:iam::111111111111:role/State' }",
      ],
      [
        "local: { name: org-local-vault }",
        "local: { name: org-local-vault, lock: { mode: governance, minRetentionDays: 1, maxRetentionDays: 2 } }",
      ],
      ["rotationPeriodDays: 365", "rotationPeriodDays: 365\n  keyId: mrk-0123456789abcdef0123456789abcdef"],
      [
        "select: { tag: { key: backup, values: [daily] } }",
        "select: { resourceTypes: [S3, RDS], excludeResourceTypes: [S3], tags: { a: b } }",
      ],
    ],
  },
  {
    name: "a selection of every type with each kind of condition",
    edits: [
      [
        "select: { tag: { key: backup, values: [daily] } }",
        'select: { resourceTypes: ["*"], excludeResourceTypes: [S3], where: { equals: { a: b }, notEquals: { c: [d, e], f: g }, like: { h: "i*" }, notLike: { j: ["*k"] } } }',
      ],
    ],
  },
  {
    name: "presets, with and without rules",
    edits: [["enforcement: locked", "use: daily-35"], presetInMonthly],
  },
  {
    name: "HCP Terraform state",
    edits: [
      [
        "state: { type: local }",
        "state: { type: cloud, organization: acme, project: Backup, workspacePrefix: backup- }",
      ],
    ],
  },
];

describe.each(variants)("$name", ({ edits }) => {
  const config: unknown = parse(edits.reduce((text, [from, to]) => edit(text, from, to), validText));
  let verdicts: readonly Verdict[];

  beforeAll(() => {
    verdicts = mutationsOf(config).map((mutation) => ({
      what: mutation.what,
      refused: !orgConfigSchema.safeParse(mutation.config).success,
      refusedInEditor: !isValid(mutation.config),
    }));
  });

  test("is right to both schemas before any mutation", () => {
    expect(orgConfigSchema.safeParse(config).success).toBe(true);
    expect(isValid(config)).toBe(true);
    // Thousands, of which most are wrong: else the two tests below would show little.
    expect(verdicts.length).toBeGreaterThan(2_000);
    expect(verdicts.filter(({ refused }) => refused).length).toBeGreaterThan(1_500);
  });

  test("every mutation that the config's own schema refuses is refused in the editor", () => {
    const missed = verdicts.filter(({ refused, refusedInEditor }) => refused && !refusedInEditor);
    expect(missed.map(({ what }) => what)).toEqual([]);
  });

  test("no mutation that the config's own schema takes is refused in the editor", () => {
    const wronged = verdicts.filter(({ refused, refusedInEditor }) => !refused && refusedInEditor);
    expect(wronged.map(({ what }) => what)).toEqual([]);
  });
});

test.each([
  ["encryption.alias", "alias/central-backup", ["alias/aws/backup", "alias/", `alias/${"x".repeat(251)}`, "central"]],
  ["backupPlans.0.name", "daily-2", ["a--b", "-a", "x".repeat(36), "a b"]],
  ["backupPlans.0.rules.0.name", "a.b", ["a b", "x".repeat(51)]],
  ["accounts.0.id", "111111111111", ["11111111111", "1111111111111", "11111111111a", "111111111111\n"]],
  ["organization.id", "o-a1b2c3d4e5", ["o-A1B2C3D4E5", "o-a1b2c3d4e", "o-"]],
  ["roles.backup", "A+=,.@-_b", ["a b", "a/b", "x".repeat(65)]],
  ["vaults.local.name", "a_b-1", ["a", "a.b", "x".repeat(51)]],
])("patterns say the same in both schemas: %s", (path, right, wrong) => {
  const keys = path.split(".");
  const both = (value: string) => {
    const config = changed(parse(validText), keys, () => value);
    return [orgConfigSchema.safeParse(config).success, isValid(config)];
  };
  expect(both(right)).toEqual([true, true]);
  for (const value of wrong) {
    expect([value, both(value)]).toEqual([value, [false, false]]);
  }
});

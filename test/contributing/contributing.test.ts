/**
 * CONTRIBUTING.md says what a change touches. Here the changes are made, and one file is forgotten at a time: the compiler
 * or a test must say so.
 */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { serviceIndex } from "../../src/docs/service-index";
import { merge } from "../config/merge";
import { repository, validText } from "../config/valid";
import { describes, documented } from "./documented";
import { compiled, type Overlay, type Problems, results } from "./overlaid";
import { configKey, keyTexts, recordText, service } from "./samples";

const indexFile = "src/aws/services/index.ts";
const recordFiles = readdirSync(join(repository, "src/aws/services"));
const withService: Overlay = {
  [service.file]: recordText(),
  [indexFile]: serviceIndex([...recordFiles, "documentdb-elastic.ts"]),
};

/** Where the compiler says what has been forgotten in a file of the config key. */
const complaining: Readonly<Record<string, string>> = {
  "src/config/schema/backup-plans.ts": "src/model/backup-plans.ts",
  "src/model/deployment.ts": "src/policies/backup-plan-document.ts",
};
/** Files of the config key without which nothing comes of it, which test/config/keys.test.ts finds. */
const withoutEffect = ["src/model/backup-plans.ts", "src/policies/backup-plan-document.ts"];
/** The file of its rule, which a mutation of test/config/mutations.ts finds. */
const ruleFile = "src/config/rules/selection-tags.ts";

test.each([
  ["a service", [service.file], 1],
  ["a key of the config", Object.keys(configKey.edits), 5],
])("%s touches what is said, and no more", (change, touched, atMost) => {
  const { count, files } = documented(change);
  expect(touched.filter((file) => !files.some((pattern) => describes(pattern, file)))).toEqual([]);
  expect(touched.length).toBe(count);
  expect(count).toBeLessThanOrEqual(atMost);
});

test("every file of the config key is forgotten once below", () => {
  expect([...Object.keys(complaining), ...withoutEffect, ruleFile].sort()).toEqual(Object.keys(configKey.edits).sort());
});

describe("the compiler", () => {
  const shortened = Object.keys(service.keys).map((key) => ({
    key,
    file: `src/aws/services/elastic-without-${key}.ts`,
    text: recordText(Object.fromEntries(Object.entries(service.keys).filter(([other]) => other !== key))),
  }));
  let problems: readonly Problems[] = [];

  beforeAll(() => {
    problems = compiled([
      {
        overlay: {
          ...withService,
          ...keyTexts(),
          ...Object.fromEntries(shortened.map(({ file, text }) => [file, text])),
        },
      },
      ...Object.entries(complaining).map(([file, other]) => ({ overlay: keyTexts(file), files: [other] })),
    ]);
  });

  test("takes both changes when they are whole", () => {
    const { ...ofWhole } = problems[0];
    shortened.forEach(({ file }) => Reflect.deleteProperty(ofWhole, file));
    expect(Object.keys(ofWhole)).toEqual(expect.arrayContaining([service.file, ...Object.keys(configKey.edits)]));
    expect(Object.values(ofWhole).flat()).toEqual([]);
  });

  test.each(shortened)("misses `$key` in the record of a service", ({ key, file }) => {
    expect(problems[0]?.[file]?.join("\n")).toContain(`'${key}'`);
  });

  test.each(Object.entries(complaining))("misses the config key in %s", (file, other) => {
    const asked = problems[1 + Object.keys(complaining).indexOf(file)];
    expect(asked?.[other]?.[0]).toContain(`'${configKey.name}' does not exist`);
  });
});

interface Result {
  /** Generated files that are not current. */
  readonly stale: readonly string[];
  readonly types: readonly string[];
  /** Actions of the attacks, and of the operations that must go on working. */
  readonly attacked: readonly string[];
  readonly used: readonly string[];
  /** Every document of a config that opts the service in. */
  readonly documents: string;
  /** Whether the config key changes what a config comes to. */
  readonly hasEffect: boolean;
  /** Rules that find something where it has a mistake. */
  readonly found: readonly string[];
}

describe("the tests", () => {
  let whole: Result | undefined;
  let withoutRule: Result | undefined;
  let others: readonly Result[] = [];

  beforeAll(() => {
    [whole, withoutRule, ...others] = results<Result>(code, [
      { ...withService, ...keyTexts() },
      keyTexts(ruleFile),
      ...withoutEffect.map((file) => keyTexts(file)),
    ]);
  });

  test("see a service everywhere from its record alone", () => {
    expect(whole?.types).toContain(service.name);
    expect(service.actions.filter((action) => !whole?.attacked.includes(action))).toEqual([]);
    expect(whole?.used).toEqual(
      expect.arrayContaining(["docdb-elastic:CreateCluster", "docdb-elastic:DeleteClusterSnapshot"]),
    );
    for (const text of [...service.actions, "AWSBackupServiceRolePolicyForElasticClusters"]) {
      expect(whole?.documents).toContain(text);
    }
  });

  test("miss `npm run generate` after either change", () => {
    expect(serviceIndex(recordFiles)).not.toBe(withService[indexFile]);
    expect(whole?.stale).toEqual([
      "README.md",
      "config/org.schema.json",
      "docs/attack-matrix.md",
      "docs/configuration.md",
      "docs/managed-policies.md",
      "docs/required-tags.md",
      "docs/services.md",
    ]);
  });

  test("take the config key when it is whole", () => {
    expect(whole?.hasEffect).toBe(true);
    expect(whole?.found).toContain(configKey.invalidBy);
  });

  test(`miss the config key in ${ruleFile}`, () => {
    expect(withoutRule?.found).not.toContain(configKey.invalidBy);
  });

  test.each(withoutEffect)("miss the config key in %s", (file) => {
    expect(others[withoutEffect.indexOf(file)]?.hasEffect).toBe(false);
  });
});

const configs = [
  "{}",
  configKey.valid,
  configKey.invalid,
  `{ serviceOptIn: [EFS, ${service.name}], guardrails: { requireBackupTag: { services: null } } }`,
].map((fragment) => stringify(merge(parse(validText), parse(fragment))));

/** What the tests look at. */
const code = `
  import "./stacks/stack-trace";
  import { readFileSync } from "node:fs";
  import { attackTable } from "./src/attack-matrix/attacks";
  import { legitimateUseTable } from "./src/attack-matrix/legitimate-uses";
  import { resourceTypes } from "./src/aws/backup-services";
  import { generatedFiles } from "./src/docs/generated-files";
  import { differs, whatComesOf } from "./test/config/what-comes-of";

  const [plain, valid, invalid, ofService] = ${JSON.stringify(configs)}.map((text) => whatComesOf(text));
  export const result = {
    stale: Object.keys(generatedFiles).filter(
      (file) => readFileSync(${JSON.stringify(repository)} + "/" + file, "utf8") !== generatedFiles[file](),
    ),
    types: resourceTypes,
    attacked: attackTable.map(({ action }) => action),
    used: legitimateUseTable.map(({ action }) => action),
    documents: JSON.stringify(ofService.outputs[0]?.()),
    hasEffect: differs(plain, valid),
    found: invalid.findings.map(({ rule }) => rule),
  };`;

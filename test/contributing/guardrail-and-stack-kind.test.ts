/**
 * CONTRIBUTING.md says which files a guardrail and a kind of stack touch. Here one of each is made, and one file is
 * forgotten at a time: the compiler, or the check of a release, must say so.
 */

import { orgYaml } from "../../src/delivery/init/org-yaml";
import { edit, textOf, validText } from "../config/valid";
import { describes, documented } from "./documented";
import { guardrail, guardrailSample } from "./guardrail";
import { compiled, type Problems, results } from "./overlaid";
import { textsOf } from "./sample";
import { stackKind, stackKindSample } from "./stack-kind";

/** No test reads it. */
const orgFile = "config/org.yaml";

test.each([
  ["a guardrail", [...Object.keys(guardrailSample), orgFile], 5],
  ["a kind of stack", Object.keys(stackKindSample), 9],
] as const)("%s touches what is said, and no more", (change, touched, atMost) => {
  const { count, files } = documented(change);
  expect(touched.filter((file) => !files.some((pattern) => describes(pattern, file)))).toEqual([]);
  expect(files.filter((pattern) => !touched.some((file) => describes(pattern, file)))).toEqual([]);
  expect(touched.length).toBe(count);
  expect(count).toBeLessThanOrEqual(atMost);
});

const whole = { ...textsOf(guardrailSample), ...textsOf(stackKindSample) };

/** Where the compiler says what has been forgotten in a file. */
const complaining: Readonly<Record<string, string>> = {
  "src/guardrails/keep-alarms.ts": "src/guardrails/all.ts",
  "src/guardrails/all.ts": "src/attack-matrix/attacks.ts",
  "src/attack-matrix/attacks.ts": "src/attack-matrix/attacks.ts",
  "src/config/stack-kinds.ts": "src/synthesis/stack-input.ts",
  "src/model/deployment.ts": "src/model/resolve.ts",
  "src/model/resolve.ts": "src/model/resolve.ts",
  "src/synthesis/stack-input.ts": "src/synthesis/stack-inputs.ts",
  "src/synthesis/stack-inputs.ts": "src/synthesis/stack-inputs.ts",
  "stacks/notification-topic-stack.ts": "stacks/create-stack.ts",
  "stacks/create-stack.ts": "stacks/create-stack.ts",
  "src/terraform/types/aws_sns_topic.ts": "src/terraform/types/all.ts",
  "src/terraform/types/all.ts": "src/config/stack-kinds.ts",
};

test("every file is forgotten once below", () => {
  expect(Object.keys(complaining).sort()).toEqual(Object.keys(whole).sort());
});

describe("the compiler", () => {
  let ofWhole: Problems = {};
  let ofOthers: readonly Problems[] = [];

  beforeAll(() => {
    [ofWhole = {}, ...ofOthers] = compiled([
      { overlay: whole },
      ...Object.entries(complaining).map(([forgotten, file]) => ({
        overlay: textsOf(forgotten in guardrailSample ? guardrailSample : stackKindSample, forgotten),
        files: [file],
      })),
    ]);
  });

  test("takes both when they are whole", () => {
    expect(Object.keys(ofWhole)).toEqual(expect.arrayContaining(Object.keys(whole)));
    expect(Object.values(ofWhole).flat()).toEqual([]);
  });

  test.each(Object.entries(complaining))("misses what %s lacks, in %s", (forgotten, file) => {
    expect(ofOthers[Object.keys(complaining).indexOf(forgotten)]?.[file]).not.toEqual([]);
  });
});

interface Result {
  readonly keys: readonly string[];
  readonly policies: Readonly<Record<string, string>>;
  readonly forgeable: string;
  readonly found: readonly string[];
  readonly orgYaml: string;
  readonly docs: Readonly<Record<string, string>>;
  readonly resources: object;
  readonly needs: readonly string[];
  readonly role: string;
  readonly workspaces: readonly string[];
  readonly longestPrefix: string;
}

/** What the tests look at, where both are there. */
function result(): Result | undefined {
  const withGuardrail = edit(validText, "\nguardrails:\n", `\nguardrails:\n  ${guardrail.name}: ${guardrail.entry}\n`);
  const wrong = withGuardrail.replace(guardrail.entry, "{ targets: [Nowhere], names: [] }");
  const cloud = (prefix: string) =>
    withGuardrail.replace(
      /\n {2}state: .*/,
      `\n  state: { type: cloud, organization: acme, workspacePrefix: ${prefix} }`,
    );
  const code = `
    import "./stacks/stack-trace";
    import { mkdtempSync, readFileSync, rmSync } from "node:fs";
    import { tmpdir } from "node:os";
    import { validateSource } from "./src/answers/validate";
    import { rules } from "./src/config/rules/all";
    import { Source } from "./src/config/source";
    import { buildWorkspaces } from "./src/delivery/hcp-terraform/workspaces";
    import { orgYaml } from "./src/delivery/init/org-yaml";
    import { rolePermissions } from "./src/policies/deployment-roles/role-permissions";
    import { generatedFiles } from "./src/docs/generated-files";
    import { synthesizer } from "./src/synthesis/synthesizer";
    import { createRenderer } from "./stacks/renderer";

    const validated = (text) => validateSource(new Source("org.yaml", text));
    const [valid, wrong, cloud, long] = ${JSON.stringify([withGuardrail, wrong, cloud("backup-"), cloud("b".repeat(80))])}
      .map(validated);
    const { deployment, documents } = valid.result;
    const stack = deployment.stacks.find(({ id }) => id === "${stackKind.id}");
    const outputDirectory = mkdtempSync(tmpdir() + "/strongroom-stack-kind-");
    synthesizer(createRenderer, () => undefined)({ deployment, documents, outputDirectory });
    const read = (path) => JSON.parse(readFileSync(outputDirectory + "/" + path, "utf8"));
    const docs = Object.fromEntries(Object.entries(generatedFiles).map(([file, content]) => [file, content()]));
    export const result = {
      keys: Object.keys(JSON.parse(docs["config/org.schema.json"]).properties.guardrails.properties),
      policies: Object.fromEntries(documents.organizationsPolicies.map(({ name, content }) => [name, content])),
      forgeable: rules.find(({ id }) => id === "guardrail-forgeable").what,
      found: wrong.findings.map(({ path }) => path),
      orgYaml: orgYaml("./org.schema.json"),
      docs,
      resources: read("stacks/${stackKind.id}/cdk.tf.json").resource,
      needs: read("manifest.json").stacks["${stackKind.id}"].dependencies,
      role: JSON.stringify(rolePermissions(deployment, stack.account, "apply")),
      workspaces: Object.keys(buildWorkspaces(cloud.result.deployment, { localState: false }).resource.tfe_workspace),
      longestPrefix: long.findings.find(({ rule }) => rule === "workspace-name").message,
    };
    rmSync(outputDirectory, { recursive: true });`;
  return results<Result>(code, [whole])[0];
}

describe("everything else follows:", () => {
  let made: Result | undefined;

  beforeAll(() => {
    made = result();
  });

  test("the guardrail is in the schema, the policies, the rules, the pages and the org file to start from", () => {
    expect(made?.keys).toContain(guardrail.name);
    expect(made?.policies[guardrail.policy]).toContain('"arn:aws:cloudwatch:*:*:alarm:silent"');
    expect(made?.forgeable).toContain(guardrail.name);
    expect(made?.found).toEqual(
      expect.arrayContaining([`guardrails.${guardrail.name}.targets[0]`, `guardrails.${guardrail.name}.names`]),
    );
    expect(made?.docs["docs/configuration.md"]).toContain(`\`guardrails.${guardrail.name}.names\``);
    expect(made?.docs["docs/attack-matrix.md"]).toContain(`SCP \`${guardrail.name}\``);
    expect(made?.orgYaml).toContain(`  # ${guardrail.name}: ${guardrail.entry}\n`);
  });

  test(`a release is refused for a ${orgFile} without the guardrail`, () => {
    expect(textOf(".github/release/main.ts")).toContain(`read("${orgFile}") === orgYaml("./org.schema.json")`);
    expect(made?.orgYaml).not.toBe(orgYaml("./org.schema.json"));
  });

  test("the stack is made, in its order, with its role, its workspace and its row", () => {
    expect(Object.keys(made?.resources ?? {})).toEqual([stackKind.type]);
    expect(made?.needs).toEqual(["organization"]);
    expect(made?.role).toContain("sns:CreateTopic");
    expect(made?.workspaces).toContain(stackKind.id);
    expect(made?.longestPrefix).toContain(stackKind.id);
    expect(made?.docs["docs/stacks.md"]).toContain(
      `| \`${stackKind.id}\` | \`organization\` | \`${stackKind.type}\` |`,
    );
  });
});

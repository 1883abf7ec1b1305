/** What a synthesis makes, and what it leaves as an earlier one made it. */

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { resolveDeployment } from "../../src/model/resolve";
import { buildDocuments } from "../../src/policies/documents";
import { type Synthesized } from "../../src/synthesis/synthesize";
import { synthesizer } from "../../src/synthesis/synthesizer";
import { createRenderer } from "../../stacks/renderer";
import { filesBelow } from "../cli/run";
import { configOf, edit, repository, validText } from "../config/valid";

const directory = mkdtempSync(join(tmpdir(), "strongroom-synthesizer-"));
const all = ["central-vault", "encryption", "member-payments", "network-payments", "organization"];
let outputs = 0;

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function newDirectory(): string {
  return join(directory, `${(outputs += 1)}`);
}

interface Run extends Synthesized {
  /** Stacks that were made, sorted. */
  readonly made: readonly string[];
  /** Whether CDKTF was asked for anything. */
  readonly renders: boolean;
}

function synthesize(text: string, outputDirectory: string, tool: string | undefined = "tool"): Run {
  const deployment = resolveDeployment(configOf(text));
  const made: string[] = [];
  let renders = false;
  const synthesized = synthesizer(
    (scratchDirectory) => {
      renders = true;
      const renderer = createRenderer(scratchDirectory);
      return {
        ...renderer,
        stack: (input) => {
          made.push(input.id);
          return renderer.stack(input);
        },
      };
    },
    () => tool,
  )({ deployment, documents: buildDocuments(deployment), outputDirectory, awsProviderVersion: undefined });
  return { ...synthesized, made: made.sort(), renders };
}

/** An output directory with the synthesis of the fixture. */
function synthesized(): string {
  const outputDirectory = newDirectory();
  synthesize(validText, outputDirectory);
  return outputDirectory;
}

const nothing = { added: [], changed: [], removed: [] };
const accounts = "accounts:\n";
const orders = `${accounts}  - { name: orders, id: "555555555555", organizationalUnit: Production }\n`;
const withOrders = edit(validText, accounts, orders);

test("the first one makes every stack", () => {
  expect(synthesize(validText, newDirectory())).toEqual({
    stackIds: all,
    differences: undefined,
    made: all,
    renders: true,
  });
});

test("where nothing has changed, nothing is made, CDKTF is not loaded, and no file is touched", () => {
  const outputDirectory = synthesized();
  const files = Object.keys(filesBelow(outputDirectory)).map((file) => join(outputDirectory, file));
  const before = files.map((file) => statSync(file));
  expect(synthesize(validText, outputDirectory)).toEqual({
    stackIds: all,
    differences: nothing,
    made: [],
    renders: false,
  });
  expect(files.map((file) => statSync(file))).toEqual(
    before.map(({ mtimeMs, ctimeMs, ino }) => expect.objectContaining({ mtimeMs, ctimeMs, ino })),
  );
});

const runners = "runners: { plan: 'arn:aws:iam::111111111111:role/P', apply: 'arn:aws:iam::111111111111:role/A' }";

test.each<readonly [what: string, text: string, made: readonly string[]]>([
  [
    "the Regions of an account",
    edit(validText, "[eu-central-1, eu-west-1] # default: every Region above", "[eu-central-1]"),
    ["member-payments"],
  ],
  ["a VPC", edit(validText, "routeTableIds: all", "routeTableIds: [rtb-0a1b2c3d]"), ["network-payments"]],
  ["a backup plan", edit(validText, "cron(0 2 ? * * *)", "cron(0 3 ? * * *)"), ["organization"]],
  ["a guardrail", edit(validText, "protectRoles: { targets: [root] }", ""), ["organization"]],
  ["the key", edit(validText, "rotationPeriodDays: 365", "rotationPeriodDays: 180"), ["encryption"]],
  ["the central lock", edit(validText, "maxRetentionDays: 2555", "maxRetentionDays: 3000"), ["central-vault"]],
  ["the name of an OU, which AWS does not know", validText.replaceAll("Security", "Secure"), []],
  ["roles that run Terraform", edit(validText, "Owner: platform }", `Owner: platform }\n  ${runners}`), []],
  ["tags of everything", edit(validText, "Owner: platform", "Owner: backup"), all],
])("an edit of %s makes the stacks that hold it, and no other", (_what, text, made) => {
  const outputDirectory = synthesized();
  expect(synthesize(text, outputDirectory)).toEqual({
    stackIds: all,
    differences: { ...nothing, changed: made },
    made,
    renders: made.length > 0,
  });
});

test("a stack that comes is made, and where one goes, its directory goes", () => {
  const outputDirectory = synthesized();
  expect(synthesize(withOrders, outputDirectory)).toMatchObject({
    made: ["member-orders"],
    differences: { ...nothing, added: ["member-orders"] },
  });
  const { made, differences } = synthesize(validText, outputDirectory);
  expect({ made, differences }).toEqual({ made: [], differences: { ...nothing, removed: ["member-orders"] } });
  expect(readdirSync(join(outputDirectory, "stacks")).sort()).toEqual(all);
  expect(filesBelow(outputDirectory)).toEqual(filesBelow(synthesized()));
});

const tamperings: readonly (readonly [string, (file: string) => void])[] = [
  ["edited by hand", (file) => writeFileSync(file, readFileSync(file, "utf8").replace("platform", "nobody"))],
  ["cut off", (file) => writeFileSync(file, readFileSync(file).subarray(0, 1000))],
  ["emptied, as after a loss of power", (file) => writeFileSync(file, "")],
  ["deleted", (file) => rmSync(file)],
];

test.each<(typeof tamperings)[number]>([
  ...tamperings,
  ["gone with its directory", (file) => rmSync(dirname(file), { recursive: true })],
])("a file that was %s is made again, and counts as changed", (_what, tamper) => {
  const outputDirectory = synthesized();
  const before = filesBelow(outputDirectory);
  tamper(join(outputDirectory, "stacks", "encryption", "cdk.tf.json"));
  expect(synthesize(validText, outputDirectory)).toMatchObject({
    made: ["encryption"],
    differences: { ...nothing, changed: ["encryption"] },
  });
  expect(filesBelow(outputDirectory)).toEqual(before);
});

test.each(tamperings)("a manifest that was %s is written again, and no stack is made", (_what, tamper) => {
  const outputDirectory = synthesized();
  const before = filesBelow(outputDirectory);
  writeFileSync(join(outputDirectory, "manifest.json"), `${before["manifest.json"]} platform`);
  tamper(join(outputDirectory, "manifest.json"));
  expect(synthesize(validText, outputDirectory)).toMatchObject({ made: [], renders: true });
  expect(filesBelow(outputDirectory)).toEqual(before);
});

const index = "strongroom-index.json";

test.each([
  ["no JSON", () => "{"],
  ["no object", () => "[]"],
  ["empty", () => ""],
  ["of another shape", () => '{ "tool": "tool", "files": [] }'],
  ["of other entries", (text: string) => text.replaceAll('"input"', '"from"')],
  ["of entries that are no text", (text: string) => text.replaceAll(/"output": "\w+"/g, '"output": 1')],
  ["another tool's", (text: string) => text.replace('"tool": "tool"', '"tool": "other"')],
])("with an index that is %s, everything is made anew", (_what, change) => {
  const outputDirectory = synthesized();
  const before = filesBelow(outputDirectory);
  writeFileSync(join(outputDirectory, index), change(before[index] ?? ""));
  expect(synthesize(validText, outputDirectory)).toMatchObject({ made: all, differences: nothing });
  expect(filesBelow(outputDirectory)).toEqual(before);
});

test("an index from elsewhere says nothing about files that are not as it says", () => {
  const [outputDirectory, other] = [synthesized(), newDirectory()];
  synthesize(edit(validText, "Owner: platform", "Owner: backup"), other);
  cpSync(join(other, index), join(outputDirectory, index));
  expect(synthesize(edit(validText, "Owner: platform", "Owner: backup"), outputDirectory).made).toEqual(all);
  expect(filesBelow(outputDirectory)).toEqual(filesBelow(other));
});

test("another tool makes everything anew, and one that cannot be told always does, and leaves no index", () => {
  const outputDirectory = synthesized();
  expect(synthesize(validText, outputDirectory, "another tool").made).toEqual(all);
  expect(synthesize(validText, outputDirectory, "another tool").made).toEqual([]);
  const unknown = newDirectory();
  const deployment = resolveDeployment(configOf(validText));
  const config = { deployment, documents: buildDocuments(deployment), outputDirectory: unknown };
  const create = jest.fn(createRenderer);
  const untold = synthesizer(create, () => undefined);
  untold({ ...config, awsProviderVersion: undefined });
  untold({ ...config, awsProviderVersion: undefined });
  expect(create).toHaveBeenCalledTimes(2);
  expect(existsSync(join(unknown, index))).toBe(false);
});

test("the index names nothing of the machine, and is the same in every directory", () => {
  const text = readFileSync(join(synthesized(), index), "utf8");
  expect(readFileSync(join(synthesized(), index), "utf8")).toBe(text);
  expect(text).not.toContain(directory);
  expect(text).not.toContain(repository);
  const { tool, files } = JSON.parse(text) as { tool: string; files: Record<string, object> };
  expect(tool).toBe("tool");
  expect(Object.keys(files)).toEqual(["manifest.json", ...all.map((id) => `stacks/${id}/cdk.tf.json`)]);
});

test("a run that died at any point is made up for by the next", () => {
  const [from, to] = [newDirectory(), newDirectory()];
  const changedText = edit(withOrders, "Owner: platform", "Owner: backup");
  synthesize(validText, from);
  synthesize(changedText, to);
  const files = filesBelow(to);
  const stackFiles = Object.keys(files).filter((file) => file.startsWith("stacks/"));
  const published = [...stackFiles, index, "manifest.json"];
  for (const count of published.keys()) {
    const outputDirectory = newDirectory();
    cpSync(from, outputDirectory, { recursive: true });
    for (const file of published.slice(0, count)) {
      mkdirSync(dirname(join(outputDirectory, file)), { recursive: true });
      cpSync(join(to, file), join(outputDirectory, file));
    }
    synthesize(changedText, outputDirectory);
    expect(filesBelow(outputDirectory)).toEqual(files);
    expect(synthesize(changedText, outputDirectory)).toMatchObject({ made: [], differences: nothing });
  }
});

test("what fails half-way publishes nothing", () => {
  const outputDirectory = synthesized();
  const before = filesBelow(outputDirectory);
  const deployment = resolveDeployment(configOf(withOrders));
  const failing = synthesizer(
    (scratchDirectory) => ({
      ...createRenderer(scratchDirectory),
      manifest: () => {
        throw new Error("no manifest");
      },
    }),
    () => "tool",
  );
  const config = { deployment, documents: buildDocuments(deployment), outputDirectory, awsProviderVersion: undefined };
  expect(() => failing(config)).toThrow("no manifest");
  expect(filesBelow(outputDirectory)).toEqual(before);
  expect(readdirSync(outputDirectory).sort()).toEqual(["manifest.json", "stacks", index].sort());
});

test("an import to where there is nothing is found in a stack that is made, and stays one until it is mended", () => {
  const outputDirectory = synthesized();
  const withImport = (to: string, stack = "encryption") =>
    edit(validText, "Owner: platform }", `Owner: platform }\n  imports: [{ stack: ${stack}, to: ${to}, id: a }]`);
  const before = filesBelow(outputDirectory);
  for (let run = 0; run < 2; run++) {
    expect(() => synthesize(withImport("aws_kms_key.key-mars"), outputDirectory)).toThrow(
      "terraform.imports[0]: the stack encryption has no aws_kms_key.key-mars",
    );
    expect(() => synthesize(withImport("aws_kms_key.key-mars", "mars"), outputDirectory)).toThrow(
      "terraform.imports[0]: there is no stack mars",
    );
    expect(filesBelow(outputDirectory)).toEqual(before);
  }
  expect(synthesize(withImport("aws_kms_key.key-eu-central-1"), outputDirectory).made).toEqual(["encryption"]);
  expect(synthesize(withImport("aws_kms_key.key-eu-central-1"), outputDirectory).made).toEqual([]);
});

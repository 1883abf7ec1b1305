/** The project on cdktn, the successor of cdktf: the same resources at the same addresses, with the same attributes. */

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { edit, repository, validText } from "../config/valid";
import { type Template } from "../stacks/template";
import { differences } from "./differences";
import { change, copyToCdktn, synthesizeWith } from "./project";

const directory = mkdtempSync(join(tmpdir(), "strongroom-canary-"));
const copy = join(directory, "copy");

/** Every example, which have each kind of state between them, and what none has. */
const configs: readonly (readonly [string, string])[] = [
  ["org.yaml", validText],
  ...readdirSync(join(repository, "examples")).map(
    (name) => [name, readFileSync(join(repository, "examples", name), "utf8")] as const,
  ),
  ["resource-region.yaml", edit(validText, "regionStrategy: providerAlias", "regionStrategy: resourceRegion")],
];

beforeAll(() => {
  mkdirSync(copy);
  copyToCdktn(copy);
  for (const [name, text] of configs) {
    writeFileSync(join(directory, name), text);
  }
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function synthesized(project: string, name: string): Record<string, Template> {
  return synthesizeWith(project, join(directory, name), join(directory, "out", basename(project), name));
}

test.each(configs)("%s has the same addresses and attributes", (name) => {
  const onCdktf = synthesized(repository, name);
  expect(Object.keys(onCdktf).length).toBeGreaterThan(4);
  expect(differences(onCdktf, synthesized(copy, name))).toEqual([]);
});

test("the copy runs on cdktn alone", () => {
  expect(readdirSync(join(copy, "node_modules"))).toContain("cdktn");
  expect(readdirSync(join(copy, "node_modules"))).not.toContain("cdktf");
  const [stack] = Object.values(synthesized(copy, "org.yaml"));
  expect(stack?.json.terraform.required_providers.aws.source).toBe("hashicorp/aws");
});

describe("a copy that cdktn would turn into something else", () => {
  const broken = join(directory, "broken");

  beforeEach(() => {
    rmSync(broken, { recursive: true, force: true });
    for (const source of ["main.ts", "package.json", "src", "stacks"]) {
      cpSync(join(copy, source), join(broken, source), { recursive: true });
    }
    symlinkSync(join(copy, "node_modules"), join(broken, "node_modules"));
  });

  test("an attribute that differs is found", () => {
    change(broken, "stacks/encryption-stack.ts", "multiRegion: true", "multiRegion: false");
    expect(differences(synthesized(repository, "org.yaml"), synthesized(broken, "org.yaml"))).toEqual([
      "encryption.resource.aws_kms_key.key-eu-central-1.multi_region: true and false",
    ]);
  });

  test("an address that differs is found, with what it leaves and what it makes", () => {
    change(broken, "stacks/network-stack.ts", "new VpcEndpoint(this, `s3-", "new VpcEndpoint(this, `endpoint-");
    const found = differences(synthesized(repository, "minimal.yaml"), synthesized(broken, "minimal.yaml"));
    expect(found.map((line) => line.split(":")[0])).toEqual([
      "network-shop.resource.aws_vpc_endpoint.endpoint-vpc-0a1b2c3d4e5f60718",
      "network-shop.resource.aws_vpc_endpoint.s3-vpc-0a1b2c3d4e5f60718",
    ]);
  });
});

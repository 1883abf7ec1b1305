/** Local states that `plan` and `apply` find elsewhere than where Terraform will look for them. */

import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { organization } from "./organization";

const accounts = { encryption: "222222222222", "member-shop": "444444444444" };

const state = (account: string) =>
  JSON.stringify({
    version: 4,
    lineage: "one",
    serial: 1,
    resources: [
      { mode: "managed", type: "aws_kms_key", instances: [{ attributes: { arn: `arn:aws:kms::${account}` } }] },
    ],
  });

type Organization = Awaited<ReturnType<typeof organization>>;

function applied({ home }: Organization, directory = home): void {
  mkdirSync(directory, { recursive: true });
  for (const [stack, account] of Object.entries(accounts)) {
    writeFileSync(join(directory, `terraform.${stack}.tfstate`), state(account));
  }
}

test("an output elsewhere than the states: exit 2, with each state and how to move them", async () => {
  for (const [out, states] of [
    ["build/tf.out", "."],
    ["deploy/eu/tf.out", "build"],
    ["tf.out", "deploy/eu"],
  ] as const) {
    const made = await organization();
    const { home, strongroom } = made;
    applied(made, join(home, states));
    expect((await strongroom("synth", "--out", out)).exitCode).toBe(0);
    for (const command of [["plan"], ["apply", "--yes"]]) {
      const { exitCode, stdout, stderr } = await strongroom(...command, "--synthesis", out);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
      for (const stack of Object.keys(accounts)) {
        const [found, expected] = [states, join(out, "..")].map((place) =>
          join(home, place, `terraform.${stack}.tfstate`),
        );
        expect(stderr).toContain(`  ${stack}: ${found}, and Terraform would look for ${expected}\n`);
      }
      expect(stderr).toContain(
        `strongroom move-state --from org.yaml --from-synthesis ${join(states, "tf.out")} --synthesis ${out} --run\n`,
      );
    }
  }
});

test("only what a command needs is looked for: the stack, and the key's that it reads", async () => {
  const made = await organization();
  applied(made);
  await made.strongroom("synth", "--out", "build/tf.out");
  const needs = async (...stacks: string[]) => await made.strongroom("plan", "--synthesis", "build/tf.out", ...stacks);
  expect((await needs("network-shop")).exitCode).toBe(0);
  const { exitCode, stderr } = await needs("central-vault");
  expect(exitCode).toBe(2);
  expect(stderr).toContain("  encryption: ");
  expect(stderr).not.toContain("member-shop");
});

test("a renamed output beside the states, and states in their place, are no matter", async () => {
  const made = await organization();
  applied(made);
  applied(made, join(made.home, "copy"));
  expect((await made.plan()).exitCode).toBe(0);
  renameSync(join(made.home, "cdktf.out"), join(made.home, "renamed.out"));
  expect((await made.plan("--synthesis", "renamed.out")).exitCode).toBe(0);
});

test.each<[string, string]>([
  ["of another account", state("999999999999")],
  ["without resources", JSON.stringify({ version: 4, lineage: "one", serial: 1, resources: [] })],
  ["that cannot be read", "{"],
])("a state %s is no state of this config", async (_what, text) => {
  const made = await organization();
  mkdirSync(join(made.home, "other"));
  writeFileSync(join(made.home, "other", "terraform.encryption.tfstate"), text);
  expect((await made.plan("encryption")).exitCode).toBe(0);
  expect(existsSync(join(made.home, "terraform.encryption.tfstate"))).toBe(false);
});

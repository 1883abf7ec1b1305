/** Plans of something else than what is there: everything that reads them refuses them. */

import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { edit } from "../config/valid";
import { minimal, organization, stacks } from "./organization";
import { spawn } from "./run";

const later = edit(minimal, "cron(0 2 ? * * *)", "cron(0 3 ? * * *)");

type Organization = Awaited<ReturnType<typeof organization>>;

async function planned(): Promise<Organization> {
  const made = await organization();
  expect((await made.plan()).exitCode).toBe(0);
  return made;
}

const summary = ({ strongroom }: Organization, ...args: string[]) =>
  strongroom("plan-summary", ...(args.length > 0 ? args : ["cdktf.out/stacks"]));

test("plans that are of what is there are judged without a word of it", async () => {
  const made = await planned();
  const { exitCode, stdout } = await summary(made);
  expect(exitCode).toBe(0);
  expect(stdout).not.toContain("ompared");
});

test("another synthesis, another state, and stacks that are no more: exit 2, each plan with the reason", async () => {
  const made = await planned();
  const { home, behave } = made;
  writeFileSync(join(home, "org.yaml"), later);
  await made.strongroom("synth", "org.yaml");
  behave("encryption", { serial: 2 });
  const place = (stack: string) => join(home, "cdktf.out", "stacks", stack, "plan.json");
  const state =
    "there was no state of encryption, and now it has serial 2: something was applied since. Run `strongroom plan` again";
  const refused = await summary(made);
  expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
  expect(refused.stderr.trim().split("\n")).toEqual([
    `${place("central-vault")}: this plan of central-vault is out of date: ${state}`,
    `${place("encryption")}: this plan of encryption is out of date: ${state}`,
    `${place("member-shop")}: this plan of member-shop is out of date: ${state}`,
    `${place("organization")}: this plan of organization is out of date: it is from another synthesis: cdk.tf.json has changed since. Run \`strongroom plan\` again`,
  ]);
  expect((await summary(made, place("network-shop"))).exitCode).toBe(0);
  expect(await summary(made, place("organization"), "--markdown")).toMatchObject({ exitCode: 2, stdout: "" });
});

test("plans that lie elsewhere are compared with the synthesis that is named, else with that of the project", async () => {
  const made = await planned();
  const { home } = made;
  cpSync(join(home, "cdktf.out"), join(home, "kept.out"), { recursive: true });
  const plans = join(home, "plans");
  for (const stack of stacks) {
    mkdirSync(join(plans, stack), { recursive: true });
    renameSync(join(home, "cdktf.out", "stacks", stack, "plan.json"), join(plans, stack, "plan.json"));
  }
  expect((await summary(made, "plans")).exitCode).toBe(0);
  writeFileSync(join(home, "org.yaml"), later);
  await made.strongroom("synth", "org.yaml");
  expect((await summary(made, "plans")).exitCode).toBe(2);
  expect((await summary(made, "plans", "--synthesis", "kept.out")).exitCode).toBe(0);
  expect((await summary(made, "plans", "--synthesis", "nowhere")).exitCode).toBe(2);

  // Of another organization.
  writeFileSync(join(home, "org.yaml"), minimal.replaceAll("shop", "store"));
  await made.strongroom("synth", "org.yaml");
  const { exitCode, stderr } = await summary(made, "plans");
  expect(exitCode).toBe(2);
  expect(stderr).toContain(`member-shop is no stack of ${join(home, "cdktf.out")}: delete the plan`);

  rmSync(join(home, "cdktf.out"), { recursive: true });
  const alone = await summary(made, "plans", "--format", "json");
  expect(alone.exitCode).toBe(0);
  expect(JSON.parse(alone.stdout)).toMatchObject({
    notCompared: [
      "central-vault, encryption, member-shop, network-shop, organization: not compared with a synthesis, because there is none: --synthesis names one",
    ],
  });
});

test("a plan that does not say what it was made from is judged by its content, and said so", async () => {
  const made = await planned();
  const file = join(made.home, "plan-of-terraform.json");
  writeFileSync(file, JSON.stringify({ format_version: "1.2", terraform_version: "1.11.4", resource_changes: [] }));
  const words = "plan-of-terraform: judged by its content alone, because the file does not say what it was made from";
  expect((await summary(made, file)).stdout).toContain(`Not compared with what is there\n  ${words}\n`);
  expect((await summary(made, file, "--markdown")).stdout).toContain(
    "### Not compared with what is there\n\n- plan-of-terraform: judged by its content alone",
  );
  expect(JSON.parse((await summary(made, file, "--format", "json")).stdout)).toMatchObject({ notCompared: [words] });
});

test("an origin that is none: exit 2", async () => {
  const made = await planned();
  const file = join(made.home, "cdktf.out", "stacks", "encryption", "plan.json");
  const plan = JSON.parse(readFileSync(file, "utf8")) as { strongroom: object };
  writeFileSync(file, JSON.stringify({ ...plan, strongroom: { ...plan.strongroom, origin: { synthesis: 1 } } }));
  expect((await summary(made)).stderr).toBe(
    `${file}: strongroom.origin is none that this version writes: plan the stack again\n`,
  );
});

test("a config that was edited after the synthesis: exit 2, where the same program made both", async () => {
  const made = await organization();
  const { home, environment } = made;
  const program = (...args: string[]) => spawn(args, environment, home);
  rmSync(join(home, "cdktf.out"), { recursive: true });
  expect((await program("synth")).exitCode).toBe(0);
  expect((await program("plan", "network-shop")).exitCode).toBe(0);
  const judged = () => program("plan-summary", "cdktf.out/stacks");
  expect((await judged()).exitCode).toBe(0);
  writeFileSync(join(home, "org.yaml"), later);
  expect(await judged()).toEqual({
    exitCode: 2,
    stdout: "",
    stderr: `${join(home, "cdktf.out")} is no synthesis of this org file: other stacks would come of it (organization). Run \`strongroom synth\`, and plan again\n`,
  });
});

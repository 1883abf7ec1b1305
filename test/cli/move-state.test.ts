/** What `move-state` moves, and when it does not. That Terraform then does it is the matter of the end-to-end tests. */

import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { minimal, stacks } from "./organization";
import { run, temporaryDirectory } from "./run";

const directory = temporaryDirectory();
const bin = join(directory, "bin");
mkdirSync(bin);
copyFileSync(join(__dirname, "fake-state-terraform.sh"), join(bin, "terraform"));
chmodSync(join(bin, "terraform"), 0o755);

const s3 = (prefix = "backup/", text = minimal) =>
  `${text}terraform: { state: { type: s3, bucket: acme-tfstate, region: eu-central-1, keyPrefix: ${prefix} } }\n`;
const cloud = `${minimal}terraform: { state: { type: cloud, organization: acme, workspacePrefix: backup- } }\n`;

interface StateOf {
  readonly lineage?: string;
  readonly serial?: number;
  /** Of the one resource. */
  readonly id?: string;
  readonly others?: readonly string[];
}

const stateText = (stack: string, { lineage = stack, serial = 3, id = stack, others = [] }: StateOf = {}) =>
  JSON.stringify({
    version: 4,
    lineage,
    serial,
    outputs: {},
    resources: [id, ...others].map((one, index) => ({
      mode: "managed",
      type: "terraform_data",
      name: `number-${index}`,
      instances: [{ attributes: { id: one, secret: "hunter2" } }],
    })),
  });

let count = 0;

/** A directory in which `old.yaml` was applied, and `org.yaml` is synthesized. */
async function moving(now: string, before = minimal, applied: readonly string[] = stacks) {
  const home = join(directory, `${(count += 1)}`);
  const [store, temporary] = [join(home, "store"), join(home, "tmp")];
  [home, store, temporary].forEach((path) => mkdirSync(path));
  writeFileSync(join(home, "old.yaml"), before);
  writeFileSync(join(home, "org.yaml"), now);
  const environment = {
    PATH: `${bin}:${process.env.PATH}`,
    STRONGROOM_TEST_STORE: store,
    CDKTF_OUTDIR: "cdktf.out",
    TMPDIR: temporary,
    // Each directory is for one state, whatever a person has set.
    TF_WORKSPACE: "mine",
    TF_DATA_DIR: "/nowhere",
  };
  const strongroom = (...args: string[]) => run(args, environment, home);
  expect((await strongroom("synth")).exitCode).toBe(0);
  const local = (stack: string) => join(home, `terraform.${stack}.tfstate`);
  if (before === minimal) {
    applied.forEach((stack) => writeFileSync(local(stack), stateText(stack)));
  }
  return {
    home,
    environment,
    temporary,
    strongroom,
    local,
    inS3: (key: string) => join(store, `s3-${key.replaceAll("/", "-")}`),
    move: (...args: string[]) => strongroom("move-state", "--from", "old.yaml", ...args),
    log: () => readFileSync(join(store, "log"), "utf8").trim().split("\n"),
    files: () => readdirSync(store).filter((name) => /^(s3|cloud)-[\w-]+\.tfstate$|^cloud-[\w-]+$/.test(name)),
  };
}

const heldBy = (file: string) =>
  (
    JSON.parse(readFileSync(file, "utf8")) as { resources: { instances: { attributes: { id: string } }[] }[] }
  ).resources.map(({ instances }) => instances[0]?.attributes.id);
const lines = (words: (stack: string) => string, of = stacks) =>
  of.map((stack) => `${stack}: ${words(stack)}\n`).join("");

test("without --run it prints a shell script, the key's stack first, and calls nothing", async () => {
  const made = await moving(s3());
  const { exitCode, stdout } = await made.move();
  expect(exitCode).toBe(0);
  expect(stdout.match(/^# [\w-]+: from .*$/gm)).toEqual(
    stacks.map((stack) => `# ${stack}: from ${made.local(stack)} to s3://acme-tfstate/backup/${stack}.tfstate`),
  );
  expect(spawnSync("sh", ["-n"], { input: stdout, encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  expect(stdout).not.toContain("-force");
  expect(made.files()).toEqual([]);
  expect(() => made.log()).toThrow();
});

test("with --run every state is there afterwards, and the old ones are as they were", async () => {
  const made = await moving(s3());
  const remembered = join(made.home, "cdktf.out", "stacks", "encryption", ".terraform", "terraform.tfstate");
  mkdirSync(join(remembered, ".."));
  writeFileSync(remembered, "{}");
  const { exitCode, stdout, stderr } = await made.move("--run");
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: lines((stack) => `moved to s3://acme-tfstate/backup/${stack}.tfstate`),
  });
  expect(stderr).toContain("The old states are as they were.");
  for (const stack of stacks) {
    expect(heldBy(made.inS3(`backup/${stack}.tfstate`))).toEqual([stack]);
    expect(readFileSync(made.local(stack), "utf8")).toBe(stateText(stack));
  }
  // `terraform init` would find the old place in it, and ask.
  expect(existsSync(remembered)).toBe(false);
  const pushed = made.log().filter((line) => line.includes(" push "));
  expect(pushed).toHaveLength(stacks.length);
  expect(pushed[0]).toContain("encryption");
  expect(made.log().join("\n")).not.toContain("-force");
});

test("nobody else can read the states on their way, and nothing of them is left", async () => {
  const made = await moving(s3());
  await made.move("--run");
  expect(new Set(made.log().map((line) => line.split(" ").slice(-3).join(" ")))).toEqual(
    new Set(["mode=700 workspace=none data=none"]),
  );
  expect(readdirSync(made.temporary)).toEqual([]);
  await made.move();
  expect(readdirSync(made.temporary)).toEqual([]);
});

test.each([
  ["HCP Terraform", cloud, (stack: string) => `cloud-backup-${stack}`],
  ["another prefix", s3("other/"), (stack: string) => `s3-other-${stack}.tfstate`],
])("from S3 to %s", async (_where, now, name) => {
  const made = await moving(now, s3());
  stacks.forEach((stack) => writeFileSync(made.inS3(`backup/${stack}.tfstate`), stateText(stack)));
  expect((await made.move("--run")).exitCode).toBe(0);
  for (const stack of stacks) {
    expect(heldBy(join(made.home, "store", name(stack)))).toEqual([stack]);
  }
});

test("a renamed account: its stacks take their states along, and the others stay", async () => {
  const made = await moving(minimal.replaceAll("shop", "store"));
  const { exitCode, stdout, stderr } = await made.move("--run");
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: lines((stack) => `moved to ${made.local(stack)}`, ["network-store", "member-store"]),
  });
  expect(stderr).toContain("encryption, central-vault, organization: the state stays where it is\n");
  expect(readFileSync(made.local("member-store"), "utf8")).toBe(stateText("member-shop"));
});

test("a moved output: the states go beside the new one", async () => {
  const made = await moving(minimal);
  expect((await made.strongroom("synth", "--out", "build/tf.out")).exitCode).toBe(0);
  const { exitCode } = await made.move("--from-synthesis", "cdktf.out", "--synthesis", "build/tf.out", "--run");
  expect(exitCode).toBe(0);
  for (const stack of stacks) {
    expect(readFileSync(join(made.home, "build", `terraform.${stack}.tfstate`), "utf8")).toBe(stateText(stack));
  }
  expect((await made.move("--run")).stderr).toContain("no state to move\n");
});

test("whatever keeps one from being moved keeps all, and is told at once", async () => {
  const made = await moving(s3());
  writeFileSync(made.inS3("backup/encryption.tfstate"), stateText("encryption", { lineage: "theirs", id: "theirs" }));
  writeFileSync(`${made.local("network-shop")}.locked`, "");
  writeFileSync(`${made.inS3("backup/central-vault.tfstate")}.refused`, "");
  writeFileSync(made.local("member-shop"), "[]");
  const { exitCode, stdout, stderr } = await made.move("--run");
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr).toContain(
    `\nencryption: another state is there already: ${made.local("encryption")} has serial 3 of lineage encryption, and ` +
      "s3://acme-tfstate/backup/encryption.tfstate has serial 3 of lineage theirs. ",
  );
  expect(stderr).toMatch(/\nnetwork-shop: terraform untaint .*: Error: Error acquiring the state lock\n/);
  expect(stderr).toMatch(
    /\ncentral-vault: terraform init .*: Error: Failed to get existing workspaces: Access Denied\n/,
  );
  expect(stderr).toContain("\nmember-shop: terraform state pull: gave no state\n");
  expect(stderr).toContain("\nno state was moved\n");
  expect(made.log().some((line) => line.includes(" push "))).toBe(false);
});

test("one that cannot be written stops no other one, and a second run moves the rest", async () => {
  const made = await moving(s3());
  const readOnly = `${made.inS3("backup/encryption.tfstate")}.readOnly`;
  writeFileSync(readOnly, "");
  const first = await made.move("--run");
  expect(first.exitCode).toBe(1);
  expect(first.stdout).toBe(
    lines((stack) => (stack === "encryption" ? "failed" : `moved to s3://acme-tfstate/backup/${stack}.tfstate`)),
  );
  expect(first.stderr).toContain("failed to upload state: Access Denied");
  rmSync(readOnly);
  const { exitCode, stdout } = await made.move("--run");
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: lines((stack) =>
      stack === "encryption" ? "moved to s3://acme-tfstate/backup/encryption.tfstate" : "moved already, serial 1",
    ),
  });
});

test("a stack that was never applied has nothing to move", async () => {
  const made = await moving(s3(), minimal, ["encryption"]);
  const { exitCode, stdout } = await made.move("--run");
  expect(exitCode).toBe(0);
  expect(stdout).toContain("organization: nothing was applied, no state to move\n");
  expect(made.files()).toEqual(["s3-backup-encryption.tfstate"]);
});

test.each<[string, StateOf, StateOf, string | undefined]>([
  ["the new config was applied since", {}, { lineage: "new", serial: 9, others: ["more"] }, undefined],
  ["the same, where Terraform kept the lineage", {}, { serial: 4, others: ["more"] }, undefined],
  ["the old config was applied since", { serial: 4, others: ["more"] }, { lineage: "new", serial: 1 }, "1 of 2"],
  ["the same, where Terraform kept the lineage", { serial: 4, others: ["more"] }, { serial: 3 }, "1 of 2"],
  ["each was applied since", { others: ["one"] }, { lineage: "new", others: ["other"] }, "1 of 2"],
])("a moved state where %s", async (_what, old, present, share) => {
  const made = await moving(s3(), minimal, []);
  writeFileSync(made.local("encryption"), stateText("encryption", old));
  const file = made.inS3("backup/encryption.tfstate");
  writeFileSync(file, stateText("encryption", present));
  const { exitCode, stdout, stderr } = await made.move("--run");
  expect(exitCode).toBe(share === undefined ? 0 : 1);
  if (share === undefined) {
    expect(stdout).toContain(`encryption: moved already, serial ${present.serial}\n`);
  } else {
    expect(stderr).toContain(`they share ${share} resources`);
  }
  expect(readFileSync(file, "utf8")).toBe(stateText("encryption", present));
});

test("somebody who applies with the old config meanwhile is noticed", async () => {
  const made = await moving(s3());
  const file = made.inS3("backup/organization.tfstate");
  writeFileSync(`${file}.meanwhile`, stateText("organization", { serial: 4 }));
  writeFileSync(`${file}.meanwhile.of`, made.local("organization"));
  const { exitCode, stderr } = await made.move("--run");
  expect(exitCode).toBe(1);
  expect(stderr).toContain(
    `organization: ${made.local("organization")} had serial 3 of lineage organization when it was moved, and has serial 4 of lineage organization now`,
  );
});

test("a config of another organization, with errors, or without a synthesis of it: exit 2", async () => {
  const made = await moving(s3());
  const { home } = made;
  writeFileSync(join(home, "other.yaml"), minimal.replace("o-a1b2c3d4e5", "o-b1b2c3d4e5"));
  expect(await made.strongroom("move-state", "--from", "other.yaml", "--run")).toMatchObject({
    exitCode: 2,
    stderr: "other.yaml is of the organization o-b1b2c3d4e5, and the new org file of o-a1b2c3d4e5\n",
  });
  writeFileSync(join(home, "wrong.yaml"), minimal.replace("targets: [shop]", "targets: [shops]"));
  const wrong = await made.strongroom("move-state", "--from", "wrong.yaml", "--run");
  expect([wrong.exitCode, wrong.stderr]).toEqual([
    2,
    expect.stringContaining("wrong.yaml:15:15 error plan-target-unknown"),
  ]);
  expect((await made.strongroom("move-state", "--run")).stderr).toContain("required option '--from <file>'");
  rmSync(join(home, "cdktf.out"), { recursive: true });
  expect((await made.move("--run")).exitCode).toBe(2);
  expect(() => made.log()).toThrow();
});

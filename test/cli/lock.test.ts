/** The lock file of the providers: written by `lock`, copied by `synth`, and held by every `terraform init`. */

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { minimal, organization, stacks } from "./organization";

const name = ".terraform.lock.hcl";
const locked = async () => {
  const made = await organization(minimal);
  const file = join(made.home, name);
  const stackLock = (stack: string) => join(made.home, "cdktf.out", "stacks", stack, name);
  return { ...made, file, stackLock };
};
type Made = Awaited<ReturnType<typeof locked>>;

const initsOf = ({ log }: Made) => log().filter((line) => line.includes(" init begins"));

test("is written beside the org file, for the platforms that are named", async () => {
  const made = await locked();
  const args = ["lock", "--platform", "linux_amd64", "--platform", "darwin_arm64", "--fs-mirror", "mirror"];
  const { exitCode, stdout } = await made.strongroom(...args);
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`${name}: written. Commit it`)]);
  const [call = ""] = made.log().filter((line) => line.includes("providers begins"));
  expect(call).toContain("lock -no-color -platform=linux_amd64 -platform=darwin_arm64");
  expect(call).toContain(`-fs-mirror=${join(made.home, "mirror")}`);
  expect(readFileSync(made.file, "utf8")).toContain("-platform=darwin_arm64");
});

test("goes on from the present one, unless it is to be upgraded", async () => {
  const made = await locked();
  writeFileSync(made.file, "# present\n");
  await made.strongroom("lock");
  expect(readFileSync(made.file, "utf8")).toContain("# present");
  await made.strongroom("lock", "--upgrade");
  expect(readFileSync(made.file, "utf8")).not.toContain("# present");
});

test("stays as it was where the registry does not answer, or has another version", async () => {
  const made = await locked();
  writeFileSync(made.file, "# present\n");
  writeFileSync(
    join(made.home, "log.refuses"),
    "Error: Could not retrieve providers for locking\n\nlocked provider 5.99.0 does not match configured version\nconstraint 5.100.0",
  );
  const { exitCode, stderr } = await made.strongroom("lock");
  expect(exitCode).toBe(2);
  expect(stderr).toContain("Could not retrieve providers for locking");
  expect(stderr).toContain("`strongroom lock --upgrade`");
  expect(readFileSync(made.file, "utf8")).toBe("# present\n");
});

test.each([["linux"], ["linux-amd64"], ["../x_y"]])("%s is no platform", async (platform) => {
  const { exitCode, stderr } = await (await locked()).strongroom("lock", "--platform", platform);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("as in linux_amd64")]);
});

test("is copied to every stack, also over what Terraform left there; init may not change it", async () => {
  const made = await locked();
  await made.plan("encryption");
  expect(readFileSync(made.stackLock("encryption"), "utf8")).toBe("# made in encryption\n");
  expect(initsOf(made).at(-1)).not.toContain("readonly");

  writeFileSync(made.file, "# ours\n");
  await made.strongroom("synth", "org.yaml");
  for (const stack of stacks) {
    expect(readFileSync(made.stackLock(stack), "utf8")).toBe("# ours\n");
  }
  await made.plan("encryption");
  expect(initsOf(made).at(-1)).toContain("-lockfile=readonly");
});

test("leaves every stack with the file that is removed", async () => {
  const made = await locked();
  writeFileSync(made.file, "# ours\n");
  await made.strongroom("synth", "org.yaml");
  rmSync(made.file);
  await made.strongroom("synth", "org.yaml");
  expect(stacks.filter((stack) => existsSync(made.stackLock(stack)))).toEqual([]);
  await made.plan("encryption");
  expect(initsOf(made).at(-1)).not.toContain("readonly");
});

test("concerns every stack when it changes", async () => {
  const made = await locked();
  await made.strongroom("synth", "org.yaml", "--out", "before.out");
  const affected = async () =>
    JSON.parse((await made.strongroom("affected", "--base", "before.out", "--head", "cdktf.out")).stdout);
  expect(await affected()).toEqual([]);
  writeFileSync(made.file, "# ours\n");
  await made.strongroom("synth", "org.yaml");
  expect(await affected()).toEqual([...stacks].sort());
});

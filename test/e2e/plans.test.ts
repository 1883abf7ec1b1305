/**
 * Pull requests: an organization is applied, and each edit of its config is planned by the real Terraform with the real
 * AWS provider, by the commands that the workflows run. The summary must say what the edit means.
 */

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validateFile } from "../../src/answers/validate";
import { asMarkdown } from "../../src/delivery/plan-summary/markdown";
import { readPlans } from "../../src/delivery/plan-summary/read-plans";
import { mayPass, summarize, type Summary } from "../../src/delivery/plan-summary/summary";
import { affectedStacks } from "../../src/terraform/affected";
import { readSynthesis } from "../../src/terraform/synthesis";
import { spawn } from "../cli/run";
import { parsed, shownBy } from "../github-markdown";
import { type AppliedOrganization, applyOrganization } from "./deployment";
import { edits } from "./plan-edits";
import { record, recordedAs } from "./record";
import { withIds } from "./seed";
import { changed, synthesizeTo } from "./synthesize";
import { terraformEnvironment } from "./terraform";

const template = readFileSync(join(__dirname, "plans.yaml"), "utf8");
const directory = mkdtempSync(join(tmpdir(), "strongroom-plans-"));
const base = join(directory, "base.out");

let organization: AppliedOrganization;

beforeAll(async () => {
  organization = await applyOrganization(directory, template);
});

afterAll(async () => {
  await organization.aws.stop();
  rmSync(directory, { recursive: true, force: true });
});

const every = process.env.STRONGROOM_EDITS === "all";
const replanned = edits.filter(({ recordedPlanStands = false }) => every || !recordedPlanStands);

test("at least thirty edits are planned anew, and what is not is said", () => {
  const others = edits.filter((edit) => !replanned.includes(edit)).map(({ name }) => name);
  if (others.length > 0) {
    process.stderr.write(`\nNOT PLANNED ANEW, STRONGROOM_EDITS=all plans these too: ${others.join(", ")}\n\n`);
  }
  expect(replanned.length).toBeGreaterThanOrEqual(30);
});

test.each(replanned)("$name", async (expected) => {
  const { name, edit, counts = {}, failed = [], gone = [], protectedBy = [], accounts = [], says = [] } = expected;
  const head = synthesized(name, changed(template, edit));

  const planned = [...new Set([...Object.keys(counts), ...failed])].sort();
  expect(affectedStacks(readSynthesis(base), readSynthesis(head))).toEqual([...planned, ...gone].sort());

  if (planned.length > 0) {
    expect((await strongroom("plan", ...planned, ...placesOf(head))).exitCode).toBe(failed.length > 0 ? 1 : 0);
  }
  if (process.env.STRONGROOM_RECORD) {
    for (const [stack, file] of recordedAs(expected, planned)) {
      record(file, readFileSync(join(`${head}.plans`, stack, "plan.json"), "utf8"), organization.ids);
    }
  }
  const summary = summaryOf(head);
  expect(countsOf(summary)).toEqual(counts);
  expect(summary.stacks.flatMap(({ stack, result }) => (result === "failed" ? [stack] : []))).toEqual(
    failed.toSorted(),
  );
  expect(summary.protectedChanges.map(({ rule }) => rule)).toEqual(protectedBy);
  expect(summary.accounts).toEqual(accounts);
  const shown = shownBy(parsed(asMarkdown(summary)));
  for (const words of says) {
    expect(shown).toContain(withIds(words, organization.ids).replace("DATE", lockDate(head)));
  }

  expect(mayPass(summary)).toBe(protectedBy.length + failed.length === 0);
  const approvals = summary.protectedChanges.map(({ approvalId }) => approvalId);
  expect(mayPass(summaryOf(head, approvals))).toBe(failed.length === 0);
  expect(mayPass(summaryOf(head, approvals.slice(1)))).toBe(protectedBy.length + failed.length === 0);
});

describe("a second run", () => {
  const planJson = async () => {
    const { stdout } = await strongroom("plan", "encryption", "member-reports", ...placesOf(base), "--format", "json");
    return JSON.parse(stdout) as { stack: string; changes: boolean; reused: boolean }[];
  };

  test("takes the plans that are current, and makes those anew whose state has changed", async () => {
    const fresh = { changes: false, reused: false };
    expect(await planJson()).toMatchObject([
      { stack: "encryption", ...fresh },
      { stack: "member-reports", ...fresh },
    ]);
    expect(await planJson()).toMatchObject([{ reused: true }, { reused: true }]);
    await organization.terraform.run("member-reports", [
      "apply",
      "-auto-approve",
      "-replace=aws_iam_role.restore-role",
    ]);
    expect(await planJson()).toMatchObject([{ reused: true }, { reused: false }]);
  });

  test("apply applies what was planned, and nothing twice", async () => {
    const head = synthesized(
      "rotation",
      changed(template, (config) => (config.encryption = { rotationPeriodDays: 90 })),
    );
    expect((await strongroom("plan", "--wave", "1", ...placesOf(head))).exitCode).toBe(0);
    const apply = () =>
      strongroom(
        ...["apply", "--wave", "1", "--yes", "--config", `${head}.yaml`],
        ...["--synthesis", head, "--plans", `${head}.plans`, "--parallel", "2"],
      );
    const { exitCode, stdout } = await apply();
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/│ encryption .* changes [^]*\nencryption: applied\nnetwork-payments: nothing to do\n$/);
    expect(await apply()).toMatchObject({
      exitCode: 0,
      stdout: "encryption: applied already\nnetwork-payments: nothing to do\n",
    });
  });
});

function synthesized(name: string, text: string): string {
  const head = join(directory, `${name.replaceAll(" ", "-")}.out`);
  synthesizeTo(head, text, organization.ids);
  mkdirSync(`${head}.plans`, { recursive: true });
  return head;
}

function strongroom(...args: readonly string[]) {
  return spawn(args, terraformEnvironment(organization.aws.endpoint));
}

function placesOf(head: string): string[] {
  return ["--synthesis", head, "--out", `${head}.plans`, "--parallel", "2", "--timeout", "4"];
}

function summaryOf(head: string, approvals: readonly string[] = []): Summary {
  return summarize({
    stacks: readPlans([`${head}.plans`], true),
    approvals,
    before: validateFile(`${base}.yaml`).result,
    after: validateFile(`${head}.yaml`).result,
  });
}

/** What is not zero, of the stacks that Terraform had a plan for. */
function countsOf({ stacks }: Summary) {
  return Object.fromEntries(
    stacks.flatMap(({ stack, counts }) =>
      counts ? [[stack, Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))]] : [],
    ),
  );
}

/** Thirty days after the first of the plans was made, which says when that was. */
function lockDate(head: string): string {
  const [date] = readPlans([`${head}.plans`], true).flatMap(({ plan }) =>
    plan?.timestamp ? [new Date(plan.timestamp)] : [],
  );
  date?.setUTCDate(date.getUTCDate() + 30);
  return date?.toISOString().slice(0, 10) ?? "no plan says when it was made";
}

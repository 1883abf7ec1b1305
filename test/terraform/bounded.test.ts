import * as fc from "fast-check";
import { runBounded } from "../../src/terraform/bounded";
import { inOrder } from "../../src/terraform/in-order";
import { jobMatrix } from "../../src/terraform/job-matrix";
import { memoryNeeded } from "../../src/terraform/resources-needed";

const tick = () => new Promise((resolve) => setImmediate(resolve));

test("never takes more memory or runs more than the bounds say, but for one alone; results keep their order", async () => {
  const items = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(
      items,
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 4 }),
      async (needs, memory, parallel) => {
        let [inUse, running] = [0, 0];
        const results = await runBounded(
          needs,
          { memory, parallel },
          (needed) => needed,
          async (needed) => {
            inUse += needed;
            running += 1;
            expect(running).toBeLessThanOrEqual(parallel);
            expect(inUse <= memory || running === 1).toBe(true);
            await tick();
            inUse -= needed;
            running -= 1;
            return needed * 2;
          },
        );
        expect(results).toEqual(needs.map((needed) => needed * 2));
      },
    ),
    { numRuns: 50 },
  );
});

test("runs as many as fit at the same time", async () => {
  let most = 0;
  let running = 0;
  const task = async () => {
    running += 1;
    most = Math.max(most, running);
    await tick();
    running -= 1;
  };
  await runBounded([1, 1, 1, 1, 1, 1], { memory: 100, parallel: 3 }, () => 1, task);
  expect(most).toBe(3);
});

test("after a failure nothing more begins, and what had begun ends", async () => {
  const began: number[] = [];
  const ended: number[] = [];
  const run = runBounded(
    [1, 2, 3, 4],
    { memory: 100, parallel: 2 },
    () => 1,
    async (item) => {
      began.push(item);
      await tick();
      if (item === 1) {
        throw new Error("first");
      }
      await tick();
      ended.push(item);
    },
  );
  await expect(run).rejects.toThrow("first");
  expect(began).toEqual([1, 2]);
  expect(ended).toEqual([2]);
});

test("in order: one after the other, also after one that fails", async () => {
  const queue = inOrder();
  const log: string[] = [];
  const task =
    (name: string, fails = false) =>
    async () => {
      log.push(`${name} begins`);
      await tick();
      log.push(`${name} ends`);
      if (fails) {
        throw new Error(name);
      }
    };
  const results = await Promise.allSettled([queue(task("a", true)), queue(task("b"))]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  expect(log).toEqual(["a begins", "a ends", "b begins", "b ends"]);
});

test("memory: 0.8 GB for each provider configuration that is used, and some for Terraform", () => {
  const resource = { aws_backup_vault: { a: { provider: "aws.eu-west-1" }, b: { provider: "aws.eu-west-3" } } };
  const data = { terraform_remote_state: { c: {} } };
  const provider = { aws: [{ alias: "eu-west-1" }, { alias: "eu-west-3" }, { alias: "us-east-1" }] };
  expect(memoryNeeded({ resource, data, provider })).toBe(1.7e9);
  expect(memoryNeeded({})).toBe(0.9e9);
});

test("a matrix has at most 20 jobs, which share the stacks evenly and lose none", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), (count) => {
      const ids = Array.from({ length: count }, (_, index) => `stack-${index}`);
      const jobs = jobMatrix(ids).include.map(({ stacks }) => stacks.split(" "));
      expect(jobs.length).toBe(Math.min(20, count));
      expect(jobs.flat().sort()).toEqual(ids.sort());
      const sizes = jobs.map(({ length }) => length);
      expect(Math.max(0, ...sizes) - Math.min(...sizes, Math.max(0, ...sizes))).toBeLessThanOrEqual(1);
    }),
  );
});

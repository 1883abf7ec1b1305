/** Which jobs of the workflows run, and what a pull request or a deployment comes to: in a model of GitHub's rules. */

import { letsMerge, type Run, runWorkflow, type Said, type Settings } from "./model";
import { type Step } from "./workflows";

const vars = {
  AWS_PLAN_ROLE_ARN: "plan",
  PLAN_ROLE_NAME: "Plan",
  AWS_DEPLOY_ROLE_ARN: "apply",
  AWS_REGION: "eu-central-1",
};
const inputs = { config: "org.yaml" };
const matrix = (...stacks: string[]) =>
  JSON.stringify({ include: stacks.map((stack, index) => ({ job: index + 1, stacks: stack })) });

const results = (run: Run) => Object.fromEntries([...run].map(([job, { result }]) => [job, result]));

describe("a pull request", () => {
  const own = { full_name: "acme/backup" };
  const event = (head = own) => ({
    event_name: "pull_request",
    repository: "acme/backup",
    token: "token",
    workspace: "/workspace",
    event: { pull_request: { number: 7, base: { sha: "base", ref: "main" }, head: { repo: head }, labels: [] } },
  });

  interface Change {
    readonly code?: boolean;
    readonly planned?: readonly string[];
    /** Exit code of `plan-summary`. */
    readonly judged?: number;
    /** Jobs that fail, or steps of them: `check`, `plan 2`. */
    readonly failing?: readonly string[];
    readonly github?: Readonly<Record<string, unknown>>;
    readonly vars?: Readonly<Record<string, string>>;
  }

  function pullRequest({ code = false, planned = [], judged = 0, failing = [], ...more }: Change): Run {
    const said: Readonly<Record<string, Said>> = {
      "changes code": { outputs: { code: String(code) } },
      "check affected": { outputs: { planned: planned.join(" "), matrix: matrix(...planned) } },
      "summary summary": { outputs: { code: String(judged) }, fails: judged > 1 },
    };
    const says: Settings["says"] = (job, { id = "", uses }: Step, { job: leg = "" }) =>
      uses === undefined && failing.some((one) => one === job || one === `${job} ${String(leg)}`)
        ? { fails: true }
        : said[`${job} ${id}`];
    return runWorkflow("pull-request.yml", { github: event(), vars, inputs, ...more, says });
  }

  test("that changes no stack passes without a plan", () => {
    const run = pullRequest({});
    expect(results(run)).toEqual({
      changes: "success",
      synthesis: "skipped",
      check: "success",
      plan: "skipped",
      summary: "success",
    });
  });

  test("is planned in as many jobs as its matrix has, and judged", () => {
    const run = pullRequest({ planned: ["organization", "member-payments"] });
    expect(results(run)).toMatchObject({ plan: "success", summary: "success" });
  });

  test("of the merge queue is planned and judged again", () => {
    const github = {
      ...event(),
      event_name: "merge_group",
      event: {
        merge_group: { base_sha: "base", base_ref: "refs/heads/main", head_ref: "gh-readonly-queue/main/pr-7-a" },
      },
    };
    expect(results(pullRequest({ planned: ["organization"], github }))).toMatchObject({
      plan: "success",
      summary: "success",
    });
    expect(letsMerge(pullRequest({ planned: ["organization"], judged: 1, github }), "summary")).toBe(false);
  });

  test("with changed code is synthesized by that, without credentials", () => {
    expect(results(pullRequest({ code: true, planned: ["organization"] }))).toMatchObject({
      synthesis: "success",
      summary: "success",
    });
  });

  test("that changes nothing passes before there are roles", () => {
    expect(letsMerge(pullRequest({ vars: {} }), "summary")).toBe(true);
    // Nobody can plan, and nothing is deployed: the summary says so, and does not fail.
    expect(results(pullRequest({ vars: {}, planned: ["organization"] }))).toMatchObject({
      plan: "skipped",
      summary: "success",
    });
  });

  test.each<[string, Change]>([
    ["a protected change that nobody approved", { planned: ["organization"], judged: 1 }],
    ["a plan that is out of date", { planned: ["organization"], judged: 2 }],
    ["an org file with errors", { failing: ["check"] }],
    ["code whose difference nobody could tell", { failing: ["changes"] }],
    ["changed code that does not synthesize", { code: true, failing: ["synthesis"] }],
    ["a synthesis that holds what no stack can hold", { code: true, failing: ["check"] }],
    ["one of its jobs that plan fails", { planned: ["organization", "member-a"], failing: ["plan 2"] }],
    ["the plan role missing its name", { planned: ["organization"], vars: { ...vars, PLAN_ROLE_NAME: "" } }],
    ["a fork that changes a stack", { planned: ["organization"], github: event({ full_name: "evil/backup" }) }],
    ["the summary itself failing", { failing: ["summary"] }],
  ])("does not pass with %s", (_words, change) => {
    const run = pullRequest(change);
    expect([letsMerge(run, "summary"), results(run).summary]).toEqual([false, "failure"]);
  });

  test("of a fork passes where it changes no stack", () => {
    expect(letsMerge(pullRequest({ github: event({ full_name: "evil/backup" }) }), "summary")).toBe(true);
  });

  test("never gives a fork's jobs the plan role", () => {
    const run = pullRequest({ planned: ["organization"], github: event({ full_name: "evil/backup" }) });
    expect(results(run).plan).toBe("skipped");
  });

  test("is stopped by each of its jobs alone: none is left out of the summary", () => {
    for (const job of ["changes", "synthesis", "check", "plan", "summary"]) {
      const run = pullRequest({ code: true, planned: ["organization"], failing: [job] });
      expect([job, letsMerge(run, "summary")]).toEqual([job, false]);
    }
  });
});

describe("a deployment", () => {
  const github = { event_name: "push", repository: "acme/backup", token: "token", sha: "a", ref_name: "main" };

  interface Wave {
    readonly stacks: readonly string[];
    readonly changed?: readonly string[];
    readonly failedPlans?: boolean;
  }

  function deployment(
    waves: readonly Wave[],
    more: Partial<Settings> & { readonly failing?: readonly string[] } = {},
  ): { run: Run; applied: readonly string[] } {
    const applied: string[] = [];
    const says: Settings["says"] = (job, { id = "", run: script = "" }, { stacks: leg = "" }) => {
      const [name = "", inner = ""] = job.split(" / ");
      const { stacks = [], changed = [], failedPlans = false } = waves[Number(name.slice(-1)) - 1] ?? {};
      if (script !== "" && more.failing?.some((one) => one === job || one === `${job} ${String(leg)}`)) {
        return { fails: true };
      }
      if (inner === "apply" && script.includes("strongroom apply")) {
        applied.push(String(leg));
      }
      const said: Readonly<Record<string, Said>> = {
        "stacks stacks": { outputs: { stacks: stacks.join(" "), matrix: matrix(...stacks) } },
        "review review": {
          outputs: {
            failed: String(failedPlans),
            changes: String(changed.length > 0),
            ...(changed.length > 0 ? { matrix: matrix(...changed) } : {}),
          },
        },
      };
      return said[`${inner} ${id}`];
    };
    return { run: runWorkflow("deploy.yml", { github, vars, inputs, ...more, says }), applied };
  }

  const all: readonly Wave[] = [
    { stacks: ["encryption"], changed: ["encryption"] },
    { stacks: ["central-vault", "member-a"], changed: ["central-vault", "member-a"] },
    { stacks: ["organization"], changed: ["organization"] },
  ];
  const waveResults = ({ run }: ReturnType<typeof deployment>) => [1, 2, 3].map((wave) => results(run)[`wave-${wave}`]);

  test("applies wave after wave", () => {
    const done = deployment(all);
    expect(done.applied).toEqual(["encryption", "central-vault", "member-a", "organization"]);
    expect(waveResults(done)).toEqual(["success", "success", "success"]);
  });

  test("of no changes applies nothing, and is good", () => {
    const done = deployment(all.map(({ stacks }) => ({ stacks })));
    expect([done.applied, waveResults(done)]).toEqual([[], ["success", "success", "success"]]);
  });

  test.each([
    ["the first", [{ stacks: ["encryption"] }, all[1], all[2]], ["central-vault", "member-a", "organization"]],
    ["the second", [all[0], { stacks: ["central-vault"] }, all[2]], ["encryption", "organization"]],
    [
      "a wave that the config does not have",
      [all[0], all[1], { stacks: [] }],
      ["encryption", "central-vault", "member-a"],
    ],
  ] as [string, Wave[], string[]][])("with nothing to do in %s goes on to the next", (_words, waves, applied) => {
    const done = deployment(waves);
    expect([done.applied, waveResults(done)]).toEqual([applied, ["success", "success", "success"]]);
  });

  test("before there are roles does nothing", () => {
    const done = deployment(all, { vars: {} });
    expect([done.applied, waveResults(done)]).toEqual([[], ["skipped", "skipped", "skipped"]]);
  });

  test("whose account fails applies the others of its wave, and no later wave", () => {
    const done = deployment(all, { failing: ["wave-2 / apply central-vault"] });
    expect(done.applied).toEqual(["encryption", "member-a"]);
    expect(waveResults(done)).toEqual(["success", "failure", "skipped"]);
  });

  test("whose plan of one stack fails applies the others of its wave, and no later wave", () => {
    const [first, second, third] = all as [Wave, Wave, Wave];
    const done = deployment([first, { ...second, changed: ["member-a"], failedPlans: true }, third]);
    expect(done.applied).toEqual(["encryption", "member-a"]);
    expect(waveResults(done)).toEqual(["success", "failure", "skipped"]);
  });

  test.each(["stacks", "plan", "review", "wave"])("stops where the job %s of a wave fails", (job) => {
    const done = deployment(all, { failing: [`wave-1 / ${job}`] });
    expect(waveResults(done)).toEqual(["failure", "skipped", "skipped"]);
  });

  test("applies nothing that the reviewers of the environment refuse", () => {
    const done = deployment(all, {
      reviewers: (environment, job) => environment === "production" && !job.includes("wave-2"),
    });
    expect(done.applied).toEqual(["encryption"]);
    expect(waveResults(done)).toEqual(["success", "failure", "skipped"]);
  });
});

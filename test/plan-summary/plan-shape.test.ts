/** What a plan puts off, or says in another type, is never read over. */

import { shapeProblem } from "../../src/terraform/plan-shape";
import { readPlanJson } from "../../src/terraform/plan-json";

const plan = { format_version: "1.2", terraform_version: "1.11.4", resource_changes: [] };

test.each([
  [{ action_invocations: {} }, "action_invocations is no list of objects"],
  [{ deferred_changes: ["a"] }, "deferred_changes is no list of objects"],
  [{ deferred_action_invocations: "a" }, "deferred_action_invocations is no list of objects"],
  [{ complete: "false" }, "complete is neither true nor false"],
  [{ errored: "true" }, "errored is neither true nor false"],
  [{ complete: true, errored: false, action_invocations: [{}], deferred_changes: [] }, undefined],
])("%j", (more, problem) => {
  expect(shapeProblem({ ...plan, ...more })).toBe(problem);
});

test("a plan that puts an action off is no whole plan", () => {
  expect(readPlanJson({ ...plan, deferred_action_invocations: [{}] })).toBeUndefined();
  expect(readPlanJson({ ...plan, deferred_action_invocations: [] })).toBeDefined();
});

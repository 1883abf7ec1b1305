import { changesAnything, countChanges } from "../../src/terraform/counts";
import { changedAttributes, driftIn, isNoise } from "../../src/terraform/noise";
import { readPlanJson, type ResourceChange } from "../../src/terraform/plan-json";
import { type JsonObject } from "../../src/terraform/synthesis";

function update(type: string, before: JsonObject, after: JsonObject): ResourceChange {
  const rest = { name: "any", imported: false, movedFrom: undefined, unknown: [], reason: undefined };
  return { address: `${type}.any`, type, action: "update", before, after, ...rest };
}

test("what AWS counts and computes is noise; what somebody sets is not", () => {
  expect(isNoise(update("aws_backup_vault", { recovery_points: 3 }, { recovery_points: 4 }))).toBe(true);
  expect(
    isNoise(update("aws_backup_vault", { recovery_points: 3, name: "a" }, { recovery_points: 4, name: "b" })),
  ).toBe(false);
  expect(isNoise(update("aws_iam_role", { recovery_points: 3 }, { recovery_points: 4 }))).toBe(false);
});

test("nothing, an empty list and an empty map are the same", () => {
  expect(changedAttributes(update("aws_iam_role", { tags: null, path: "" }, { tags: {}, path: null }))).toEqual([]);
});

test("default tags of the provider: nothing changes in AWS where `tags_all` stays", () => {
  const all = { Owner: "platform" };
  expect(isNoise(update("aws_iam_role", { tags: {}, tags_all: all }, { tags: all, tags_all: all }))).toBe(true);
  expect(isNoise(update("aws_iam_role", { tags_all: all }, { tags_all: { Owner: "backup" } }))).toBe(false);
});

test("what a role has by resources of their own is no drift of the role; what else it has is", () => {
  const arn = (name: string) => `arn:aws:iam::aws:policy/service-role/${name}`;
  const change = (type: string, before: JsonObject | null, after: JsonObject) => ({
    address: `${type}.any`,
    mode: "managed",
    type,
    name: "any",
    change: { actions: ["no-op"], before, after, after_unknown: {} },
  });
  const [role, name, document] = ["OrgBackupRole", "strongroom", '{"Version":"2012-10-17","Statement":[]}'];
  const drifted = (inline_policy: JsonObject[], managed_policy_arns: string[]) => {
    const plan = readPlanJson({
      format_version: "1.2",
      terraform_version: "1.11.4",
      resource_changes: [
        change("aws_iam_role_policy", null, { role, name, policy: document }),
        change("aws_iam_role_policy", null, { role: "Other", name: "other", policy: document }),
        change("aws_iam_role_policy_attachment", null, { role, policy_arn: arn("Ours") }),
      ],
      resource_drift: [
        change("aws_iam_role", { name: role, inline_policy: [] }, { name: role, inline_policy, managed_policy_arns }),
      ],
    });
    return plan ? driftIn(plan).flatMap(changedAttributes) : [];
  };
  const ours = { name, policy: '{ "Statement": [], "Version": "2012-10-17" }' };
  expect(drifted([ours], [arn("Ours")])).toEqual([]);
  expect(drifted([ours, { ...ours, name: "foreign" }], [arn("Ours")])).toEqual(["inline_policy"]);
  expect(drifted([{ ...ours, name: "other" }], [arn("Ours")])).toEqual(["inline_policy"]);
  expect(drifted([{ ...ours, policy: "{}" }], [arn("Ours")])).toEqual(["inline_policy"]);
  expect(drifted([ours], [arn("Ours"), arn("AdministratorAccess")])).toEqual(["managed_policy_arns"]);
});

test("counts create, update, replace, destroy, forget, import and move", () => {
  const change = (name: string, actions: string[], more: object = {}, inChange: object = {}) => ({
    address: `aws_iam_role.${name}`,
    mode: "managed",
    type: "aws_iam_role",
    name,
    ...more,
    change: { actions, before: { name: "a" }, after: { name: "b" }, after_unknown: {}, ...inChange },
  });
  const plan = readPlanJson({
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: [
      change("a", ["create"]),
      change("b", ["update"]),
      change("c", ["delete", "create"]),
      change("d", ["create", "delete"]),
      change("e", ["delete"]),
      change("f", ["forget"]),
      change("g", ["no-op"], { previous_address: "aws_iam_role.old" }),
      change("h", ["no-op"], { previous_address: "aws_iam_role.h" }),
      change("i", ["update"], {}, { importing: { id: "i" } }),
      change("j", ["no-op"]),
      { ...change("k", ["read"]), mode: "data" },
    ],
  });
  const counts = plan && countChanges(plan);
  expect(counts).toEqual({ create: 1, update: 2, replace: 2, destroy: 1, import: 1, move: 1, forget: 1 });
  expect(counts && changesAnything(counts)).toBe(true);
});

test("what is no plan is none", () => {
  expect(readPlanJson({ plans: {} })).toBeUndefined();
});

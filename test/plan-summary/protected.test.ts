/** Each rule finds what it is for in a plan that Terraform made, says it in words, and is silent about other plans. */

import { protectedChangeRules } from "../../src/delivery/plan-summary/protected/all";
import { closedWorldRules } from "../../src/delivery/plan-summary/protected/closed-world";
import { approvalLabel } from "../../src/delivery/plan-summary/markdown";
import { summarize, type SummaryInput } from "../../src/delivery/plan-summary/summary";
import { type OrgConfig } from "../../src/config/schema/org-config";
import { configured, recorded, summaryOf, withPolicies, withValues } from "./plans";

const harmless = ["rotate-the-key-more-often", "change-the-tags"];

/** Rule, recorded plan, what it says, and where. */
const found: readonly (readonly [rule: string, plan: string, what: string, where: readonly string[]])[] = [
  ["key-deleted", "move-the-home-region", "the key would move to another account or Region", ["encryption"]],
  [
    "vault-deleted",
    "rename-the-local-vault",
    "vault org-local-vault is replaced by other-vault",
    ["member-reports (eu-central-1)", "member-reports (eu-west-1)"],
  ],
  [
    "lock-removed",
    "remove-the-lock",
    "the lock of org-central-vault is no longer managed: it stays until somebody removes it",
    ["central-vault (eu-central-1)", "central-vault (eu-west-1)"],
  ],
  [
    "lock-changed",
    "change-the-lock",
    "the lock of org-central-vault: minimum 30 → 7 days",
    ["central-vault (eu-central-1)", "central-vault (eu-west-1)"],
  ],
  [
    "lock-changed",
    "turn-the-lock-into-a-compliance-lock",
    "the lock of org-central-vault: mode governance → compliance",
    ["central-vault (eu-central-1)", "central-vault (eu-west-1)"],
  ],
  [
    "compliance-lock",
    "add-a-compliance-lock",
    "vault org-local-vault gets a lock that is irreversible 30 days after the apply: minimum 7, maximum 3650 days",
    ["member-reports (eu-central-1)", "member-reports (eu-west-1)"],
  ],
  [
    "region-dropped",
    "drop-a-region-of-an-account",
    "eu-west-1: vault org-local-vault stays in AWS and is no longer managed",
    ["member-reports"],
  ],
  ["region-dropped", "drop-a-region", "eu-west-1 leaves the organization", ["every account"]],
  ["endpoint-removed", "remove-a-vpc", "the endpoint of vpc-0000000000000e002 is removed", ["network-payments"]],
  [
    "endpoint-removed",
    "take-a-route-table-from-an-endpoint",
    "the endpoint of vpc-0000000000000e001 leaves rtb-0000000000000e002",
    ["network-payments"],
  ],
  ["retention-shortened", "shorten-a-retention", "daily: kept 35 → 14 days", ["2 accounts"]],
  [
    "plan-dropped",
    "rename-a-plan",
    "daily: is renamed to nightly: the backup plan is deleted, and one with the same backup rules created",
    ["2 accounts"],
  ],
  ["target-dropped", "drop-a-target-of-a-plan", "databases: no longer reaches Sandbox", ["no account of the config"]],
  ["guardrail-detached", "detach-a-guardrail", "strongroom-protect-backups: is detached from root", ["2 accounts"]],
  [
    "break-glass-changed",
    "name-another-break-glass-role",
    "strongroom-protect-backups: ProtectBackups now exempts arn:aws:iam::*:role/EmergencyRole, and no longer exempts arn:aws:iam::*:role/BackupAdminRole",
    ["2 accounts"],
  ],
  ["role-removed", "rename-the-backup-role", "role OrgBackupRole is replaced by OtherBackupRole", ["member-reports"]],
  [
    "service-opted-out",
    "take-a-service-out",
    "S3 is no longer backed up",
    ["member-reports (eu-central-1)", "member-reports (eu-west-1)"],
  ],
];

test.each(found)("%s in %s", (rule, plan, what, where) => {
  expect(summaryOf([plan]).protectedChanges).toContainEqual(
    expect.objectContaining({ rule, what, where, approved: false }),
  );
});

test("plan-unreadable: a plan with changes that nobody can read, for each stack, and each run of it", () => {
  const unread = (stackId: string, changed = true, url?: string) =>
    recorded("change-the-tags", (stack) => ({ ...stack, stackId, plan: undefined, failure: undefined, changed, url }));
  const found = (...stacks: ReturnType<typeof unread>[]) =>
    summarize({ stacks, approvals: [] }).protectedChanges.map(({ rule, where, approvalId }) => ({
      rule,
      where,
      approvalId,
    }));
  expect(found(unread("a"), unread("b"), unread("c", false))).toMatchObject([
    { rule: "plan-unreadable", where: ["a"] },
    { rule: "plan-unreadable", where: ["b"] },
  ]);
  expect(found(unread("a", true, "run-1"))).not.toEqual(found(unread("a", true, "run-2")));
});

test("guardrail-weakened: what a denial no longer covers, once for all statements that change alike", () => {
  const [change] = summaryOf(["weaken-a-guardrail"]).protectedChanges;
  expect(change).toMatchObject({ rule: "guardrail-weakened" });
  expect(change?.what).toMatch(/RequireBackupTagRunInstances, .* StringNotEquals aws:RequestTag\/backup: adds none$/);
});

test.each(harmless)("nothing is protected in %s", (plan) => {
  expect(summaryOf([plan]).protectedChanges).toEqual([]);
});

test("a forgotten vault is a Region that leaves, and not a lock that is removed", () => {
  const rules = summaryOf(["drop-a-region-of-an-account"]).protectedChanges.map(({ rule }) => rule);
  expect(rules).toEqual(["region-dropped"]);
});

test("the lock date is said for an apply on the day of the plan, and is not part of the approval", () => {
  const on = (timestamp: string) =>
    summarize({
      stacks: [
        recorded("add-a-compliance-lock", (stack) => ({ ...stack, plan: stack.plan && { ...stack.plan, timestamp } })),
      ],
      approvals: [],
    }).protectedChanges[0];
  expect(on("2026-01-15T12:00:00Z")?.note).toBe("irreversible on 2026-02-14 if applied on 2026-01-15");
  expect(on("2026-01-15T12:00:00Z")?.approvalId).toBe(on("2027-03-01T00:00:00Z")?.approvalId);
});

test("policies of vaults, keys and roles: what changes in their statements", () => {
  const policy = (...actions: string[]) =>
    JSON.stringify({ Statement: [{ Sid: "Deny", Effect: "Deny", Principal: "*", Action: actions }] });
  const update = { action: "update" as const, unknown: [], movedFrom: undefined, imported: false };
  const rules = (type: string, attribute: string) => {
    const values = (document: string) => ({ name: "any", [attribute]: document });
    const stack = withValues(recorded("rotate-the-key-more-often"), "aws_kms_key", () => ({
      ...update,
      type,
      before: values(policy("backup:DeleteRecoveryPoint", "backup:DeleteBackupVault")),
      after: values(policy("backup:DeleteBackupVault")),
    }));
    return summarize({ stacks: [stack], approvals: [] }).protectedChanges;
  };
  const words = expect.stringContaining("Deny no longer denies backup:DeleteRecoveryPoint");
  expect(rules("aws_backup_vault_policy", "policy")).toMatchObject([{ rule: "vault-policy-changed", what: words }]);
  expect(rules("aws_kms_key", "policy")).toMatchObject([{ rule: "key-policy-changed", what: words }]);
  expect(rules("aws_iam_role", "assume_role_policy")).toMatchObject([{ rule: "break-glass-changed", what: words }]);
});

describe("what no plan shows, from the configs", () => {
  const changes = (edit: Parameters<typeof configured>[0], stacks: SummaryInput["stacks"] = []) =>
    summarize({ stacks, approvals: [], before: configured(), after: configured(edit) });

  test("an account that leaves", () => {
    const { protectedChanges, accountChanges } = changes((config) => ({
      ...config,
      accounts: config.accounts.filter(({ name }) => name !== "reports"),
    }));
    expect(protectedChanges).toMatchObject([{ rule: "account-dropped", where: ["reports"] }]);
    expect(accountChanges).toHaveLength(1);
  });

  test("an account that is for something else, and the central account that another one becomes", () => {
    const { protectedChanges } = changes((config) => {
      const central = config.accounts.find(({ purpose }) => purpose === "centralBackup")?.name;
      return {
        ...config,
        accounts: config.accounts.map((account) =>
          account.name === "reports"
            ? { ...account, purpose: "centralBackup" as const }
            : account.name === central
              ? { ...account, purpose: "workload" as const }
              : account,
        ),
      };
    });
    expect(protectedChanges.filter(({ rule }) => rule === "account-dropped").map(({ what }) => what)).toEqual([
      expect.stringContaining("now has the purpose workload, no longer centralBackup"),
      expect.stringContaining("account reports (") as string,
    ]);
  });

  test("an account that is suspended, and one that is no longer", () => {
    const suspended = (config: OrgConfig): OrgConfig => ({
      ...config,
      accounts: config.accounts.map((account) =>
        account.name === "reports" ? { ...account, purpose: "suspended" as const } : account,
      ),
    });
    expect(changes(suspended).protectedChanges).toMatchObject([
      {
        rule: "account-dropped",
        what:
          "account reports (555555555555) is suspended: Terraform no longer manages what is there, and AWS deletes its " +
          "backups, locked or not, 90 days after it was closed. Copies in the central vault stay",
      },
    ]);
    const back = summaryOf([], { before: configured(suspended), after: configured() });
    expect(back.protectedChanges).toEqual([]);
    expect(back.accountChanges).toEqual([
      "account reports (555555555555) is no longer suspended, and now has the purpose workload",
    ]);
  });

  test("an account that moves to where fewer plans reach it", () => {
    const { protectedChanges, accounts } = changes((config) => ({
      ...config,
      accounts: config.accounts.map((account) =>
        account.name === "reports" ? { ...account, organizationalUnit: "Sandbox" } : account,
      ),
    }));
    expect(protectedChanges).toMatchObject([{ rule: "account-dropped" }, { rule: "guardrail-detached" }]);
    expect(protectedChanges[0]?.what).toContain("no longer reached by daily");
    expect(accounts).toEqual(["reports"]);
  });

  test("an account that moves out of the reach of a guardrail", () => {
    const { deployment, documents } = configured();
    const [guardrail] = documents.organizationsPolicies.filter(({ type }) => type === "SERVICE_CONTROL_POLICY");
    const [production, root] = deployment.accounts.find(({ name }) => name === "reports")?.ancestorIds ?? [];
    const placed = (id = "") => (guardrail ? [{ ...guardrail, targets: [{ id, name: id, ancestorIds: [] }] }] : []);
    const after = configured((config) => ({
      ...config,
      accounts: config.accounts.map((account) =>
        account.name === "reports" ? { ...account, organizationalUnit: "Sandbox" } : account,
      ),
    }));
    const moved = (policies: ReturnType<typeof placed>) =>
      summarize({
        stacks: [],
        approvals: [],
        before: withPolicies(configured(), () => policies),
        after: withPolicies(after, () => policies),
      }).protectedChanges;
    expect(moved(placed(production))).toContainEqual(
      expect.objectContaining({
        rule: "guardrail-detached",
        what: `${guardrail?.name}: no longer reaches account reports, which is now in Sandbox`,
      }),
    );
    expect(moved(placed(root))).toEqual([]);
  });

  test("endpoints whose stack is gone", () => {
    const { protectedChanges } = changes((config) => ({
      ...config,
      accounts: config.accounts.map((account) => ({ ...account, vpcs: [] })),
    }));
    expect(protectedChanges).toMatchObject([{ rule: "endpoint-removed", where: ["payments"] }]);
  });

  test("a Region that leaves the organization is said once, for its vaults and plans too", () => {
    const regions = ["eu-central-1"];
    const found = changes((config) => ({ ...config, regions }), [recorded("drop-a-region-of-an-account")]);
    expect(found.protectedChanges.filter(({ rule }) => rule === "region-dropped")).toMatchObject([
      { what: "eu-west-1 leaves the organization" },
    ]);
  });

  test("a policy whose content nobody knows before the apply gives no account anything", () => {
    const unknown = recorded("shorten-a-retention", (stack) =>
      withValues(stack, "aws_organizations_policy", ({ after }) => ({ after: { ...after, content: null } })),
    );
    expect(summarize({ stacks: [unknown], approvals: [], after: configured() }).accounts).toEqual([
      "payments",
      "reports",
    ]);
  });

  test("an effective policy that AWS would refuse", () => {
    const after = withPolicies(configured(), (policies) =>
      policies.map((policy) => ({
        ...policy,
        content: policy.content.replaceAll(/"regions":\{[^}]*\}/g, '"regions":{"@@assign":[]}'),
      })),
    );
    const { protectedChanges } = summarize({
      stacks: [],
      approvals: [],
      before: configured(),
      after,
    });
    expect(protectedChanges.map(({ rule }) => rule)).toContain("effective-policy-invalid");
  });
});

describe("approvals", () => {
  const update = { action: "update" as const, unknown: [], movedFrom: undefined, imported: false };
  const idOf = (type: string, before: object, after: object) => {
    const stack = withValues(recorded("rotate-the-key-more-often"), "aws_kms_key", () => ({
      ...update,
      type,
      before,
      after,
    }));
    return summarize({ stacks: [stack], approvals: [] }).protectedChanges.map(({ approvalId }) => approvalId);
  };
  const document = (...statements: object[]) => ({ name: "any", policy: JSON.stringify({ Statement: statements }) });
  const allow = { Sid: "Use", Effect: "Allow", Principal: { AWS: "arn:aws:iam::111111111111:root" }, Action: "kms:*" };

  test.each([
    ["another principal", document(allow), document({ ...allow, Principal: { AWS: "*" } })],
    [
      "no condition",
      document({ ...allow, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }),
      document(allow),
    ],
    [
      "more actions than are shown",
      document({ ...allow, Action: ["a:1", "a:2", "a:3", "a:4", "a:5", "a:6"] }),
      document({ ...allow, Action: ["a:1", "a:2", "a:3", "a:4", "a:5", "a:7"] }),
    ],
    ["another resource", document({ ...allow, Resource: "a" }), document({ ...allow, Resource: "*" })],
  ])("a new statement with %s needs another", (_what, one, other) => {
    const [before] = [document({ ...allow, Sid: "Other" })];
    expect(idOf("aws_kms_key", before, one)).not.toEqual(idOf("aws_kms_key", before, other));
  });

  test("a new statement is said with to whom and when", () => {
    const condition = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
    const stack = withValues(recorded("rotate-the-key-more-often"), "aws_kms_key", () => ({
      ...update,
      before: document(),
      after: document({ ...allow, Condition: condition }),
    }));
    expect(summarize({ stacks: [stack], approvals: [] }).protectedChanges[0]?.what).toBe(
      "key policy: Use is new: allows kms:* to AWS arn:aws:iam::111111111111:root, if StringEquals aws:PrincipalOrgID o-a1b2c3d4e5",
    );
  });

  test("a compliance lock with other limits needs another", () => {
    const lock = (maximum: number) => ({ backup_vault_name: "v", min_retention_days: 7, max_retention_days: maximum });
    const id = (maximum: number) =>
      idOf("aws_backup_vault_lock_configuration", lock(maximum), { ...lock(maximum), changeable_for_days: 3 });
    expect(id(90)).not.toEqual(id(36500));
  });

  const approvalsOf = (...names: string[]) => summaryOf(names).protectedChanges.map(({ approvalId }) => approvalId);

  test("an approval lets through the change that it names, and says where it names none", () => {
    const [id = ""] = approvalsOf("shorten-a-retention");
    const { protectedChanges, unusedApprovals } = summaryOf(["shorten-a-retention"], { approvals: [id, "other"] });
    expect(protectedChanges).toMatchObject([{ approved: true }]);
    expect(unusedApprovals).toEqual(["other"]);
  });

  test("a change of another size, or in another place, needs another approval", () => {
    const further = withValues(recorded("shorten-a-retention"), "aws_organizations_policy", ({ after, before }) => ({
      before,
      after: { ...after, content: String(after?.content).replaceAll('"14"', '"7"') },
    }));
    const again = summarize({ stacks: [further], approvals: [], after: configured() }).protectedChanges;
    expect(again.map(({ what }) => what)).toEqual(["daily: kept 35 → 7 days"]);
    expect(again.map(({ approvalId }) => approvalId)).not.toEqual(approvalsOf("shorten-a-retention"));
  });

  test("are the same from run to run, and short enough for a label, which has 50 characters", () => {
    expect(approvalsOf("change-the-lock")).toEqual(approvalsOf("change-the-lock"));
    for (const { id } of protectedChangeRules) {
      expect(`${approvalLabel}${id}-${"0".repeat(12)}`.length).toBeLessThanOrEqual(50);
    }
  });
});

test("every rule has its id, its reason, and a case here", () => {
  const ids = protectedChangeRules.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { what, why } of protectedChangeRules) {
    expect(what).toMatch(/\.$/);
    expect(why).toMatch(/\.$/);
  }
  const tested = [
    // What the tables of types say: closed-world.test.ts.
    ...closedWorldRules.map(({ id }) => id),
    "role-permissions-changed",
    "cold-storage-sooner",
    "window-shortened",
    "backup-vault-replaced",
    "backup-role-replaced",
    ...found.map(([rule]) => rule),
    "guardrail-weakened",
    "plan-unreadable",
    "vault-policy-changed",
    "key-policy-changed",
    "account-dropped",
    "effective-policy-invalid",
    // test/cli/code-changes.test.ts.
    "code-changed",
    // lost-states.test.ts.
    "state-lost",
    // Those of backup plans alone: backup-differences.test.ts.
    "rule-dropped",
    "copy-dropped",
    "enforcement-loosened",
  ];
  expect([...new Set(tested)].sort()).toEqual(ids.toSorted());
});

import { plan, recorded, rule } from "./planned-edit";

/* eslint-disable @typescript-eslint/no-explicit-any -- an edit may make any shape of it */
const daily = (config: any) => rule(config, "daily", "daily");
const monthly = (config: any) => rule(config, "databases", "monthly");
/* eslint-enable @typescript-eslint/no-explicit-any */

/** What backup rules do: when they run, how long they keep, where they copy. */
export const backupRuleEdits = recorded([
  {
    name: "shorten a retention by a day",
    edit: (config) => (daily(config).lifecycle.deleteAfterDays = 34),
    counts: { organization: { update: 1 } },
    protectedBy: ["retention-shortened"],
    accounts: ["payments", "reports"],
    says: ["daily: kept 35 → 34 days"],
  },
  {
    name: "keep backups for ever",
    edit: (config) => delete daily(config).lifecycle.deleteAfterDays,
    counts: { organization: { update: 1 } },
    accounts: ["payments", "reports"],
    says: ["daily: kept 35 days → for ever in 2 accounts"],
  },
  {
    name: "shorten a monthly retention",
    edit: (config) => (monthly(config).lifecycle.deleteAfterDays = 364),
    counts: { organization: { update: 1 } },
    protectedBy: ["retention-shortened"],
    accounts: ["payments", "reports"],
    says: ["databases, rule monthly: kept 365 → 364 days"],
  },
  {
    name: "keep copies for longer",
    edit: (config) => (daily(config).copies[0].lifecycle.deleteAfterDays = 730),
    counts: { organization: { update: 1 } },
    accounts: ["payments", "reports"],
    says: ["daily: the copy to org-central-vault in eu-west-1 is kept 365 → 730 days in 2 accounts"],
  },
  {
    name: "drop the expiry of a copy",
    edit: (config) => delete daily(config).copies[0].lifecycle,
    counts: { organization: { update: 1 } },
    protectedBy: ["retention-shortened"],
    accounts: ["payments", "reports"],
    says: ["daily: the copy to org-central-vault in eu-west-1 is kept 365 → 35 days"],
  },
  {
    name: "copy to a second Region",
    edit: (config) =>
      daily(config).copies.push({ to: "central", region: "eu-central-1", lifecycle: { deleteAfterDays: 365 } }),
    counts: { organization: { update: 1 } },
    accounts: ["payments", "reports"],
    says: ["daily: is now copied to org-central-vault in eu-central-1 (kept 365 days) in 2 accounts"],
  },
  {
    name: "copy to another Region",
    edit: (config) => (daily(config).copies[0].region = "eu-central-1"),
    counts: { organization: { update: 1 } },
    protectedBy: ["copy-dropped"],
    accounts: ["payments", "reports"],
    says: ["daily: is no longer copied to org-central-vault in eu-west-1 (kept 365 days)"],
  },
  {
    name: "copy within each Region",
    edit: (config) => delete daily(config).copies[0].region,
    counts: { organization: { update: 1 } },
    protectedBy: ["copy-dropped"],
    accounts: ["payments", "reports"],
    says: ["daily: is no longer copied to org-central-vault in eu-west-1 (kept 365 days)"],
  },
  {
    name: "copy within each Region and for less long",
    edit: (config) => {
      delete daily(config).copies[0].region;
      daily(config).copies[0].lifecycle.deleteAfterDays = 100;
    },
    counts: { organization: { update: 1 } },
    protectedBy: ["retention-shortened", "copy-dropped"],
    accounts: ["payments", "reports"],
    says: [
      "daily: the copy to org-central-vault in eu-west-1 is kept 365 → 100 days",
      "daily: is no longer copied to org-central-vault in eu-west-1 (kept 365 days)",
    ],
  },
  {
    name: "copy another rule too",
    edit: (config) => (rule(config, "daily", "weekly").copies = [{ to: "central", region: "eu-west-1" }]),
    counts: { organization: { update: 1 } },
    accounts: ["payments", "reports"],
    says: ["daily, rule weekly: is now copied to org-central-vault in eu-west-1 (kept 90 days) in 2 accounts"],
  },
  {
    name: "shorten the start window",
    edit: (config) => (daily(config).startWindowMinutes = 60),
    counts: { organization: { update: 1 } },
    protectedBy: ["window-shortened"],
    accounts: ["payments", "reports"],
    says: ["daily: starts within (minutes) 480 → 60"],
  },
  {
    name: "lengthen the start window",
    edit: (config) => (daily(config).startWindowMinutes = 600),
    counts: { organization: { update: 1 } },
    accounts: ["payments", "reports"],
    says: ["daily: starts within (minutes) 480 → 600 in 2 accounts"],
  },
  {
    name: "shorten the completion window",
    edit: (config) => (daily(config).completionWindowMinutes = 540),
    counts: { organization: { update: 1 } },
    protectedBy: ["window-shortened"],
    accounts: ["payments", "reports"],
    says: ["daily: completes within (minutes) 10080 → 540"],
  },
  {
    name: "lengthen the completion window",
    edit: (config) => (daily(config).completionWindowMinutes = 20160),
    counts: { organization: { update: 1 } },
    accounts: ["payments", "reports"],
    says: ["daily: completes within (minutes) 10080 → 20160 in 2 accounts"],
  },
  {
    name: "move backups to cold storage",
    edit: (config) =>
      (rule(config, "daily", "weekly").lifecycle = { moveToColdStorageAfterDays: 30, deleteAfterDays: 120 }),
    counts: { organization: { update: 1 } },
    protectedBy: ["cold-storage-sooner"],
    accounts: ["payments", "reports"],
    says: ["daily, rule weekly: moved to cold storage after no → 30 days"],
  },
  {
    name: "back up continuously",
    edit: (config) => (daily(config).continuousBackup = true),
    counts: { organization: { update: 1 } },
    accounts: ["payments", "reports"],
    says: ["daily: now backs up continuously in 2 accounts"],
  },
  {
    name: "run at another hour",
    edit: (config) => (daily(config).schedule = "cron(0 3 ? * * *)"),
    counts: { organization: { update: 1 } },
    accounts: ["payments", "reports"],
    says: ["daily: runs at cron(0 2 ? * * *) → cron(0 3 ? * * *) in 2 accounts"],
  },
  {
    name: "run more often",
    edit: (config) => (daily(config).schedule = "cron(0 2/12 ? * * *)"),
    counts: { organization: { update: 1 } },
    accounts: ["payments", "reports"],
    says: [
      "daily: runs at cron(0 2 ? * * *) → cron(0 2/12 ? * * *) in 2 accounts",
      "daily: now gives way to weekly in 104 of 1460 runs of the years 2026 and 2027: rely on neither its backup nor its copies then in 2 accounts",
    ],
  },
  {
    name: "run a monthly rule every two months",
    edit: (config) => (monthly(config).schedule = "cron(0 4 1 */2 ? *)"),
    counts: { organization: { update: 1 } },
    protectedBy: ["rule-dropped"],
    accounts: ["payments", "reports"],
    says: ["databases, rule monthly: runs at cron(0 4 1 * ? *) → cron(0 4 1 */2 ? *)"],
  },
  {
    name: "let two rules meet",
    edit: (config) => (rule(config, "daily", "weekly").schedule = "cron(0 2 ? * SUN *)"),
    counts: { organization: { update: 1 } },
    protectedBy: ["copy-dropped"],
    accounts: ["payments", "reports"],
    says: [
      "daily: now gives way to weekly in 104 of 730 runs of the years 2026 and 2027: rely on neither its backup nor its copies then",
    ],
  },
  {
    name: "rename a rule and shorten it",
    edit: (config) =>
      Object.assign(rule(config, "daily", "weekly"), { name: "sundays", lifecycle: { deleteAfterDays: 60 } }),
    counts: { organization: { update: 1 } },
    protectedBy: ["rule-dropped"],
    accounts: ["payments", "reports"],
    says: ["daily, rule weekly: the rule is removed (cron(0 12 ? * SUN *), kept 90 days)"],
  },
  {
    name: "replace a rule by one that does more",
    edit: (config) =>
      Object.assign(rule(config, "daily", "weekly"), {
        name: "twice-a-week",
        schedule: "cron(0 12 ? * SUN,WED *)",
        lifecycle: { deleteAfterDays: 100 },
      }),
    counts: { organization: { update: 1 } },
    accounts: ["payments", "reports"],
    says: [
      "daily, rule weekly: the rule is removed (cron(0 12 ? * SUN *), kept 90 days); no backup is lost in 2 accounts",
      "daily, rule twice-a-week: the rule is added (cron(0 12 ? * SUN,WED *), kept 100 days) in 2 accounts",
    ],
  },
  {
    name: "split a plan in two",
    edit: (config) => {
      const original = plan(config, "daily");
      original.select.tag.values = ["daily"];
      config.backupPlans.push({
        ...original,
        name: "critical",
        select: { tag: { key: "backup", values: ["critical"] } },
      });
    },
    counts: { organization: { create: 2, update: 1 } },
    accounts: ["payments", "reports"],
    says: [
      "daily: no longer selects resources whose tag has the value critical; no backup is lost in 2 accounts",
      "critical: the backup plan is added to Production (daily cron(0 2 ? * * *), kept 35 days; weekly cron(0 12 ? * SUN *), kept 90 days) in 2 accounts",
    ],
  },
  {
    name: "split a plan in two and lose a rule",
    edit: (config) => {
      const original = plan(config, "daily");
      original.select.tag.values = ["daily"];
      config.backupPlans.push({
        ...original,
        name: "critical",
        select: { tag: { key: "backup", values: ["critical"] } },
        rules: original.rules.slice(0, 1),
      });
    },
    counts: { organization: { create: 2, update: 1 } },
    protectedBy: ["target-dropped"],
    accounts: ["payments", "reports"],
    says: ["daily: no longer selects resources whose tag has the value critical"],
  },
  {
    name: "move a rule to a plan of its own",
    edit: (config) => {
      const original = plan(config, "daily");
      config.backupPlans.push({ ...original, name: "weekly", rules: original.rules.slice(1) });
      original.rules = original.rules.slice(0, 1);
    },
    counts: { organization: { create: 2, update: 1 } },
    accounts: ["payments", "reports"],
    says: [
      "daily, rule weekly: the rule is removed (cron(0 12 ? * SUN *), kept 90 days); no backup is lost in 2 accounts",
      "weekly: the backup plan is added to Production (weekly cron(0 12 ? * SUN *), kept 90 days) in 2 accounts",
    ],
  },
  {
    name: "add a plan",
    edit: (config) =>
      config.backupPlans.push({ ...plan(config, "daily"), name: "files", select: { resourceTypes: ["EFS"] } }),
    counts: { organization: { create: 2 } },
    accounts: ["payments", "reports"],
    says: [
      "files: the backup plan is added to Production (daily cron(0 2 ? * * *), kept 35 days; weekly cron(0 12 ? * SUN *), kept 90 days) in 2 accounts",
    ],
  },
]);

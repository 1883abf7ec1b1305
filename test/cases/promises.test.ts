/** Copies, cold storage and continuous backups that AWS Backup makes of none, or of some, of what a plan selects. */

import { explain } from "../../src/answers/protection/explain";
import { countFindings } from "../../src/findings/print";
import { check, edit, textOf } from "../config/valid";
import { backupsOf, builtFrom, question } from "../protection/organizations";

const china = textOf("test/cases/copies-in-china/org.yaml");
const minimal = edit(textOf("examples/minimal.yaml"), "regions: [eu-central-1]", "regions: [eu-central-1, eu-south-1]");
const chinaOfTwo = edit(china, "regions:\n  - cn-north-1\n", "regions: [cn-north-1, cn-northwest-1]\n");

interface Promised {
  readonly from?: string;
  readonly optIn?: string;
  readonly types?: string;
  readonly copies?: string;
  readonly lifecycle?: string;
  readonly keys?: string;
}

/** A config with a plan that promises something. */
function promising({ from, optIn, types, copies, lifecycle = "{ deleteAfterDays: 35 }", keys = "" }: Promised): string {
  const plan = `
backupPlans:
  - name: daily
    targets: [shop]
    regions: [${from ?? "eu-central-1"}]
    select: ${types === undefined ? "{ tag: { key: backup, values: [daily] } }" : `{ resourceTypes: [${types}] }`}
    rules: [{ name: daily, schedule: cron(0 2 ? * * *), lifecycle: ${lifecycle}, copies: [${copies ?? ""}]${keys} }]
${optIn === undefined ? "" : `serviceOptIn: [${optIn}]\n`}`;
  const text = from?.startsWith("cn-") ? chinaOfTwo : minimal;
  return text.replace(/\nbackupPlans:\n[^]*?\n(?=guardrails)/, () => plan);
}

function promises(text: string): string[] {
  return check(text)
    .findings.filter(({ severity, rule }) => severity !== "warning" && rule !== "region-opt-in")
    .map(({ severity, rule, path, message }) => `${severity} ${rule} ${path}: ${message}`);
}

const copy = "{ to: central, lifecycle: { deleteAfterDays: 365 } }";
const copyTo = (region: string) => `{ to: central, region: ${region}, lifecycle: { deleteAfterDays: 365 } }`;
const cold = "{ moveToColdStorageAfterDays: 30, deleteAfterDays: 120 }";
const rule = "backupPlans[0].rules[0]";
const inChina = (type: string, text = china) => {
  const organization = backupsOf(builtFrom(text));
  return explain(question(organization, "shop", "cn-north-1", type, { backup: "daily" }), organization);
};

test("in China, a copy of EBS is promised, and that of S3 has no fix in another Region", () => {
  expect(inChina("EBS")).toMatchObject({ status: "protected", reason: undefined });
  const { status, reason } = inChina("S3");
  expect(status).toBe("not-protected");
  expect(reason).toMatchObject({
    id: "copy-unsupported",
    message: expect.stringContaining("AWS Backup cannot copy S3 to another account"),
  });
  expect(reason?.fix).not.toMatch(/Region/);
});

test("in China, ONTAP is backed up and not copied, and no other Region is offered for it or for OpenZFS", () => {
  const withFsx = `${china}\nserviceOptIn: [EBS, FSx]\n`;
  const { reason: ontap } = inChina("FSx for ONTAP", withFsx);
  expect(ontap).toMatchObject({ id: "copy-unsupported" });
  expect(ontap?.fix).not.toMatch(/Region/);
  const { reason: openZfs } = inChina("FSx for OpenZFS", withFsx);
  expect(openZfs).toMatchObject({
    id: "type-not-in-region",
    message: "AWS Backup does not support FSx for OpenZFS in any Region of aws-cn",
    fix: "Use the backups of the service itself.",
  });
});

test("in China, validate notes what is not copied, and counts nothing", () => {
  const { findings, config } = check(china);
  expect(findings).toEqual([
    expect.objectContaining({
      severity: "note",
      rule: "copy-partial",
      path: `${rule}.copies[0]`,
      message: expect.stringContaining("RDS Multi-AZ cluster, S3"),
    }),
  ]);
  expect(config).toBeDefined();
  expect(countFindings(findings)).toBe("0 errors, 0 warnings");
});

const cannotCopy = "AWS Backup cannot copy backups of";
const archive = "for EBS there is an archive, for backups a month or more apart, but the config cannot ask for it yet";
const someOf = "some kinds that the backup plan can select:";

test.each<[what: string, Promised, found: string[]]>([
  [
    "S3 alone in China",
    { from: "cn-northwest-1", types: "S3", copies: copy },
    [`error copy-unsupported ${rule}.copies[0]: ${cannotCopy} S3`],
  ],
  [
    "S3 alone by tag in China",
    { from: "cn-north-1", optIn: "S3", copies: copy },
    [`error copy-unsupported ${rule}.copies[0]: ${cannotCopy} S3`],
  ],
  [
    "EBS from one Region of China to the other",
    { from: "cn-north-1", types: "EBS, EC2", copies: copyTo("cn-northwest-1") },
    [],
  ],
  [
    "FSx in China, where ONTAP is not copied",
    { from: "cn-north-1", optIn: "FSx", copies: copy },
    [`note copy-partial ${rule}.copies[0]: ${cannotCopy} ${someOf} FSx for ONTAP`],
  ],
  ["FSx for ONTAP elsewhere", { optIn: "FSx", types: "FSx", copies: copy }, []],
  ["DocumentDB in an opt-in Region", { optIn: "DocumentDB", from: "eu-south-1", copies: copyTo("eu-central-1") }, []],
  [
    "Timestream, which is not in the Region",
    { optIn: "Timestream", from: "eu-south-1", copies: copy },
    [`error copy-unsupported ${rule}.copies[0]: ${cannotCopy} Timestream from or to eu-south-1`],
  ],
  [
    "Neptune to an opt-in Region, whose type reaches clusters of Aurora too",
    { optIn: "Aurora, Neptune", types: "Neptune", copies: copyTo("eu-south-1") },
    [`error copy-unsupported ${rule}.copies[0]: ${cannotCopy} Neptune from or to eu-south-1`],
  ],
  [
    "one Region of two, and one copy of two",
    { optIn: "CloudFormation", from: "eu-central-1, eu-south-1", copies: `${copy}, ${copyTo("eu-central-1")}` },
    [
      `error copy-unsupported ${rule}.copies[0]: ${cannotCopy} CloudFormation from or to eu-south-1`,
      `error copy-unsupported ${rule}.copies[1]: ${cannotCopy} CloudFormation from or to eu-south-1`,
    ],
  ],
  [
    "types some of which are copied: one note for all copies",
    {
      optIn: "EBS, CloudFormation, Redshift",
      types: "EBS, CloudFormation, Redshift",
      copies: `${copy}, ${copyTo("eu-south-1")}`,
    },
    [`note copy-partial ${rule}.copies[0]: ${cannotCopy} ${someOf} Redshift; CloudFormation from or to eu-south-1`],
  ],
  [
    "an RDS Multi-AZ cluster, which only a tag reaches",
    { optIn: "RDS", copies: copy },
    [`note copy-partial ${rule}.copies[0]: ${cannotCopy} ${someOf} RDS Multi-AZ cluster`],
  ],
  ["RDS by type, which reaches no cluster", { optIn: "RDS", types: "RDS", copies: copy }, []],
  [
    "cold storage of nothing, where EBS has its archive only",
    { optIn: "EBS, EC2", lifecycle: cold },
    [
      `error cold-never ${rule}.lifecycle.moveToColdStorageAfterDays: AWS Backup has no cold storage for EBS, EC2; ${archive}`,
    ],
  ],
  [
    "cold storage of some",
    { optIn: "EBS, EFS", types: "EBS, EFS", lifecycle: cold },
    [
      `note cold-partial ${rule}.lifecycle.moveToColdStorageAfterDays: AWS Backup has no cold storage for ${someOf} EBS; ${archive}`,
    ],
  ],
  ["cold storage of all", { optIn: "DynamoDB, EFS", lifecycle: cold }, []],
  [
    "continuous backups of nothing",
    { optIn: "EBS, DynamoDB", keys: ", continuousBackup: true" },
    [`error continuous-unsupported ${rule}.continuousBackup: AWS Backup makes no continuous backups of DynamoDB, EBS`],
  ],
  [
    "continuous backups of some",
    { optIn: "S3, DynamoDB", keys: ", continuousBackup: true" },
    [`note continuous-partial ${rule}.continuousBackup: AWS Backup makes no continuous backups of ${someOf} DynamoDB`],
  ],
])("%s", (_what, promised, found) => {
  expect(promises(promising(promised))).toEqual(found);
});

describe("a selection by type without the opt-in", () => {
  test.each([
    ["EBS", [], "protected"],
    ["RDS", [], "protected"],
    ["Storage Gateway", [], "protected"],
    ["SAP HANA on Amazon EC2", [], "protected"],
    ["Aurora", ["type-not-opted-in"], undefined],
    ["DocumentDB", ["type-not-opted-in"], undefined],
    ["Neptune", ["type-not-opted-in"], undefined],
    ["FSx", ["type-not-opted-in"], undefined],
    // Without the opt-in, full management is off, and without it AWS Backup copies no table.
    ["DynamoDB", ["copy-unsupported"], undefined],
    ["EBS, FSx", ["type-not-opted-in"], undefined],
  ] as const)("%s: %j", (types, rules, status) => {
    const text = promising({ optIn: "EFS", types, copies: copy });
    const errors = check(text).findings.filter(({ severity }) => severity === "error");
    expect(errors.map(({ rule: id }) => id)).toEqual(rules);
    if (status) {
      const organization = backupsOf(builtFrom(text));
      const answer = explain(question(organization, "shop", "eu-central-1", types, {}), organization);
      expect(answer.status).toBe(status);
    }
  });

  test("explain takes what a type names, and not what a tag alone selects", () => {
    const typed = backupsOf(builtFrom(promising({ optIn: "EFS", types: "DynamoDB" })));
    const tagged = backupsOf(builtFrom(promising({ optIn: "EFS" })));
    const asked = (organization: typeof typed, type: string) =>
      explain(question(organization, "shop", "eu-central-1", type, { backup: "daily" }), organization);
    expect(asked(typed, "DynamoDB").status).toBe("protected");
    expect(asked(tagged, "DynamoDB").reason?.id).toBe("type-not-opted-in");
  });
});

describe("Regions without backup policies", () => {
  const refusals = (text: string) =>
    check(text).findings.flatMap(({ severity, rule: id, path, message }) =>
      severity === "note" || id === "region-opt-in" ? [] : [`${severity} ${id} ${path}: ${message}`],
    );

  test("an organization in the European Sovereign Cloud is refused with one finding, and one in China is not", () => {
    const { findings } = check(textOf("test/fixtures/european-sovereign-cloud.yaml"));
    expect(findings.filter(({ severity }) => severity !== "note")).toEqual([
      expect.objectContaining({
        severity: "error",
        rule: "region-without-backup-policies",
        path: "organization.partition",
        message: "AWS has no backup policies in the partition `aws-eusc` yet",
      }),
    ]);
    expect(refusals(textOf("test/fixtures/china.yaml"))).toEqual([]);
  });

  test.each(["ap-east-2", "ap-southeast-6", "ap-southeast-7", "mx-central-1"])("%s is refused", (region) => {
    expect(refusals(edit(minimal, "eu-south-1]", `${region}]`))).toEqual([
      `error region-without-backup-policies regions[1]: AWS has no backup policies in \`${region}\` yet`,
    ]);
  });

  test.each(["ap-southeast-5", "ca-west-1", "us-east-1"])("%s is not", (region) => {
    expect(refusals(edit(minimal, "eu-south-1]", `${region}]`))).toEqual([]);
  });
});

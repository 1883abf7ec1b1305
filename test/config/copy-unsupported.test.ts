/** Copies that AWS Backup cannot make: the type, the Region of the backup and that of the copy decide. */

import { check, edit, validText } from "./valid";

const plan = (type: string, copy: string) =>
  edit(
    edit(validText, "RDS, S3]", `RDS, S3, ${type}]`),
    "backupPlans:\n",
    `backupPlans:
  - name: types
    targets: [payments]
    regions: [eu-central-1]
    select: { resourceTypes: [${type}] }
    rules: [{ name: noon, schedule: cron(0 12 ? * * *), lifecycle: { deleteAfterDays: 35 }, copies: [${copy}] }]
`,
  ).replace("us-east-1]\n\norg", "us-east-1, eu-south-1]\n\norg");

function messages(text: string): string[] {
  return check(text)
    .findings.filter(({ rule }) => rule === "copy-unsupported")
    .map(({ message }) => message);
}

test("a copy to an opt-in Region counts as one from there", () => {
  expect(messages(plan("Neptune", "{ to: central, region: eu-south-1 }"))).toEqual([
    "AWS Backup cannot copy backups of Neptune from or to eu-south-1",
  ]);
  expect(messages(plan("Neptune", "{ to: central }"))).toEqual([]);
});

test("a type that is never copied", () => {
  expect(messages(plan("Redshift", "{ to: central }"))).toEqual(["AWS Backup cannot copy backups of Redshift"]);
});

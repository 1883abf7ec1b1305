/** Rules about Terraform's state. */

import { quotas } from "../../aws/quotas";
import { findRegion } from "../../aws/regions";
import { duplicates, type Problem, type Rule } from "../rule";

export const stateRules: readonly Rule[] = [
  {
    id: "workspace-name",
    severity: "error",
    what: `Workspace names are letters, digits, \`-\` and \`_\`, at most ${quotas.workspaceName.characters} characters.`,
    why: "HCP Terraform refuses any other name.",
    schemaPaths: ["terraform.state.workspacePrefix"],
    passes: "terraform: { state: { type: cloud, organization: acme, workspacePrefix: backup- } }",
    fails: "terraform: { state: { type: cloud, organization: acme, workspacePrefix: 'backup/' } }",
    check: ({ terraform: { state } }) => {
      const longest = quotas.workspaceName.characters - "central-vault".length;
      return state.type === "cloud" && state.workspacePrefix.length > longest
        ? [
            {
              path: ["terraform", "state", "workspacePrefix"],
              message: `the prefix has ${state.workspacePrefix.length} characters; with \`central-vault\` behind it, ${longest} fit`,
              hint: "Shorten it.",
            },
          ]
        : [];
    },
  },
  {
    id: "s3-state",
    severity: "error",
    what: "S3 state names a bucket, a Region of the partition, and a prefix that ends with `/` and starts without.",
    why: "A prefix without a slash glues itself to the stack's id, and two projects may write the same object.",
    schemaPaths: [
      "terraform.state.bucket",
      "terraform.state.region",
      "terraform.state.roleArn",
      "terraform.state.kmsKeyId",
    ],
    passes: "terraform: { state: { type: s3, bucket: acme-tfstate, region: eu-central-1, keyPrefix: backup/ } }",
    fails: "terraform: { state: { type: s3, bucket: acme-tfstate, region: eu-central-1, keyPrefix: backup } }",
    check: ({ terraform: { state }, organization: { partition } }) => {
      if (state.type !== "s3") {
        return [];
      }
      const problems: (Problem | false)[] = [
        findRegion(state.region)?.partition !== partition && {
          path: ["terraform", "state", "region"],
          message: `partition ${partition} has no Region \`${state.region}\``,
          hint: "Name the Region of the bucket.",
        },
        state.keyPrefix !== "" &&
          !/^[^/].*\/$/.test(state.keyPrefix) && {
            path: ["terraform", "state", "keyPrefix"],
            message: `the prefix \`${state.keyPrefix}\` must end with a slash and not start with one`,
            hint: `Write \`${state.keyPrefix.replace(/^\/+|\/+$/g, "")}/\`.`,
          },
      ];
      return problems.filter((problem) => problem !== false);
    },
  },
  {
    id: "state-local",
    severity: "warning",
    what: "Local state is for one workload account at the most.",
    why: "A state file on one machine is lost with it, and nothing keeps two people from applying at once.",
    needs: ["terraform", "terraform.state", "terraform.state.type", "accounts", "accounts[*]", "accounts[*].purpose"],
    passes:
      "{ terraform: { state: { type: cloud, organization: acme } }, accounts: [{ name: ledger, id: '555555555555', vpcs: [{ id: vpc-11111111, region: eu-west-1, routeTableIds: all }] }] }",
    fails: "accounts: [{ name: ledger, id: '555555555555' }]",
    check: ({ terraform: { state }, accounts }) => {
      const workloads = accounts.filter(({ purpose }) => purpose === "workload").length;
      return state.type === "local" && workloads > 1
        ? [
            {
              path: ["terraform", "state"],
              orElse: ["accounts"],
              message: `${workloads} workload accounts, and their state in files on one machine`,
              hint: "Use `type: s3` or `type: cloud` before you apply for real.",
            },
          ]
        : [];
    },
  },
  {
    id: "import-duplicate",
    severity: "error",
    what: "No two imports go to the same address of a stack.",
    why: "Terraform refuses to import two objects to one address.",
    passes:
      "terraform: { imports: [{ stack: central-vault, to: aws_backup_vault.vault-eu-central-1, id: org-central-vault }, { stack: member-payments, to: aws_backup_vault.vault-eu-central-1, id: org-local-vault }] }",
    fails:
      "terraform: { imports: [{ stack: encryption, to: aws_kms_key.key-eu-central-1, id: mrk-0123456789abcdef0123456789abcdef }, { stack: encryption, to: aws_kms_key.key-eu-central-1, id: mrk-00000000000000000000000000000000 }] }",
    check: ({ terraform: { imports } }) =>
      duplicates(imports, ({ stack, to }) => JSON.stringify([stack, to])).map(({ index, first }) => ({
        path: ["terraform", "imports", index, "to"],
        message: `\`${imports[index]?.to}\` of ${imports[index]?.stack} is imported by imports[${first}] already`,
        hint: "Keep the one whose id is the right one.",
      })),
  },
];

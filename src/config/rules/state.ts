/** Rules about Terraform's state. */

import { quotas } from "../../aws/quotas";
import { findRegion } from "../../aws/regions";
import { longestStackId } from "../stack-ids";
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
      const longest = quotas.workspaceName.characters - longestStackId.length;
      return state.type === "cloud" && state.workspacePrefix.length > longest
        ? [
            {
              path: ["terraform", "state", "workspacePrefix"],
              message: `the prefix has ${state.workspacePrefix.length} characters; before \`${longestStackId}\`, ${longest} fit`,
              hint: "Shorten it.",
            },
          ]
        : [];
    },
  },
  {
    id: "s3-state",
    severity: "error",
    what: "S3 state names a bucket, a Region of the partition, and a prefix that ends with `/` and does not start with it.",
    why: "Without the slash, the prefix and the stack id form one name, and two projects may write the same object.",
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
    what: "Local state is for at most one workload account.",
    why: "If the machine is lost, the state is lost, and two people can apply at the same time.",
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
              message: `${workloads} workload accounts have their state in files on one machine`,
              hint: "Use `type: s3` or `type: cloud` before you apply to your organization.",
            },
          ]
        : [];
    },
  },
  {
    id: "dynamic-credentials",
    severity: "error",
    what: "Remote execution needs a plan role and a separate deployment role.",
    why: "HCP Terraform assumes one role to plan and another to apply. AWS Control Tower would not keep the trust on its own role. If the plan role could write, every pull request could write.",
    needs: ["terraform", "terraform.state", "terraform.state.type", "terraform.state.executionMode"],
    passes:
      "terraform: { deploymentRoleName: StrongroomDeployment, planRoleName: StrongroomPlan, state: { type: cloud, organization: acme, executionMode: remote } }",
    fails:
      "terraform: { planRoleName: StrongroomPlan, state: { type: cloud, organization: acme, executionMode: remote } }",
    check: ({ terraform: { state, planRoleName, deploymentRoleName } }) => {
      if (state.type !== "cloud" || state.executionMode !== "remote") {
        return [];
      }
      const path = ["terraform", "state", "executionMode"];
      const problems: (Problem | false)[] = [
        planRoleName === undefined && {
          path,
          message: "remote execution has no plan role",
          hint: "Set terraform.planRoleName to a role, such as StrongroomPlan.",
        },
        deploymentRoleName === "AWSControlTowerExecution" && {
          path: ["terraform", "deploymentRoleName"],
          orElse: path,
          message: "HCP Terraform cannot assume AWSControlTowerExecution",
          hint: "Set terraform.deploymentRoleName to your own role, such as StrongroomDeployment.",
        },
      ];
      return problems.filter((problem) => problem !== false);
    },
  },
  {
    id: "plan-role",
    severity: "error",
    what: "The plan role is not the deployment, backup, restore or break-glass role.",
    why: "The plan role is read-only, and the other roles must write.",
    passes: "terraform: { planRoleName: StrongroomPlan }",
    fails: "terraform: { planRoleName: OrgBackupRole }",
    check: ({ terraform: { planRoleName, deploymentRoleName }, roles }) => {
      const taken = [deploymentRoleName, roles.backup, roles.restore, roles.breakGlass];
      return planRoleName !== undefined && taken.includes(planRoleName)
        ? [
            {
              path: ["terraform", "planRoleName"],
              message: `\`${planRoleName}\` is the name of another role of the config`,
              hint: "Give the plan role another name, such as StrongroomPlan.",
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
        message: `\`${imports[index]?.to}\` of ${imports[index]?.stack} is already imported by imports[${first}]`,
        hint: "Keep the import with the correct id.",
      })),
  },
];

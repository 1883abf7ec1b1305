import { z } from "zod";
import { reference, region, roleName, strict, tagKey, tagValue } from "./primitives";

const stateSchema = z
  .discriminatedUnion("type", [
    strict({
      type: z.literal("local").meta({ description: "State files beside `cdktf.out`, for a first try." }),
    }),
    strict({
      type: z.literal("s3").meta({ description: "One encrypted object a stack, with the native lock file." }),
      bucket: z
        .string()
        .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, {
          error: "a bucket name has 3 to 63 characters out of a-z 0-9 . -",
        })
        .meta({ description: "Bucket that holds the state." }),
      region: region.meta({ description: "Region of the bucket." }),
      keyPrefix: z
        .string()
        .default("")
        .meta({ description: "Put before every object key, which is `<stack>.tfstate`.", examples: ["backup/"] }),
      kmsKeyId: z
        .string()
        .regex(
          /^([0-9a-f-]{36}|mrk-[0-9a-f]{32}|(arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:)?(key|alias)\/[A-Za-z0-9/_-]+)$/,
          {
            error: "give a key id, an alias such as alias/state, or the ARN of one of them",
          },
        )
        .optional()
        .meta({ description: "KMS key that encrypts the state. Default: the bucket's." }),
      roleArn: z
        .string()
        .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, {
          error: "a role's ARN looks like arn:aws:iam::111111111111:role/State",
        })
        .optional()
        .meta({ description: "Role that Terraform assumes to reach the bucket." }),
    }),
    strict({
      type: z.literal("cloud").meta({ description: "One HCP Terraform workspace a stack." }),
      organization: z.string().min(1).meta({ description: "HCP Terraform organization." }),
      project: z.string().min(1).optional().meta({ description: "HCP Terraform project of the workspaces." }),
      workspacePrefix: z
        .string()
        .regex(/^[A-Za-z0-9_-]*$/, { error: "a workspace name takes letters, digits, - and _" })
        .default("")
        .meta({ description: "Put before every workspace name, which is the stack's id.", examples: ["backup-"] }),
      executionMode: z
        .enum(["local", "remote"])
        .default("local")
        .meta({
          description:
            "`local`: Terraform runs where it is started and assumes the roles, HCP Terraform keeps the state. `remote`: " +
            "HCP Terraform plans and applies, and its dynamic credentials are those of the plan and the deployment role " +
            "in the account of the stack.",
        }),
    }),
  ])
  .default({ type: "local" })
  .meta({ description: "Where Terraform keeps the state of the stacks." });

const runner = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, {
  error: "a role's ARN looks like arn:aws:iam::111111111111:role/TerraformRunner",
});

const importSchema = strict({
  stack: reference.meta({ description: "Id of the stack that describes it.", examples: ["central-vault"] }),
  to: z
    .string()
    .regex(/^aws_\w+\.[\w-]+$/, { error: "an address looks like aws_backup_vault.vault-eu-central-1" })
    .meta({
      description: "Its address in the stack.",
      examples: ["aws_backup_vault.vault-eu-central-1"],
    }),
  id: z
    .string()
    .min(1)
    .max(2048)
    .meta({ description: "The id by which Terraform imports it.", examples: ["org-central-vault"] }),
});

export const terraformSchema = strict({
  state: stateSchema,
  deploymentRoleName: roleName.default("AWSControlTowerExecution").meta({
    description: "Role that Terraform assumes in every account. The guardrails exempt it.",
  }),
  planRoleName: roleName.optional().meta({
    description:
      "Role with which Terraform plans in every account, and which can only read. `TF_VAR_role_name` chooses it for a plan. " +
      "Default: Terraform plans with the deployment role.",
    examples: ["StrongroomPlan"],
  }),
  runners: strict({
    plan: runner.meta({ description: "ARN of the role that runs `terraform plan`." }),
    apply: runner.meta({ description: "ARN of the role that runs `terraform apply`." }),
  })
    .optional()
    .meta({
      description:
        "Roles with which Terraform is run, where it is not HCP Terraform that runs it. The roles that " +
        "`strongroom role-policies` prints trust them.",
    }),
  regionStrategy: z
    .enum(["providerAlias", "resourceRegion"])
    .default("providerAlias")
    .meta({
      description:
        "`providerAlias`: one aliased provider per account and Region. `resourceRegion`: one provider per account, and " +
        "`region` on each Regional resource, which takes less memory and needs version 6 of the AWS provider.",
    }),
  imports: z
    .array(importSchema)
    .default([])
    .meta({
      description:
        "What exists in AWS already and is adopted by the next apply: one import block each. `strongroom import-blocks` " +
        "prints them. Once applied, they do nothing and can go.",
    }),
  tags: z.record(tagKey, tagValue).default({}).meta({ description: "Tags of every resource that can carry them." }),
});

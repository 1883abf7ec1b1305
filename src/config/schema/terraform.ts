import { z } from "zod";
import { defaultHostname } from "../../terraform/run-url";
import { reference, region, roleName, strict, tagKey, tagValue } from "./primitives";

const stateSchema = z
  .discriminatedUnion("type", [
    strict({
      type: z.literal("local").meta({ description: "State files beside `cdktf.out`, for a first try." }),
    }),
    strict({
      type: z.literal("s3").meta({ description: "One encrypted object for each stack, with a lock file beside it." }),
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
        .meta({
          description: "Prefix of every object key. The rest of the key is `<stack>.tfstate`.",
          examples: ["backup/"],
        }),
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
      type: z.literal("cloud").meta({ description: "One HCP Terraform workspace for each stack." }),
      organization: z.string().min(1).meta({
        description: "HCP Terraform organization, unless `TF_CLOUD_ORGANIZATION` of the environment names it.",
      }),
      hostname: z
        .string()
        .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/, {
          error: "a hostname has no scheme, port, path or capital letters",
        })
        .default(defaultHostname)
        .meta({
          description:
            "Host of HCP Terraform or Terraform Enterprise. Default: `TF_CLOUD_HOSTNAME` of the environment, else this.",
          examples: ["app.eu.terraform.io"],
        }),
      project: z.string().min(1).optional().meta({
        description:
          "HCP Terraform project of the workspaces. Default: `TF_CLOUD_PROJECT` of the environment, else the default project.",
      }),
      workspacePrefix: z
        .string()
        .regex(/^[A-Za-z0-9_-]*$/, { error: "a workspace name takes letters, digits, - and _" })
        .default("")
        .meta({
          description: "Prefix of every workspace name. The rest of the name is the stack's id.",
          examples: ["backup-"],
        }),
      executionMode: z
        .enum(["local", "remote"])
        .default("local")
        .meta({
          description:
            "`local`: Terraform runs where you start it and assumes the roles, and HCP Terraform keeps the state. `remote`: " +
            "HCP Terraform plans and applies, with dynamic credentials of the plan role and the deployment role in the " +
            "account of the stack.",
        }),
    }),
  ])
  .default({ type: "local" })
  .meta({ description: "Where Terraform keeps the state of the stacks." });

const runner = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, {
  error: "a role's ARN looks like arn:aws:iam::111111111111:role/TerraformRunner",
});

const importSchema = strict({
  stack: reference.meta({ description: "Id of the stack that describes the resource.", examples: ["central-vault"] }),
  to: z
    .string()
    .regex(/^aws_\w+\.[\w-]+$/, { error: "an address looks like aws_backup_vault.vault-eu-central-1" })
    .meta({
      description: "Address of the resource in the stack.",
      examples: ["aws_backup_vault.vault-eu-central-1"],
    }),
  id: z
    .string()
    .min(1)
    .max(2048)
    .meta({ description: "Id by which Terraform imports the resource.", examples: ["org-central-vault"] }),
});

export const terraformSchema = strict({
  state: stateSchema,
  deploymentRoleName: roleName.default("AWSControlTowerExecution").meta({
    description: "Role that Terraform assumes in every account. The guardrails exempt it.",
  }),
  planRoleName: roleName.optional().meta({
    description:
      "Read-only role with which Terraform plans in every account. `TF_VAR_role_name` chooses it for a Terraform plan. " +
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
        "Roles that run Terraform, unless HCP Terraform runs it. The roles that " +
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
        "Resources that exist in AWS, and that the next apply adopts: one import block each. `strongroom import-blocks` " +
        "prints them. After the apply they do nothing, and you can remove them.",
    }),
  tags: z.record(tagKey, tagValue).default({}).meta({ description: "Tags of every resource that can carry them." }),
});

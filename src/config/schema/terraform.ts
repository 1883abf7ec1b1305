import { z } from "zod";
import { region, roleName, strict, tagKey, tagValue } from "./primitives";

const stateSchema = z
  .discriminatedUnion("type", [
    strict({
      type: z.literal("local").meta({ description: "State files beside `cdktf.out`, for a first try." }),
    }),
    strict({
      type: z.literal("s3").meta({ description: "One encrypted object a stack, with the native lock file." }),
      bucket: z.string().min(3).max(63).meta({ description: "Bucket that holds the state." }),
      region: region.meta({ description: "Region of the bucket." }),
      keyPrefix: z
        .string()
        .default("")
        .meta({ description: "Put before every object key, which is `<stack>.tfstate`.", examples: ["backup/"] }),
      kmsKeyId: z.string().optional().meta({ description: "KMS key that encrypts the state. Default: the bucket's." }),
      roleArn: z.string().optional().meta({ description: "Role that Terraform assumes to reach the bucket." }),
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
    }),
  ])
  .default({ type: "local" })
  .meta({ description: "Where Terraform keeps the state of the stacks." });

export const terraformSchema = strict({
  state: stateSchema,
  deploymentRoleName: roleName.default("AWSControlTowerExecution").meta({
    description: "Role that Terraform assumes in every account. The guardrails exempt it.",
  }),
  regionStrategy: z
    .enum(["providerAlias", "resourceRegion"])
    .default("providerAlias")
    .meta({
      description:
        "`providerAlias`: one aliased provider per account and Region. `resourceRegion`: one provider per account, and " +
        "`region` on each Regional resource, which takes less memory and needs version 6 of the AWS provider.",
    }),
  tags: z.record(tagKey, tagValue).default({}).meta({ description: "Tags of every resource that can carry them." }),
});

import { z } from "zod";
import { partitions } from "../../aws/regions";
import { accountId, nonEmptyList, reference, region, strict } from "./primitives";

export const organizationSchema = strict({
  id: z
    .string()
    .regex(/^o-[a-z0-9]{10,32}$/, { error: "an organization id looks like o-a1b2c3d4e5" })
    .meta({ description: "Id of the AWS organization.", examples: ["o-a1b2c3d4e5"] }),
  rootId: z
    .string()
    .regex(/^r-[a-z0-9]{4,32}$/, { error: "a root id looks like r-a1b2" })
    .meta({ description: "Id of the organization's root.", examples: ["r-a1b2"] }),
  partition: z.enum(partitions).default("aws").meta({ description: "AWS partition that holds the organization." }),
});

export const organizationalUnitSchema = strict({
  name: z
    .string()
    .min(1)
    .max(128)
    .meta({ description: "Name by which `parent`, accounts and targets refer to the OU.", examples: ["Production"] }),
  id: z
    .string()
    .regex(/^ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/, { error: "an OU id looks like ou-a1b2-33333333" })
    .meta({ description: "Id of the OU.", examples: ["ou-a1b2-33333333"] }),
  parent: reference
    .optional()
    .meta({ description: "Name of the OU above. Without it, the OU is directly under the root." }),
});

const vpcSchema = strict({
  id: z
    .string()
    .regex(/^vpc-[0-9a-f]{8,17}$/, { error: "a VPC id looks like vpc-0a1b2c3d4e5f60718" })
    .meta({ description: "Id of the VPC.", examples: ["vpc-0a1b2c3d4e5f60718"] }),
  region: region.meta({ description: "Region of the VPC." }),
  routeTableIds: z
    .union(
      [
        z.literal("all"),
        nonEmptyList(z.string().regex(/^rtb-[0-9a-f]{8,17}$/, { error: "a route table id looks like rtb-0a1b2c3d" })),
      ],
      { error: "give `all` or a list of route table ids such as [rtb-0a1b2c3d]" },
    )
    .meta({
      description:
        "Route tables that get the S3 route. `all` looks up every route table of the VPC when Terraform plans. " +
        "A route table holds one S3 route, so no other S3 gateway endpoint may use it.",
    }),
});

export const purposes = ["management", "backupAdministrator", "centralBackup", "workload", "suspended"] as const;

export const accountSchema = strict({
  name: z.string().min(1).max(128).meta({
    description: "Name of the account. It is part of the ids of its stacks, so renaming it moves their state.",
  }),
  id: accountId.meta({ description: "Account id: a quoted string of 12 digits.", examples: ["444444444444"] }),
  purpose: z
    .enum(purposes)
    .default("workload")
    .meta({
      description:
        "What the account is for. One account each is `management` (the organization's own), `backupAdministrator` " +
        "(delegated administrator of AWS Backup) and `centralBackup` (holds the central vaults); the others are " +
        "`workload`. `suspended` is an account that is closed or suspended: nobody can work in it, so it has no stacks.",
    }),
  organizationalUnit: reference.optional().meta({
    description: "Name of the OU that holds the account. Without it, the account is directly under the root.",
  }),
  regions: nonEmptyList(region)
    .optional()
    .meta({ description: "Regions that the account uses, each with a local vault. Default: every governed Region." }),
  vpcs: z.array(vpcSchema).default([]).meta({ description: "VPCs that get an S3 gateway endpoint each." }),
});

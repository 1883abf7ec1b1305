import { z } from "zod";
import { resourceTypes, servicesThat } from "../../aws/backup-services";
import { backupPlanSchema } from "./backup-plans";
import { encryptionSchema } from "./encryption";
import { findingsSchema } from "./findings";
import { guardrailsSchema } from "./guardrails";
import { accountSchema, organizationalUnitSchema, organizationSchema } from "./organization";
import { nonEmptyList, region, strict } from "./primitives";
import { rolesSchema } from "./roles";
import { terraformSchema } from "./terraform";
import { vaultsSchema } from "./vaults";

const advancedServices = servicesThat(({ fullManagementSetting }) => fullManagementSetting === "turnedOn");

/**
 * The whole config file. Shape only: what one part means for another is the rules' business (`src/config/rules`).
 */
export const orgConfigSchema = strict({
  organization: organizationSchema.meta({ description: "The AWS organization." }),
  homeRegion: region.meta({ description: "Home Region: holds the primary key. One of `regions`." }),
  regions: nonEmptyList(region).meta({ description: "Governed Regions: each gets a key, vaults and settings." }),
  organizationalUnits: z
    .array(organizationalUnitSchema)
    .default([])
    .meta({ description: "The OUs that accounts and targets name." }),
  accounts: nonEmptyList(accountSchema).meta({ description: "The accounts of the organization." }),
  terraform: terraformSchema.prefault({}).meta({ description: "State, deployment role and providers." }),
  encryption: encryptionSchema.prefault({}).meta({ description: "The multi-Region KMS key of every vault." }),
  vaults: vaultsSchema.prefault({}).meta({ description: "Names and locks of the vaults." }),
  roles: rolesSchema.prefault({}).meta({ description: "The IAM roles, the same in every account." }),
  serviceOptIn: nonEmptyList(z.enum(resourceTypes))
    .default(servicesThat(({ optIn }) => optIn === "byDefault"))
    .meta({
      description:
        "Services that AWS Backup may back up by tag, set in every governed Region. " +
        `${advancedServices.join(" and ")} also get their advanced features.`,
    }),
  backupPlans: z
    .array(backupPlanSchema)
    .prefault([])
    .meta({ description: "Backup plans, which AWS Organizations applies in the accounts." }),
  guardrails: guardrailsSchema
    .prefault({})
    .meta({ description: "Service and resource control policies that protect the backups." }),
  findings: findingsSchema.prefault({}).meta({ description: "What `validate` does not need to say any more." }),
});

/** The config with every default filled in. */
export type OrgConfig = z.output<typeof orgConfigSchema>;

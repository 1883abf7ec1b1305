import { type Account, type Deployment, type ImportBlock } from "../model/deployment";
import { type StackKind } from "../config/stack-kinds";
import { type Built } from "../answers/validate";
import { sortedBy } from "../model/sorted";
import { type StackInput } from "./stack-input";

/** Every organization had to enable them when it began: another type is asked for once a policy is of it. */
const alwaysEnabled = ["BACKUP_POLICY", "SERVICE_CONTROL_POLICY"] as const;

/**
 * What each stack is made from.
 * @param awsProviderVersion constraint for the version of the AWS provider; undefined for that of the bindings
 */
export function stackInputs({ deployment, documents }: Built, awsProviderVersion: string | undefined): StackInput[] {
  const { encryption, organization, centralVaults, members, networks, roles, regions, regionSettings } = deployment;
  const { state, deploymentRoleName, planRoleName, regionStrategy, tags } = deployment.terraform;
  const inOrder = Object.fromEntries(sortedBy(Object.entries(tags), ([key]) => key));
  const imports = importsByStack(deployment);
  const common = <Kind extends StackKind>(kind: Kind, id: string, account: Account) => ({
    kind,
    id,
    account,
    partition: organization.partition,
    homeRegion: deployment.homeRegion,
    terraform: { state, deploymentRoleName, planRoleName, regionStrategy, tags: inOrder },
    imports: imports.get(id) ?? [],
    awsProviderVersion,
  });
  const breakGlassRole = documents.breakGlassRole && { name: roles.breakGlass, ...documents.breakGlassRole };
  const withVaults = {
    governedRegions: regions,
    encryption: { account: encryption.account, pinnedKeyId: encryption.pinnedKeyId, stackId: encryption.stackId },
    breakGlassRole,
  };
  const byKind: { readonly [Kind in StackKind]: readonly Extract<StackInput, { kind: Kind }>[] } = {
    encryption: [
      {
        ...common("encryption", encryption.stackId, encryption.account),
        governedRegions: regions,
        key:
          encryption.pinnedKeyId === undefined
            ? {
                policy: documents.keyPolicy,
                alias: encryption.alias,
                deletionWindowDays: encryption.deletionWindowDays,
                rotationPeriodDays: encryption.rotationPeriodDays,
                replicaRegions: encryption.replicaRegions,
                breakGlassRole: encryption.accountHasVaults ? undefined : breakGlassRole,
              }
            : undefined,
      },
    ],
    centralVault: [
      {
        ...common("centralVault", centralVaults.stackId, centralVaults.account),
        ...withVaults,
        vaults: centralVaults.vaults,
        accessPolicy: documents.centralVaultPolicy,
      },
    ],
    member: members.map(({ stackId, account, vaults }) => ({
      ...common("member", stackId, account),
      ...withVaults,
      vaults,
      accessPolicy: documents.localVaultPolicy,
      backupRole: { name: roles.backup, ...documents.backupRole },
      restoreRole: { name: roles.restore, ...documents.restoreRole },
      regionSettings,
    })),
    network: networks.map(({ stackId, account, endpoints }) => ({
      ...common("network", stackId, account),
      endpoints,
    })),
    organization: [
      {
        ...common("organization", "organization", organization.management),
        governedRegions: regions,
        organization: { id: organization.id, rootId: organization.rootId },
        backupAdministratorId: organization.backupAdministrator.id,
        policyTypes: [...new Set([...alwaysEnabled, ...documents.organizationsPolicies.map(({ type }) => type)])],
        policies: documents.organizationsPolicies.map(({ name, description, type, content, targets }) => ({
          name,
          description,
          type,
          content,
          targetIds: targets.map(({ id }) => id),
        })),
        regionSettings,
      },
    ],
  };
  return Object.values(byKind).flat();
}

function importsByStack({ terraform }: Deployment): ReadonlyMap<string, StackInput["imports"]> {
  const byStack = new Map<string, Pick<ImportBlock, "to" | "id">[]>();
  for (const { stack, to, id } of terraform.imports) {
    const imports = byStack.get(stack) ?? [];
    imports.push({ to, id });
    byStack.set(stack, imports);
  }
  return byStack;
}

/** From a checked config to the deployment: defaults and loops resolved, nothing decided later. */

import { JsonText } from "../config/json-text";
import { type NamedFiles } from "../config/named-files";
import { backupTagKeys } from "../config/guarded-config";
import { type OrgConfig } from "../config/schema/org-config";
import { type ServiceControlPolicy } from "../config/service-control-policy";
import { policyProblems } from "../config/service-control-policy-grammar";
import { type StackKind } from "../config/stack-kinds";
import { findTarget, organizationalUnitsUpward, type Target } from "../config/targets";
import { resolveBackupPlanGroup } from "./backup-plans";
import { canonicalPolicy } from "./canonical-policy";
import {
  type Account,
  type Deployment,
  type Member,
  type Network,
  type Organization,
  type PlacedAccount,
  type PolicyTarget,
  type Purpose,
} from "./deployment";
import { resolveGuardrails } from "./guardrails";
import { resolveRegionSettings } from "./region-settings";
import { sorted, sortedBy } from "./sorted";
import { resolveStacks, type StackSummary } from "./stacks";

/**
 * The deployment that a config stands for.
 * @param config one that passed every rule: names resolve, and each central purpose has its one account
 * @param files what the config names, and passed the rules too
 */
export function resolveDeployment(config: OrgConfig, files: NamedFiles = new Map()): Deployment {
  const regions = sorted(config.regions);
  const organization = resolveOrganization(config);
  const stacks = resolveStacks(config);
  const encryption = onlyStack(stacks, "encryption");
  const centralVault = onlyStack(stacks, "centralVault");
  const members = resolveMembers(config, stacks);
  const { breakGlassAccess, ...roles } = config.roles;
  const { keyId, ...keySettings } = config.encryption;
  const targets = (names: readonly string[]) => resolveTargets(config, names);
  return {
    organization,
    accounts: resolveAccounts(config),
    organizationalUnits: sortedBy(config.organizationalUnits, ({ name }) => name).map(({ id, name }) => ({ id, name })),
    stacks,
    homeRegion: config.homeRegion,
    regions,
    terraform: config.terraform,
    roles: { ...roles, otherBackupRoles: sorted(new Set(roles.otherBackupRoles)) },
    breakGlass: { ...breakGlassAccess, principals: sorted(new Set(breakGlassAccess.principals)) },
    localVaultName: config.vaults.local.name,
    centralVaultName: config.vaults.central.name,
    regionSettings: resolveRegionSettings(config.serviceOptIn),
    encryption: {
      ...keySettings,
      stackId: encryption.id,
      account: encryption.account,
      accountHasVaults: [centralVault, ...members].some(({ account }) => account.id === encryption.account.id),
      primaryRegion: config.homeRegion,
      replicaRegions: regions.filter((region) => region !== config.homeRegion),
      pinnedKeyId: keyId,
      administratorRoles: sorted(new Set(keySettings.administratorRoles)),
    },
    centralVaults: {
      stackId: centralVault.id,
      account: centralVault.account,
      vaults: regions.map((region) => ({ region, ...config.vaults.central })),
    },
    members,
    networks: resolveNetworks(config, stacks),
    backupPlanGroups: sortedBy(config.backupPlans, ({ name }) => name).map((plan) =>
      resolveBackupPlanGroup(plan, {
        regions,
        targets: targets(plan.targets),
        localVaultName: config.vaults.local.name,
        centralVaultName: config.vaults.central.name,
        centralAccountId: organization.centralBackup.id,
        partition: organization.partition,
      }),
    ),
    guardrails: resolveGuardrails(config, targets),
    additionalGuardrails: sortedBy(config.guardrails.additional, ({ name }) => name).map((guardrail) => ({
      name: guardrail.name,
      policy: canonicalPolicy(policyIn(guardrail.file, files)),
      targets: targets(guardrail.targets),
    })),
    backupTagKeys: backupTagKeys(config),
  };
}

function resolveOrganization(config: OrgConfig): Organization {
  const withPurpose = (purpose: Purpose): Account => {
    const account = config.accounts.find((candidate) => candidate.purpose === purpose);
    if (!account) {
      throw new Error(`rule purpose-count let a config without a ${purpose} account pass`);
    }
    return { name: account.name, id: account.id };
  };
  return {
    ...config.organization,
    management: withPurpose("management"),
    backupAdministrator: withPurpose("backupAdministrator"),
    centralBackup: withPurpose("centralBackup"),
  };
}

function resolveAccounts(config: OrgConfig): PlacedAccount[] {
  return sortedBy(config.accounts, ({ name }) => name).map((account) => ({
    id: account.id,
    name: account.name,
    purpose: account.purpose,
    ancestorIds: ancestorIdsOf(config, { type: "account", id: account.id, account }),
  }));
}

function onlyStack(stacks: readonly StackSummary[], kind: StackKind): StackSummary {
  const [stack] = ofKind(stacks, kind);
  if (!stack) {
    throw new Error(`a rule let a config without an account for the stack ${kind} pass`);
  }
  return stack;
}

function ofKind(stacks: readonly StackSummary[], wanted: StackKind): StackSummary[] {
  return stacks.filter(({ kind }) => kind === wanted);
}

function resolveMembers(config: OrgConfig, stacks: readonly StackSummary[]): Member[] {
  return ofKind(stacks, "member").map(({ id, account }) => ({
    stackId: id,
    account,
    vaults: sorted(accountNamed(config, account.name)?.regions ?? config.regions).map((region) => ({
      region,
      ...config.vaults.local,
    })),
  }));
}

function resolveNetworks(config: OrgConfig, stacks: readonly StackSummary[]): Network[] {
  return ofKind(stacks, "network").map(({ id, account }) => ({
    stackId: id,
    account,
    endpoints: sortedBy(accountNamed(config, account.name)?.vpcs ?? [], (vpc) => `${vpc.region} ${vpc.id}`).map(
      (vpc) => ({
        region: vpc.region,
        vpcId: vpc.id,
        routeTableIds: vpc.routeTableIds === "all" ? "all" : sorted(vpc.routeTableIds),
      }),
    ),
  }));
}

function policyIn(path: string, files: NamedFiles): ServiceControlPolicy {
  const file = files.get(path);
  if (!(file instanceof JsonText) || policyProblems(file.value).length > 0) {
    throw new Error(`a rule let ${path} pass, which holds no policy`);
  }
  return file.value as ServiceControlPolicy;
}

/** Each target once, by id. */
function resolveTargets(config: OrgConfig, names: readonly string[]): PolicyTarget[] {
  const targets = new Map<string, PolicyTarget>();
  for (const name of names) {
    const target = findTarget(config, name);
    if (!target) {
      throw new Error(`a rule let the unknown target ${name} pass`);
    }
    targets.set(target.id, { id: target.id, name, ancestorIds: ancestorIdsOf(config, target) });
  }
  return sortedBy(targets.values(), ({ id }) => id);
}

function ancestorIdsOf(config: OrgConfig, target: Target): string[] {
  if (target.type === "root") {
    return [];
  }
  const above = target.type === "account" ? target.account.organizationalUnit : target.unit.parent;
  return [...organizationalUnitsUpward(config, above).map(({ id }) => id), config.organization.rootId];
}

function accountNamed({ accounts }: OrgConfig, wanted: string) {
  return accounts.find(({ name }) => name === wanted);
}

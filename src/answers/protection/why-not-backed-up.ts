/** The first reason why AWS Backup makes no backup of a resource. */

import { documentation } from "../../about";
import { holdsIn } from "../../aws/extent";
import { findRegion, regions } from "../../aws/regions";
import { didYouMean } from "../../config/targets";
import { type Reason } from "./answer";
import { type Case } from "./case";
import { whyConditionsFail, whyNotSaid } from "./why-conditions-fail";
import { type Plan } from "./organization-backups";
import { reasons } from "./reasons";
import { selectionsOf } from "./selects";
import { optOutValues } from "./tag-state";
import { namedValuesOf } from "./tag-values";
import { entries } from "./words";

export function whyNotBackedUp(asked: Case): Reason | undefined {
  return asked.backups.isSuspended
    ? suspended(asked)
    : asked.backups.errors.length > 0
      ? invalidPolicy(asked)
      : asked.taking.length === 0
        ? (optedOut(asked) ?? untaken(asked))
        : (withoutVault(asked) ?? notOptedIn(asked) ?? notInRegion(asked));
}

function suspended({ account }: Case): Reason {
  return {
    id: "account-suspended",
    message: `${account.name} is suspended: do not count on backups in it`,
    fix: `${reasons["account-suspended"].fix} Then remove \`purpose: suspended\` from ${account.name}.`,
  };
}

function invalidPolicy({ account, backups }: Case): Reason {
  const [error] = backups.errors;
  return {
    id: "effective-policy-invalid",
    message: `the effective backup policy of ${account.name} is invalid (${error?.ErrorCode} at ${error?.PathToError}): AWS keeps the last valid one`,
    fix: `Mend what \`effective-policy --account ${account.name}\` shows.`,
  };
}

function optedOut(asked: Case): Reason | undefined {
  const { tagState, backupTag, running } = asked;
  if (!backupTag || (tagState !== "disabled" && tagState !== "custom")) {
    return undefined;
  }
  const id = `opted-out-${tagState}` as const;
  const tag = `\`${backupTag.key}=${backupTag.value}\``;
  return {
    id,
    message:
      tagState === "disabled"
        ? `${tag}: intentionally not backed up`
        : `${tag}: the team makes its own backups in the account; if the account is lost, they are lost`,
    fix: `${tagState === "disabled" ? "To back it up" : "For a copy that survives the loss of the account"}, ${choices(running, asked)}.`,
  };
}

/** No plan of the account takes it in the Region: what comes closest to one that would? */
function untaken(asked: Case): Reason {
  const { account, region, backups, running, organization, selectable } = asked;
  const takes = (plan: Plan) => selectionsOf(plan, selectable).length > 0;
  const inAccount = backups.plans.filter(takes);
  const elsewhere = organization.everyPlan().filter(takes);
  const differsInCase = (plans: readonly Plan[]) => wrongCase(plans, asked);
  const nearest = differsInCase(running) ?? whyNotSaid(running, asked);
  if (nearest) {
    return nearest;
  }
  if (inAccount.length > 0) {
    const governed = organization.deployment.regions.includes(region);
    return {
      id: "region-not-in-plan",
      message: `${entries(inAccount)} would back it up, but does not run in ${region}`,
      fix: `Add ${region} to \`regions\` of ${entries(inAccount)}${governed ? "" : `, and to the governed \`regions\``}.`,
    };
  }
  if (elsewhere.length > 0) {
    return {
      id: "account-not-targeted",
      message: `${entries(elsewhere)} would back it up, but does not reach ${account.name}`,
      fix: backups.isWorkload
        ? `Add ${account.name}, or an OU above it, to \`targets\` of ${entries(elsewhere)}.`
        : onlyWorkloads(account.name),
    };
  }
  return differsInCase(backups.plans) ?? differsInCase(organization.everyPlan()) ?? notSelected(asked);
}

function notSelected(asked: Case): Reason {
  const { resource, region, running, backups, organization, backupTag, tags } = asked;
  const [nearest] = [running, backups.plans, organization.everyPlan()].filter((plans) => plans.length > 0);
  if (!nearest) {
    return {
      id: "not-selected",
      message: "the config has no backup plan",
      fix: `Add a backup plan to \`backupPlans\` that selects it in ${region}.`,
    };
  }
  const shown = backupTag ?? [...tags].map(([key, value]) => ({ key, value }))[0];
  const known = [...(backupTag ? nearest.flatMap((plan) => namedValuesOf(plan, backupTag.key)) : []), ...optOutValues];
  const guess = backupTag && !known.includes(backupTag.value) ? didYouMean(backupTag.value, known) : "";
  const lead = shown ? `no backup plan selects \`${shown.key}=${shown.value}\`` : "it has no tag";
  const failing = whyConditionsFail(nearest, asked);
  if (failing) {
    const others = choices(nearest, asked);
    return {
      id: "not-selected",
      message: `${lead}; ${failing.message}`,
      fix: `${guess}${failing.fix}${others.startsWith("set the tag") ? `, or ${others}` : ""}.`,
    };
  }
  return {
    id: "not-selected",
    message: shown
      ? `${lead}, or ${resource.name} by type`
      : `${lead}, and no backup plan selects ${resource.name} by type`,
    fix: `${guess}${sentence(choices(nearest, asked))}.`,
  };
}

/** A tag that a plan would select if its letters had another case. */
function wrongCase(plans: readonly Plan[], { selectable }: Case): Reason | undefined {
  for (const plan of plans) {
    const wanted = plan.selections.flatMap(tagsOf);
    const mended = [...selectable.tags].map(
      (tag) => wanted.find((other) => tag.join("=").toLowerCase() === other.join("=").toLowerCase()) ?? tag,
    );
    if (selectionsOf(plan, { ...selectable, tags: new Map(mended) }).length > 0) {
      const index = [...selectable.tags].findIndex((tag, position) => tag.join("=") !== mended[position]?.join("="));
      const [is, shall] = [[...selectable.tags][index], mended[index]];
      return {
        id: "tag-case",
        message: `\`${is?.join("=")}\` is not \`${shall?.join("=")}\`, which ${entries([plan])} selects: tags are case-sensitive`,
        fix: `Set the tag \`${shall?.[0]}\` to \`${shall?.[1]}\`${is?.[0] === shall?.[0] ? "" : `, and remove \`${is?.[0]}\``}.`,
      };
    }
  }
  return undefined;
}

/** The tags that a selection asks for. */
function tagsOf(selection: Plan["selections"][number]): [key: string, value: string][] {
  return selection.by === "tag"
    ? selection.values.map((value) => [selection.key, value])
    : selection.conditions.flatMap(({ operator, key, value }): [string, string][] =>
        operator === "equals" ? [[key, value]] : [],
      );
}

function withoutVault({ account, region, backups, taking }: Case): Reason | undefined {
  const vault = backups.vaults.get(region);
  return taking.every(({ rules }) => rules.every(({ targetVaultName }) => targetVaultName === vault?.name))
    ? undefined
    : {
        id: "vault-missing",
        message: `${entries(taking)} selects it, but ${account.name} has no vault in ${region}: every backup fails`,
        fix: backups.isWorkload
          ? `Add ${region} to \`regions\` of the account ${account.name}.`
          : onlyWorkloads(account.name),
      };
}

function notOptedIn({ resource, taking, lacksOptIn }: Case): Reason | undefined {
  return !lacksOptIn
    ? undefined
    : {
        id: "type-not-opted-in",
        message: `${entries(taking)} selects it, but ${resource.type} has no opt-in: AWS Backup skips it without an error`,
        fix: `Add ${resource.type} to \`serviceOptIn\`.`,
      };
}

function notInRegion({ resource, region }: Case): Reason | undefined {
  const { available } = resource.features;
  if (holdsIn(available, region)) {
    return undefined;
  }
  const partition = findRegion(region)?.partition;
  const others = regions.filter(({ name, partition: own }) => own === partition && holdsIn(available, name));
  return {
    id: "type-not-in-region",
    message: `AWS Backup does not support ${resource.name} in ${others.length > 0 ? region : `any Region of ${partition}`}`,
    fix:
      others.length > 0
        ? `${reasons["type-not-in-region"].fix} ${documentation("services.md")} lists the Regions.`
        : "Use the backups of the service itself.",
  };
}

function onlyWorkloads(name: string): string {
  return `Only workload accounts get vaults and roles: move the resource from ${name} to a workload account.`;
}

/** What to do for a plan to take it. */
function choices(plans: readonly Plan[], { organization, resource }: Case): string {
  const offered = plans.length > 0 ? plans : organization.everyPlan();
  const values = new Map<string, Set<string>>();
  for (const selection of offered.flatMap(({ selections }) => selections)) {
    if (selection.by === "tag") {
      values.set(selection.key, new Set([...(values.get(selection.key) ?? []), ...selection.values]));
    }
  }
  return values.size > 0
    ? `set the tag ${[...values].map(([key, some]) => `\`${key}\` to ${[...some].map((value) => `\`${value}\``).join(" or ")}`).join(", or ")}`
    : `add ${resource.type} to \`resourceTypes\` of a backup plan, or select it by a tag`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** BACKUP_POLICY documents of AWS Organizations from backup plans. */

import { digestOf } from "../digest";
import { quotas } from "../aws/quotas";
import { type BackupPlanGroup, type BackupRule, type Deployment, type PolicyTarget } from "../model/deployment";
import { sortedBy } from "../model/sorted";
import { backupPlanDocument } from "./backup-plan-document";
import { childControl, intersection, type Operator } from "../evaluator/inheritance-operators";
import { pack } from "./pack";
import { minified, type OrganizationsPolicy, policySize } from "./policy-document";

/**
 * The backup policies of a deployment, sorted by name.
 *
 * Each entry of `backupPlans` has policies of its own, the fewest that hold its plans, so that a change of one entry
 * rewrites no policy of another. Only where a target would get more policies than its quota do entries with the same
 * targets share policies: the smallest ones, and no more of them than it takes.
 */
export function buildBackupPolicies(deployment: Deployment): OrganizationsPolicy[] {
  const neighbourhoods = neighbourhoodsOf(deployment);
  for (const target of targetsOf(deployment)) {
    relieve(neighbourhoods.filter(({ targetIds }) => targetIds.includes(target.id)));
  }
  return sortedBy(
    neighbourhoods.flatMap(({ policies }) => policies),
    ({ name }) => name,
  );
}

/** Lets entries of one target share until it is no longer crowded: those of one neighbourhood, if they are enough. */
function relieve(here: readonly Neighbourhood[]): void {
  const excess = () => here.reduce((count, { policies }) => count + policies.length, 0) - quotas.backupPolicy.perTarget;
  if (excess() > 0 && !here.some((neighbourhood) => neighbourhood.share(excess()))) {
    for (const neighbourhood of here.filter(() => excess() > 0)) {
      neighbourhood.shareAll();
    }
  }
}

/** A part of a BACKUP_POLICY that stays in one piece: a plan, or some rules of a plan that is too large for a policy. */
interface Piece {
  readonly planName: string;
  readonly document: object;
  /** In the policy that holds it, with the comma before it. */
  readonly size: number;
}

interface Entry {
  readonly group: BackupPlanGroup;
  readonly pieces: readonly Piece[];
  /** What child policies may do with `plans` itself. */
  readonly allowed: readonly Operator[] | undefined;
}

/** The entries with the same targets, which may share policies. */
class Neighbourhood {
  readonly targetIds: readonly string[];
  policies: readonly OrganizationsPolicy[];
  /** Smallest first; of two equal ones, the last by name. */
  private readonly bySize: readonly Entry[];

  constructor(private readonly entries: readonly Entry[]) {
    this.targetIds = entries[0]?.group.targets.map(({ id }) => id) ?? [];
    this.policies = this.withSharing(0);
    this.bySize = entries.toReversed().toSorted((a, b) => total(a) - total(b));
  }

  /** Lets as few entries share as save so many policies. @returns false where none do */
  share(saved: number): boolean {
    const limit = this.policies.length - saved;
    // Saves trying them one by one where there are far too many.
    if (this.withSharing(this.entries.length).length > limit) {
      return false;
    }
    return this.counts().some((count) => this.adopt(this.withSharing(count), limit));
  }

  /** Lets as many entries share as can, where that saves anything. */
  shareAll(): void {
    const limit = this.policies.length - 1;
    this.counts()
      .reverse()
      .some((count) => this.adopt(this.withSharing(count), limit));
  }

  /** It takes two to share. */
  private counts(): number[] {
    return this.entries.slice(1).map((_, index) => index + 2);
  }

  private adopt(policies: readonly OrganizationsPolicy[], limit: number): boolean {
    const fits = policies.length <= limit && !policies.some(isTooLarge);
    this.policies = fits ? policies : this.policies;
    return fits;
  }

  private withSharing(count: number): OrganizationsPolicy[] {
    const sharing = new Set(count === 0 ? [] : this.bySize.slice(0, count));
    return [
      ...this.entries
        .filter((entry) => !sharing.has(entry))
        .flatMap((entry) =>
          policiesOf([entry], {
            name: `strongroom-backup-${entry.group.name}`,
            description: `Backup plan ${entry.group.name}, managed by Strongroom`,
          }),
        ),
      ...policiesOf(
        this.entries.filter((entry) => sharing.has(entry)),
        {
          name: `strongroom-backups-on-${this.key()}`,
          description: "Backup plans that share policies, managed by Strongroom",
        },
      ),
    ];
  }

  /** As stable as the ids of the targets, and never as long as a name of a policy may be. */
  private key(): string {
    const [id = "", ...others] = this.targetIds;
    return others.length === 0 ? id : `${this.targetIds.length}-targets-${digestOf(this.targetIds.join()).slice(0, 8)}`;
  }
}

function total({ pieces }: Entry): number {
  return pieces.reduce((sum, { size }) => sum + size, 0);
}

/** Shared policies have one control of `plans`, which may be longer than that of an entry by itself. */
function isTooLarge({ content }: OrganizationsPolicy): boolean {
  return policySize(content) > quotas.backupPolicy.characters;
}

function neighbourhoodsOf(deployment: Deployment): Neighbourhood[] {
  const byTargets = new Map<string, Entry[]>();
  for (const group of deployment.backupPlanGroups) {
    const key = group.targets.map(({ id }) => id).join();
    byTargets.set(key, [...(byTargets.get(key) ?? []), entryOf(group, deployment)]);
  }
  return sortedBy(byTargets, ([key]) => key).map(([, entries]) => new Neighbourhood(entries));
}

function targetsOf({ backupPlanGroups }: Deployment): PolicyTarget[] {
  const targets = new Map(backupPlanGroups.flatMap((group) => group.targets.map((target) => [target.id, target])));
  return sortedBy(targets.values(), ({ id }) => id);
}

/** Policies of the same targets have one control of `plans`: AWS takes what all of a level allow. */
function policiesOf(
  entries: readonly Entry[],
  { name, description }: Pick<OrganizationsPolicy, "name" | "description">,
): OrganizationsPolicy[] {
  const [first] = entries;
  if (!first) {
    return [];
  }
  const allowed = entries.map((entry) => entry.allowed).reduce(intersection);
  const pieces = entries.flatMap((entry) => entry.pieces);
  return pack(pieces, ({ size }) => size, room(content([], allowed), allowed)).map((packed, index) => ({
    name: index === 0 ? name : `${name}--${index + 1}`,
    description,
    type: "BACKUP_POLICY" as const,
    content: content(packed, allowed),
    targets: first.group.targets,
    origin: { section: "backupPlans" as const, name: first.group.name },
  }));
}

function content(pieces: readonly Piece[], allowed: readonly Operator[] | undefined): string {
  return minified({
    plans: {
      ...childControl(allowed),
      ...Object.fromEntries(pieces.map(({ planName, document }) => [planName, document])),
    },
  });
}

function entryOf(group: BackupPlanGroup, deployment: Deployment): Entry {
  const { plans: allowed, below } = inheritanceOf(group, deployment.backupPlanGroups);
  return {
    group,
    allowed,
    pieces: group.plans.flatMap((plan): Piece[] => {
      const pieceWith = (rules: readonly BackupRule[]): Piece => {
        const document = backupPlanDocument({ ...plan, rules }, group.selection, deployment, below);
        const size = policySize(minified({ [plan.name]: document })) - "{}".length + separator;
        return { planName: plan.name, document, size };
      };
      const whole = pieceWith(plan.rules);
      if (policySize(content([whole], allowed)) <= quotas.backupPolicy.characters) {
        return [whole];
      }
      // AWS merges what policies of one level say of one plan: rules may stand apart, with the rest of the plan twice.
      const frame = pieceWith([]);
      const sizeOfRule = (rule: BackupRule) => pieceWith([rule]).size - frame.size + (below ? 0 : separator);
      return pack(plan.rules, sizeOfRule, room(content([frame], allowed), below)).map(pieceWith);
    }),
  };
}

const separator = 1;

/** Space for what is still to come into a map of a policy. The first entry needs no comma unless a control precedes it. */
function room(empty: string, allowed: readonly Operator[] | undefined): number {
  return quotas.backupPolicy.characters - policySize(empty) + (allowed ? 0 : separator);
}

/** What child policies may do: with `plans` itself, and with everything below it. Undefined leaves AWS's default. */
interface Inheritance {
  readonly plans: readonly Operator[] | undefined;
  readonly below: readonly Operator[] | undefined;
}

const additive: Inheritance = { plans: ["@@append"], below: [] };

/**
 * A locked `plans` would shut out Strongroom's own plans that are attached further down, so where there are any, the
 * plan is locked and the list of plans stays open to additions.
 */
function inheritanceOf(group: BackupPlanGroup, groups: readonly BackupPlanGroup[]): Inheritance {
  const ids = new Set(group.targets.map(({ id }) => id));
  const hasPlansBelow = () =>
    groups.some(
      (other) => other !== group && other.targets.some(({ ancestorIds }) => ancestorIds.some((id) => ids.has(id))),
    );
  switch (group.enforcement) {
    case "locked":
      return hasPlansBelow() ? additive : { plans: [], below: [] };
    case "additive":
      return additive;
    case "open":
      return { plans: undefined, below: undefined };
  }
}

/** Accounts that come, move or get another name, in words. */

import { type Deployment, type PlacedAccount } from "../../model/deployment";
import { namesIn, parentOf, pathOf } from "../../model/places";
import { placedPlans } from "./backup-plan";
import { type PolicyChange } from "./placed-policies";
import { type AccountDifference } from "./protected/rule";
import { type PlaceLosses } from "./protection/account-losses";

export type WordedDifference = Omit<AccountDifference, "detail">;

/** @param losses what accounts lose */
export function placeDifferences(
  before: Deployment,
  after: Deployment,
  { after: policies }: PolicyChange,
  losses: readonly PlaceLosses[],
): WordedDifference[] {
  const plans = placedPlans(policies);
  const reaching = (account: PlacedAccount) => {
    const path = pathOf(account);
    return [
      ...new Set(plans.filter(({ targetIds }) => targetIds.some((id) => path.includes(id))).map(({ name }) => name)),
    ].sort();
  };
  const known = new Map(before.accounts.map((account) => [account.id, account]));
  const losing = new Set(losses.flatMap(({ place, byMove }) => (byMove.length > 0 ? [place.id] : [])));
  return after.accounts.flatMap((account): WordedDifference[] => {
    const earlier = known.get(account.id);
    const difference = (kind: "added" | "moved", words: string) => [
      { kind, name: account.name, words: `account ${words}`, losesPlans: kind === "moved" && losing.has(account.id) },
    ];
    if (!earlier) {
      const names = reaching(account);
      const reached =
        names.length > 0 ? `backup plans that reach it: ${names.join(", ")}` : "no backup plan reaches it";
      return account.purpose === "workload" ? difference("added", `${account.name} is new; ${reached}`) : [];
    }
    if (pathOf(earlier).join() !== pathOf(account).join()) {
      const [old, now] = [reaching(earlier), reaching(account)];
      const [there, here] = parentsInWords([earlier, before], [account, after]);
      const words = `${account.name} is now in ${here}, no longer in ${there}`;
      return difference(
        "moved",
        `${words}${effects(old, now, losing.has(account.id))}. Terraform does not move accounts: move it in AWS Organizations`,
      );
    }
    const renamed = `${earlier.name} is renamed to ${account.name}: move the states of its stacks before the apply`;
    return earlier.name === account.name ? [] : difference("moved", renamed);
  });
}

function effects(old: readonly string[], now: readonly string[], loses: boolean): string {
  const lost = old.filter((plan) => !now.includes(plan));
  const gained = now.filter((plan) => !old.includes(plan));
  const words = [
    ...(lost.length > 0 ? [`no longer reached by ${lost.join(", ")}`] : []),
    ...(gained.length > 0 ? [`now reached by ${gained.join(", ")}`] : []),
    ...(lost.length > 0 && !loses ? ["no backup is lost"] : []),
    ...(lost.length === 0 && loses ? ["its resources get fewer backups"] : []),
  ];
  return words.length > 0 ? `: ${words.join("; ")}` : "";
}

type Placed = readonly [PlacedAccount, Deployment];

/** The names of the OUs, with those above them, or with ids, where less does not tell them apart. */
function parentsInWords(one: Placed, other: Placed): readonly [string, string] {
  const ways = [(placed: Placed) => parentOf(...placed), wholePath, pathOfIds].map(
    (way) => [way(one), way(other)] as const,
  );
  return ways.find(([first, second]) => first !== second) ?? ["another place", "another place"];
}

function wholePath([{ ancestorIds }, deployment]: Placed): string {
  return ancestorIds.toReversed().map(namesIn(deployment)).join("/");
}

function pathOfIds([{ ancestorIds }, deployment]: Placed): string {
  const nameOf = namesIn(deployment);
  return ancestorIds
    .toReversed()
    .map((id) => `${nameOf(id)} (${id})`)
    .join("/");
}

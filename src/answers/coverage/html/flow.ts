/** Which accounts back up where, and where the copies go, as a graph. */

import { type AccountCoverage, type Coverage } from "../coverage";

export interface FlowNode {
  readonly id: string;
  readonly kind: "accounts" | "local" | "central";
  readonly label: string;
  readonly count: number;
}

export interface FlowLink {
  readonly source: string;
  readonly target: string;
  /** Accounts: its width. */
  readonly value: number;
  /** The Regions at its ends. */
  readonly regions: readonly string[];
  readonly plans: readonly string[];
  readonly title: string;
}

export interface Flow {
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
}

/** From the OUs to the local vaults of each Region, and from there to the central vaults. Links are as wide as accounts. */
export function flowOf({ accounts, plans }: Coverage): Flow {
  const links = new Map<string, { source: FlowNode; target: FlowNode; accounts: Set<string>; plans: Set<string> }>();
  const nodes = new Map<string, { node: Omit<FlowNode, "count">; accounts: Set<string> }>();
  const nodeOf = (kind: FlowNode["kind"], label: string, account: string) => {
    const id = `${kind} ${label}`;
    const known = nodes.get(id) ?? { node: { id, kind, label }, accounts: new Set<string>() };
    known.accounts.add(account);
    nodes.set(id, known);
    return { ...known.node, count: 0 };
  };
  const link = (source: FlowNode, target: FlowNode, account: string, plan: string) => {
    const id = `${source.id} > ${target.id}`;
    const known = links.get(id) ?? { source, target, accounts: new Set(), plans: new Set() };
    known.accounts.add(account);
    known.plans.add(plan);
    links.set(id, known);
  };
  const plansByName = new Map(plans.map((plan) => [plan.name, plan]));
  for (const { account, regions, ...place } of accounts) {
    for (const { region, state, plans: running } of regions) {
      for (const name of state === "covered" ? running : []) {
        const local = nodeOf("local", region, account.name);
        link(nodeOf("accounts", unitOf(place), account.name), local, account.name, name);
        for (const copy of plansByName.get(name)?.rules.flatMap(({ copies }) => copies) ?? []) {
          link(local, nodeOf("central", copy.region, account.name), account.name, name);
        }
      }
    }
  }
  return {
    nodes: [...nodes.values()].map(({ node, accounts: counted }) => ({ ...node, count: counted.size })),
    links: [...links.values()].map(({ source, target, accounts: counted, plans: named }) => ({
      source: source.id,
      target: target.id,
      value: counted.size,
      regions: [source, target].filter(({ kind }) => kind !== "accounts").map(({ label }) => label),
      plans: [...named],
      title: `${source.label} to ${target.label}: ${counted.size} ${counted.size === 1 ? "account" : "accounts"}; ${[...named].join(", ")}`,
    })),
  };
}

function unitOf({ organizationalUnits }: Pick<AccountCoverage, "organizationalUnits">): string {
  return organizationalUnits.at(-1) ?? "no OU";
}

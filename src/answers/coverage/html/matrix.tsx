/** Accounts by Regions: how many plans run where, OU by OU. */

import { sortedBy } from "../../../model/sorted";
import { type AccountCoverage, type Coverage, type RegionCoverage } from "../coverage";

/** What a cell shows, and what it says to those who do not see it. */
const cells = {
  covered: ({ plans }: RegionCoverage) => [String(plans.length), plans.length === 1 ? " backup plan" : " backup plans"],
  "no-plan": () => ["–", " no backup plan"],
  "no-vault": () => ["!", " backup plans without a vault: backups fail"],
  unused: () => ["", "not used"],
} satisfies Record<RegionCoverage["state"], (region: RegionCoverage) => [string, string]>;

export function Matrix({ coverage: { regions, accounts } }: { readonly coverage: Coverage }) {
  const units = new Map<string, AccountCoverage[]>();
  for (const account of accounts) {
    const unit = account.organizationalUnits.join(" / ") || "Directly under the root";
    units.set(unit, [...(units.get(unit) ?? []), account]);
  }
  return (
    <table id="matrix">
      <caption class="said">Backup plans that run in each account and Region</caption>
      <thead>
        <tr>
          <th scope="col">Account</th>
          {regions.map((region) => (
            <th scope="col" class="region">
              <span>{region}</span>
            </th>
          ))}
        </tr>
      </thead>
      {sortedBy(units, ([unit]) => unit).map(([unit, members]) => (
        <tbody>
          <tr class="unit">
            <th scope="rowgroup" colSpan={regions.length + 1}>
              <button type="button" aria-expanded="true">
                {unit} <span class="count">{members.length}</span>
              </button>
            </th>
          </tr>
          {members.map((account) => (
            <tr
              data-account={accounts.indexOf(account)}
              class={account.isReached || !account.isWorkload ? "" : "unreached"}
            >
              <th scope="row">
                {account.account.name}
                {account.isWorkload ? "" : <small>{account.isSuspended ? " suspended" : " no workloads"}</small>}
              </th>
              {account.regions.map((region) => {
                const [shown, said] = cells[region.state](region);
                return (
                  <td class={region.state} tabIndex={-1}>
                    {shown}
                    <span class="said">{said}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

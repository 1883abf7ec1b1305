/** The coverage as one HTML file that loads nothing. */

import { createHash } from "node:crypto";
import { renderToStaticMarkup } from "preact-render-to-string";
import { tagStates } from "../../protection/tag-state";
import { keptInWords, lockInWords } from "../../protection/words";
import { groupAlike } from "../account-groups";
import { type Coverage } from "../coverage";
import { summaryOf } from "../summary";
import { flowOf } from "./flow";
import { FlowPicture } from "./flow-picture";
import { Matrix } from "./matrix";
import script from "./report.browser.js";
import style from "./report.css";
import { reportData } from "./report-data";

/** @param from the first of the days whose runs are drawn */
export function coverageAsHtml(coverage: Coverage, from: Date): string {
  const data = JSON.stringify(reportData(coverage, from)).replaceAll("<", "\\u003c");
  const policy = `default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'`;
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Backup coverage</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <Page coverage={coverage} />
        <script type="application/json" id="data" dangerouslySetInnerHTML={{ __html: data }} />
        <script dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>
  );
  return `<!doctype html>${renderToStaticMarkup(page)}\n`;
}

function Page({ coverage }: { readonly coverage: Coverage }) {
  return (
    <>
      <a class="skip" href="#matrix-heading">
        Skip to the matrix
      </a>
      <header>
        <h1>Backup coverage</h1>
        <ul class="summary">
          {summaryOf(coverage).map(({ count, of, what, isGap }) => (
            <li class={isGap ? "gap" : ""}>
              <strong>{count}</strong>
              {of === undefined ? " " : <span class="of"> of {of} </span>}
              <span>{what}</span>
            </li>
          ))}
        </ul>
        <nav aria-label="Parts of the report">
          <a href="#gaps-heading">Gaps</a> <a href="#flow-heading">Flow</a> <a href="#matrix-heading">Matrix</a>{" "}
          <a href="#account-heading">One account</a> <a href="#plans-heading">Backup plans</a>{" "}
          <a href="#tags-heading">Tags</a>
        </nav>
      </header>
      <main>
        <Unreached coverage={coverage} />
        <FlowSection coverage={coverage} />
        <MatrixSection coverage={coverage} />
        <AccountSection />
        <Plans coverage={coverage} />
        <Tags coverage={coverage} />
      </main>
    </>
  );
}

function Unreached({ coverage: { accounts } }: { readonly coverage: Coverage }) {
  const unreached = accounts.filter(({ isReached, isWorkload }) => isWorkload && !isReached);
  return (
    <section aria-labelledby="gaps-heading">
      <h2 id="gaps-heading">Accounts that no backup plan reaches</h2>
      {unreached.length === 0 ? (
        <p>None: every workload account has a backup plan in one of its Regions.</p>
      ) : (
        <details open={unreached.length <= 20}>
          <summary>{unreached.length} workload accounts</summary>
          <ul class="names">
            {unreached.map(({ account }) => (
              <li>{account.name}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function FlowSection({ coverage }: { readonly coverage: Coverage }) {
  const flow = flowOf(coverage);
  return (
    <section aria-labelledby="flow-heading">
      <h2 id="flow-heading">Where backups and copies go</h2>
      {flow.links.length === 0 ? (
        <p>Nothing is backed up.</p>
      ) : (
        <>
          <p>
            Numbers and widths count accounts. Every copy goes to the central backup account. The filters of the matrix
            also dim this picture.
          </p>
          <div class="scroll" tabIndex={0} role="region" aria-label="Picture of the flow">
            <FlowPicture flow={flow} coverage={coverage} />
          </div>
          <details>
            <summary>The same as a list</summary>
            <ul>
              {flow.links.map(({ title }) => (
                <li>{title}</li>
              ))}
            </ul>
          </details>
        </>
      )}
    </section>
  );
}

function MatrixSection({ coverage }: { readonly coverage: Coverage }) {
  return (
    <section aria-labelledby="matrix-heading">
      <h2 id="matrix-heading">Accounts and Regions</h2>
      <form id="filters" class="filters">
        <label>
          Account or OU <input type="search" id="filter-text" autocomplete="off" />
        </label>
        <label>
          Region{" "}
          <select id="filter-region">
            <option value="">every Region</option>
            {coverage.regions.map((region, index) => (
              <option value={index}>{region}</option>
            ))}
          </select>
        </label>
        <label>
          Backup plan{" "}
          <select id="filter-plan">
            <option value="">every backup plan</option>
            {coverage.plans.map(({ name }, index) => (
              <option value={index}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          <input type="checkbox" id="filter-gaps" /> only gaps
        </label>
        <button type="button" id="fold">
          Fold all OUs
        </button>
        <output id="filtered" aria-live="polite" />
      </form>
      <p class="legend">
        Choose a cell to see its backup plans; arrow keys move between cells. <span class="key covered">2</span> backup
        plans run <span class="key no-plan">–</span> Region in use without a backup plan{" "}
        <span class="key no-vault">!</span> backup plans without a vault: backups fail <span class="key unused" /> not
        used
      </p>
      <div class="scroll matrix" tabIndex={0} role="region" aria-label="Matrix of accounts and Regions">
        <Matrix coverage={coverage} />
      </div>
    </section>
  );
}

/** Drawn by the script, for the account and Region that are chosen. */
function AccountSection() {
  return (
    <section aria-labelledby="account-heading" id="account">
      <h2 id="account-heading" tabIndex={-1}>
        One account
      </h2>
      <noscript>
        <p>This part needs the script of the page.</p>
      </noscript>
      <form class="filters">
        <label>
          Account <select id="account-name" />
        </label>
        <label>
          Region <select id="account-region" />
        </label>
        <label hidden>
          Resources <select id="account-sort" />
        </label>
        <label>
          Day (UTC) <input type="date" id="account-day" />
        </label>
      </form>
      <div id="account-report" aria-live="polite">
        <h3 id="account-title" />
        <p id="account-state" />
        <div class="scroll" tabIndex={0} role="region" aria-label="Backup plans of the account in the Region">
          <table id="account-plans">
            <thead>
              <tr>
                {["Backup plan", "Resources", "Starts (UTC)", "Newest backup at worst", "Backup kept", "Copies"].map(
                  (title) => (
                    <th scope="col">{title}</th>
                  ),
                )}
              </tr>
            </thead>
            <tbody />
          </table>
        </div>
        <h3 id="day-title" />
        <p class="legend" id="day-legend">
          <span class="key mark">start</span> backup <span class="key copied">start</span> backup with copies
        </p>
        <div class="scroll" id="day" tabIndex={0} role="region" aria-label="Runs of the day" />
        <h3 id="year-title" />
        <p id="year-text" />
        <div class="scroll" id="year" tabIndex={0} role="region" aria-label="Runs of the year" />
      </div>
    </section>
  );
}

function Plans({ coverage: { plans } }: { readonly coverage: Coverage }) {
  return (
    <section aria-labelledby="plans-heading">
      <h2 id="plans-heading">Backup plans</h2>
      {plans.map(({ name, selects, notes, regions, rules, newestBackup }) => (
        <details>
          <summary>
            {name} <span class="count">{selects}</span>
          </summary>
          <p>
            Runs in {regions.join(", ")}. Newest backup at worst: {newestBackup.inWords}.
          </p>
          {notes.map((note) => (
            <p>{note}</p>
          ))}
          <ul>
            {rules.map(({ name: rule, schedule, scheduleInWords, continuous, backup, copies }) => (
              <li>
                <strong>{rule}</strong>: {scheduleInWords} UTC (<code>{schedule}</code>)
                {continuous ? ", continuous" : ""}
                <ul>
                  <li>
                    backup kept {keptInWords(backup)} in {backup.vaultName}; {lockInWords(backup.lock)}
                  </li>
                  {copies.length === 0 ? <li>no copies: if the account is lost, the backups are lost</li> : ""}
                  {copies.map((copy) => (
                    <li>
                      copy kept {keptInWords(copy)} in {copy.vaultName} of {copy.account.name}, {copy.region};{" "}
                      {lockInWords(copy.lock)}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

function Tags({ coverage: { accounts } }: { readonly coverage: Coverage }) {
  const groups = groupAlike(accounts.filter(({ isWorkload }) => isWorkload));
  return (
    <section aria-labelledby="tags-heading">
      <h2 id="tags-heading">Tags</h2>
      <dl class="states">
        {Object.entries(tagStates).map(([state, meaning]) => (
          <>
            <dt>
              <span class={`key ${state}`}>{state}</span>
            </dt>
            <dd>{meaning}</dd>
          </>
        ))}
      </dl>
      {groups.map(({ accounts: alike, example }) => (
        <details>
          <summary>
            {alike[0]?.account.name}
            {alike.length > 1 ? ` and ${alike.length - 1} more` : ""}
          </summary>
          {alike.length > 1 ? <p class="names">{alike.map(({ account }) => account.name).join(", ")}</p> : ""}
          <ul>
            {example.tags.map(({ key, value, state, plans }) => (
              <li>
                <code>
                  {key}={value}
                </code>{" "}
                <span class={`key ${state}`}>{state}</span> {plans.join(", ")}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

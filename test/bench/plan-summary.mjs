/**
 * CPU time and memory of a summary: 200 Terraform plans of five Regions, in each of 200 backup plans one number less, and
 * 1,000 accounts: `node test/bench/plan-summary.mjs [ACCOUNTS]`. Fails over the limits.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withStages } from "./stages.mjs";
import { organization } from "./synth-organization.mjs";

const limitSeconds = 5;
const limitMegabytes = 500;
const plans = 200;
const accounts = Number(process.argv[2] ?? 1000);
withStages(
  `
        export { checkSource } from "./src/config/check";
        export { Source } from "./src/config/source";
        export { resolveDeployment } from "./src/model/resolve";
        export { buildDocuments } from "./src/policies/documents";
        export { readPlans } from "./src/delivery/plan-summary/read-plans";
        export { summarize } from "./src/delivery/plan-summary/summary";
        export { asMarkdown } from "./src/delivery/plan-summary/markdown";
        export { planFilesBetween } from "./test/plan-summary/planned";`,
  (stages, directory) => {
    const built = (text) => {
      const { config } = stages.checkSource(new stages.Source("org.yaml", text));
      const deployment = stages.resolveDeployment(config);
      return { deployment, documents: stages.buildDocuments(deployment) };
    };
    const text = organization(accounts, { regions: 5, plans });
    const [before, after] = [built(text), built(text.replaceAll("deleteAfterDays: 35", "deleteAfterDays: 31"))];
    const files = [...stages.planFilesBetween(before, after)].slice(-plans).map(([stackId, plan]) => {
      mkdirSync(join(directory, stackId));
      const file = join(directory, stackId, "plan.json");
      writeFileSync(file, JSON.stringify(plan));
      return file;
    });
    const started = process.cpuUsage();
    const summary = stages.summarize({ stacks: stages.readPlans(files, false), approvals: [], before, after });
    const comment = stages.asMarkdown(summary);
    const { user, system } = process.cpuUsage(started);
    const seconds = (user + system) / 1e6;
    const megabytes = process.resourceUsage().maxRSS / 1024;
    process.stdout.write(
      `${files.length} Terraform plans, ${plans} backup plans, ${accounts} accounts: ${seconds.toFixed(2)} s of CPU, ${megabytes.toFixed(0)} MB for ` +
        `${summary.protectedChanges.length} protected changes in ${comment.length} characters\n`,
    );
    const finds = summary.protectedChanges.length === plans;
    process.exitCode = finds && seconds < limitSeconds && megabytes < limitMegabytes ? 0 : 1;
  },
);

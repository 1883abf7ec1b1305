/**
 * CPU time of every account's effective policy, from the text of the config to the JSON:
 * `node test/bench/effective-policies.mjs [ACCOUNTS]`. Fails over the limit.
 */

import { withStages } from "./stages.mjs";
import { dimensions, organization } from "./organization.mjs";

const limitSeconds = 5;
const accounts = Number(process.argv[2] ?? 1000);
withStages(
  `
        export { Source } from "./src/config/source";
        export { validateSource } from "./src/answers/validate";
        export { EffectivePolicies } from "./src/evaluator/effective-policies";
        export { effectivePolicy } from "./src/evaluator/effective-policy";`,
  (stages) => {
    const started = process.cpuUsage();
    const { result } = stages.validateSource(new stages.Source("org.yaml", organization(accounts)));
    const policies = result.documents.organizationsPolicies.filter(({ type }) => type === "BACKUP_POLICY");
    const effective = new stages.EffectivePolicies(policies);
    const plans = result.deployment.accounts
      .map((account) => JSON.stringify(stages.effectivePolicy(effective.of(account), account.id)))
      .reduce((count, text) => count + Object.keys(JSON.parse(text).plans ?? {}).length, 0);
    const { user, system } = process.cpuUsage(started);
    const seconds = (user + system) / 1e6;
    process.stdout.write(
      `${accounts} accounts × ${dimensions.regions} Regions, ${dimensions.plans} plans in ${policies.length} policies: ` +
        `${plans} effective plans in ${seconds.toFixed(2)} s of CPU time of ${limitSeconds}\n`,
    );
    process.exitCode = seconds < limitSeconds ? 0 : 1;
  },
);

/** One run of `apply`: each wave is judged, shown, asked for and applied, before the next one is looked at. */

import { mayPass, summarize } from "../delivery/plan-summary/summary";
import { firstOf } from "../first-of";
import { UsageError } from "../failure";
import { type AppliedStack, applyStack } from "../terraform/apply-stack";
import { inOrder } from "../terraform/in-order";
import { type StackPlan } from "../terraform/plan-file";
import { hasChanges, planStack } from "../terraform/plan-stack";
import { type Standing, standingOf } from "../terraform/standing";
import { type Synthesis } from "../terraform/synthesis";
import { Stopped } from "../terraform/terraform";
import { visible } from "../visible";
import { type Context } from "./context";
import { type Organizations, summaryInText } from "./judged-plans";
import { planResult } from "./plan-table";
import { type Session } from "./terraform-session";

export interface ApplySettings {
  readonly synthesis: Synthesis;
  readonly plansDirectory: string;
  readonly built: Organizations;
  /** Ids of protected changes. */
  readonly approvals: readonly string[];
  /** As in `StandingSettings`. */
  readonly onlyPlanned: boolean;
  /** Whether somebody must say yes. */
  readonly asks: boolean;
  readonly continuesOnError: boolean;
  /** Ids of stacks whose plans are judged and shown with those that are applied. */
  readonly judgedToo: readonly string[];
}

type Stands = Standing & { readonly stackId: string };

export class ApplyRun {
  private readonly initQueue = inOrder();
  private readonly unusedApprovals: Set<string>;

  constructor(
    private readonly settings: ApplySettings,
    private readonly session: Session,
    private readonly context: Context,
  ) {
    this.unusedApprovals = new Set(settings.approvals);
  }

  /**
   * @param stackIds of each wave, those that are to be applied
   * @returns the exit code
   * @throws UsageError where a plan is out of date, before anything is applied
   */
  async run(stackIds: readonly (readonly string[])[]): Promise<number> {
    const refused = stackIds.flat().flatMap((id) => {
      const standing = this.standing(id);
      return standing.kind === "refused" ? [standing.words] : [];
    });
    if (refused.length > 0) {
      throw new UsageError(refused.join("\n"));
    }
    let failed = false;
    for (const [index, wave] of stackIds.entries()) {
      const results = await this.wave(wave, stackIds.length > 1 ? `Wave ${index + 1}` : undefined);
      if (results === undefined) {
        return 1;
      }
      const hasFailed = results.some(({ result }) => result === "failed");
      failed ||= hasFailed;
      const waiting = stackIds.slice(index + 1).flat();
      if (hasFailed && waiting.length > 0 && !this.settings.continuesOnError) {
        this.context.stderr.write(
          `not begun, because a stack of an earlier wave failed: ${firstOf(waiting, 20)}\nMend it and apply again, or say --continue-on-error\n`,
        );
        return 1;
      }
    }
    for (const id of this.unusedApprovals) {
      this.context.stderr.write(`approval ${id} matches no change in these plans\n`);
    }
    return failed ? 1 : 0;
  }

  /** Undefined where a protected change is not approved, or nobody said yes. */
  private async wave(stackIds: readonly string[], title: string | undefined): Promise<AppliedStack[] | undefined> {
    const standings = await this.planned(stackIds.map((id) => this.standing(id)));
    const plans = plansIn(standings);
    const elsewhere = this.settings.judgedToo.filter((id) => !stackIds.includes(id)).map((id) => this.standing(id));
    if (
      plans.some((plan) => hasChanges(plan) !== false) &&
      !(await this.mayApply([...plans, ...plansIn(elsewhere)], title))
    ) {
      return undefined;
    }
    const applied = await this.session.forEachStack(
      "Applying",
      plans.map(({ stackId }) => stackId),
      (id) => this.apply(plans.find(({ stackId }) => stackId === id)),
      ({ result }) => result,
    );
    const results = standings.map((standing) => resultOf(standing, applied));
    for (const { stackId, result, failure } of results) {
      this.context.stdout.write(`${stackId}: ${result}\n`);
      if (failure !== undefined) {
        this.context.stderr.write(visible(`\n${stackId}:\n${failure}\n`));
      }
    }
    return results;
  }

  private standing(stackId: string): Stands {
    return { stackId, ...standingOf(stackId, { ...this.settings, ...this.session }) };
  }

  /** With plans where there were none. */
  private async planned(standings: readonly Stands[]): Promise<readonly Stands[]> {
    const { synthesis, plansDirectory } = this.settings;
    const settings = {
      ...this.session,
      synthesis,
      outputDirectory: plansDirectory,
      reuse: false,
      lock: true,
      roleName: undefined,
      initQueue: this.initQueue,
    };
    const unplanned = standings.filter(({ kind }) => kind === "unplanned").map(({ stackId }) => stackId);
    const plans = await this.session.forEachStack(
      "Planning",
      unplanned,
      (id) => planStack(id, settings),
      (plan) => `planned, ${planResult(plan)}`,
    );
    return standings.map((standing) => {
      const plan = plans.find(({ stackId }) => stackId === standing.stackId);
      return plan ? { stackId: standing.stackId, kind: "planned", plan } : standing;
    });
  }

  private async mayApply(stacks: readonly StackPlan[], title: string | undefined): Promise<boolean> {
    const { approvals, built } = this.settings;
    const { stdout, stderr, environment } = this.context;
    const runHostname = environment.TF_CLOUD_HOSTNAME || undefined;
    const summary = summarize({ stacks, approvals, ...built, runHostname });
    stdout.write(`${title === undefined ? "" : `${title}\n`}${summaryInText(summary, stacks)}\n`);
    const { protectedChanges, unusedApprovals } = summary;
    for (const id of approvals.filter((one) => !unusedApprovals.includes(one))) {
      this.unusedApprovals.delete(id);
    }
    // A stack whose plan failed is not applied, and keeps no other one from it.
    if (!mayPass({ ...summary, stacks: [] })) {
      const missing = protectedChanges.filter(({ approved }) => !approved).map(({ approvalId }) => approvalId);
      stderr.write(`not applied, because protected changes are not approved: ${missing.join(", ")}\n`);
      return false;
    }
    return stacks.every((plan) => hasChanges(plan) !== true) || (await this.isAgreed());
  }

  private async isAgreed(): Promise<boolean> {
    const { ask, stderr } = this.context;
    if (!this.settings.asks) {
      return true;
    }
    if (ask === undefined) {
      throw new UsageError("not applied: there is no terminal to ask in: say --yes to apply without a question");
    }
    const { interrupted } = this.session;
    const answer = await ask("Apply these changes? Only `yes` applies them: ", interrupted).catch((error: unknown) => {
      throw interrupted.aborted ? new Stopped() : error;
    });
    const isYes = answer.trim() === "yes";
    if (!isYes) {
      stderr.write("not applied\n");
    }
    return isYes;
  }

  private async apply(plan: StackPlan | undefined): Promise<AppliedStack> {
    if (plan === undefined) {
      throw new Error("a stack without a plan would be applied");
    }
    const { synthesis, plansDirectory } = this.settings;
    return await applyStack(plan, plansDirectory, { ...this.session, synthesis, initQueue: this.initQueue });
  }
}

function plansIn(standings: readonly Stands[]): StackPlan[] {
  return standings.flatMap((standing) => (standing.kind === "planned" ? [standing.plan] : []));
}

function resultOf({ stackId, ...standing }: Stands, applied: readonly AppliedStack[]): AppliedStack {
  const found = applied.find((one) => one.stackId === stackId);
  if (found) {
    return found;
  }
  return standing.kind === "refused"
    ? { stackId, result: "failed", failure: standing.words }
    : { stackId, result: "applied already" };
}

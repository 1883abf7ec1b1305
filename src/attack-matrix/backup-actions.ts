/** What the guardrails mean for every action about backups that a managed policy can allow. */

import { actionsOf } from "../aws/service-authorization";
import { guardrailNames } from "../guardrails/all";
import { sorted } from "../model/sorted";
import { attackTable } from "./attacks";
import { legitimateUseTable } from "./legitimate-uses";
import { type PrincipalName } from "./principals";
import { remainingAttackTable } from "./remaining-attacks";
import { type Attack, type Layer, type RemainingAttack } from "./request";
import { teamActionTable } from "./team-actions";

export interface BackupAction {
  readonly action: string;
  /** Attacks with it that a guardrail stops. */
  readonly denied: readonly Attack[];
  /** What a team may do with it all the same, as `teams` and `teamActionTable` say. */
  readonly allowed: readonly string[];
  /** Attacks with it that nothing stops, by people whom the guardrails do not exempt. */
  readonly remaining: readonly RemainingAttack[];
}

const prefixes = ["backup", "backup-gateway", "backup-search", "backup-storage"];
const guardrails = new Set<Layer>([...guardrailNames, "keyGuard"]);
/** Who is nobody in the organization has no policy there. */
const strangers = new Set<PrincipalName>(["outsider", "outsideBackupRole", "webIdentity", "samlIdentity"]);
const teams = new Set<PrincipalName>(["application", "memberAdministrator"]);
const people = new Set<PrincipalName>([...teams, "centralAdministrator", "runnerAdministrator", "neighbourOfOnCall"]);

/** Every action of AWS Backup, and every other one with which a guardrail stops an attack. */
export function backupActions(): BackupAction[] {
  const stopped = attackTable.filter(
    ({ by, stoppedBy }) => !strangers.has(by) && stoppedBy.some((layer) => guardrails.has(layer)),
  );
  const ofBackup = prefixes.flatMap((prefix) => actionsOf(prefix).map((name) => `${prefix}:${name}`));
  return sorted(new Set([...ofBackup, ...stopped.map(({ action }) => action)])).map((action) => ({
    action,
    denied: stopped.filter((row) => row.action === action),
    allowed: [
      ...legitimateUseTable.filter((row) => row.action === action && teams.has(row.by)),
      ...teamActionTable.filter(({ actions }) => actions.includes(action)),
    ].map(({ what }) => what),
    remaining: remainingAttackTable.filter((row) => row.action === action && people.has(row.by)),
  }));
}

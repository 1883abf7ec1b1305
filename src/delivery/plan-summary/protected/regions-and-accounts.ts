import { type StackPlan } from "../../../terraform/plan-file";
import { backupOccurrences, changesOf, type Evidence, occurrenceOf, type ProtectedChangeRule } from "./rule";

const regionDropped: ProtectedChangeRule = {
  id: "region-dropped",
  what: "A Region is removed from the organization, an account or a backup plan.",
  why: "Nothing is backed up there any more. The vaults there and their recovery points stay, but Terraform no longer manages them.",
  detect: (evidence) => {
    const gone = regionsLeaving(evidence);
    const stays = ({ region }: { readonly region?: string | undefined }) => !gone.includes(region ?? "");
    const backupDifferences = evidence.backupDifferences.filter(stays);
    return [
      ...gone.map((region) => ({ what: `${region} leaves the organization`, where: "every account", detail: region })),
      ...changesOf(evidence, "aws_backup_vault", "forget")
        .filter(stays)
        .map((change) =>
          occurrenceOf(
            change,
            `${change.region ?? "a Region"}: vault ${String(change.before?.name)} stays in AWS and is no longer managed`,
            change.stack.stackId,
          ),
        ),
      ...backupOccurrences({ ...evidence, backupDifferences }, "region-removed"),
    ];
  },
};

const accountDropped: ProtectedChangeRule = {
  id: "account-dropped",
  what: "An account is removed from the config, or loses backups because it is in another OU.",
  why: "Its vaults and roles are no longer managed, or its resources are no longer backed up.",
  detect: ({ accountDifferences }) =>
    accountDifferences
      .filter(({ kind, losesPlans }) => kind === "removed" || losesPlans)
      .map(({ words, name, detail }) => ({ what: words, where: name, detail })),
};

const endpointRemoved: ProtectedChangeRule = {
  id: "endpoint-removed",
  what: "An S3 gateway endpoint is removed, replaced, or detached from a route table.",
  why: "Traffic to S3 takes another route or fails, and open connections break.",
  detect: (evidence) => [
    ...changesOf(evidence, "aws_vpc_endpoint", "destroy", "replace").map((change) =>
      occurrenceOf(
        change,
        `the endpoint of ${String(change.before?.vpc_id)} is ${change.action === "destroy" ? "removed" : "replaced"}`,
        change.stack.stackId,
      ),
    ),
    ...changesOf(evidence, "aws_vpc_endpoint", "update").flatMap((change) => {
      const { before, after, stack } = change;
      const [old, now] = [before?.route_table_ids, after?.route_table_ids].map((ids) =>
        Array.isArray(ids) ? ids : [],
      );
      const lost = (old ?? []).filter((id) => !now?.includes(id));
      return lost.length === 0 || !after || !("route_table_ids" in after)
        ? []
        : [occurrenceOf(change, `the endpoint of ${String(before?.vpc_id)} leaves ${lost.join(", ")}`, stack.stackId)];
    }),
    ...evidence.accountDifferences
      .filter(({ kind }) => kind === "endpoints-left")
      .map(({ words, name, detail }) => ({ what: words, where: name, detail })),
    ...orphansOf(evidence, "aws_vpc_endpoint").map(({ name, stackId }) => ({
      what: `the endpoint ${name} is no longer in the config, and Terraform's plan fails because its provider is missing`,
      where: stackId,
      detail: name,
    })),
  ],
};

export const regionAndAccountRules = [regionDropped, accountDropped, endpointRemoved];

/**
 * As a config says it, and as a plan shows it: a replica goes and the key does not, or everything in the Region has no
 * provider any more.
 */
function regionsLeaving(evidence: Evidence): string[] {
  const keyStays = changesOf(evidence, "aws_kms_key", "forget", "destroy").length === 0;
  const found = [
    ...evidence.accountDifferences.filter(({ kind }) => kind === "region-removed").map(({ name }) => name),
    ...(keyStays ? changesOf(evidence, "aws_kms_replica_key", "forget") : []).map(({ region }) => region ?? ""),
    ...orphansOf(evidence, "aws_kms_replica_key", "aws_backup_vault", "aws_backup_region_settings").map(
      ({ region }) => region,
    ),
  ];
  return [...new Set(found)];
}

interface Orphan {
  readonly stackId: string;
  readonly name: string;
  readonly region: string;
}

/**
 * What Terraform names when it fails with "Provider configuration not present": a resource of the state without the
 * provider that its configuration had.
 */
function orphansOf({ stacks }: Evidence, ...types: readonly string[]): Orphan[] {
  return stacks.flatMap(({ stackId, failure = "" }: StackPlan) =>
    [...failure.replaceAll(/\s+/g, " ").matchAll(orphan)].flatMap(([, type = "", name = "", region = ""]) =>
      types.includes(type) ? [{ stackId, name, region }] : [],
    ),
  );
}

const orphan = /To work with (\w+)\.(\S+) \(orphan\) its original provider configuration at \S+?\]\.(\S+) is required/g;

/** KMS keys and their replicas: the same permissions, and found by the same alias. */

import { kmsKeyArn } from "../../aws/arn";
import { type SynthesizedResource } from "../resources";
import { type GrantScope } from "./grant";
import { type Question, questionAbout } from "./question";
import { type ActionMeaning, type Classified, computed, document, falls, harmless, judged, turnsOn } from "./meaning";
import { arn, identity, region, tags } from "./shared-attributes";
import { createServiceLinkedRole } from "./service-linked-role";
import { type TerraformResourceType } from "./terraform-type";

/**
 * What keys and replicas have in common.
 *
 * Source of the permissions on several Regions: AWS KMS Developer Guide, "Authorizing AWS KMS to synchronize
 * multi-Region keys". Read 2026-11-21.
 *
 * @param action what the one is called for and the other is not
 * @param classified what the one has and the other has not
 */
export function keyType(
  action: string,
  adopt: TerraformResourceType["adopt"],
  classified: Pick<Classified, "attributes" | "calls"> & { readonly forget: ActionMeaning },
): TerraformResourceType {
  return {
    read: [
      {
        actions: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
        resources: keyArns,
      },
    ],
    write: [
      { actions: ["kms:CreateKey", "kms:TagResource"], condition: () => ({ Bool: { "kms:MultiRegion": "true" } }) },
      {
        actions: ["kms:PutKeyPolicy", "kms:TagResource", "kms:UntagResource", "kms:UpdateKeyDescription"],
        resources: keyArns,
      },
      { actions: [action], resources: keyArns },
      createServiceLinkedRole("mrk.kms.amazonaws.com", "AWSServiceRoleForKeyManagementServiceMultiRegionKeys"),
    ],
    questions: (resource, { resources }) => [describePrimary(resource, resources)],
    adopt,
    called: () => "the key",
    harm: "key-weakened",
    calls: {
      "iam:CreateServiceLinkedRole": ["create"],
      "kms:CreateKey": ["create"],
      "kms:PutKeyPolicy": ["policy"],
      "kms:ScheduleKeyDeletion": ["destroy", "replace"],
      "kms:TagResource": ["tags"],
      "kms:UntagResource": ["tags"],
      "kms:UpdateKeyDescription": ["description"],
      ...classified.calls,
    },
    attributes: {
      ...identity,
      ...arn,
      ...region,
      ...tags,
      bypass_policy_lockout_safety_check: turnsOn("a policy that locks everybody out of the key is taken"),
      deletion_window_in_days: falls(30, "a deletion that somebody has scheduled can be cancelled for fewer days"),
      description: harmless("is a text for people"),
      key_id: computed("AWS gives it"),
      policy: document(judged(["key-policy-changed"], "it decides who can back up, restore, and delete the key")),
      ...classified.attributes,
    },
    actions: {
      create: harmless("a new key takes nothing from another"),
      replace: judged(["key-deleted"], "nobody can restore a backup without its key"),
      destroy: judged(["key-deleted"], "nobody can restore a backup without its key"),
      forget: classified.forget,
      import: harmless("changes nothing by itself"),
    },
  };
}

export function keyArns({ partition, key }: GrantScope): string[] {
  return [kmsKeyArn(partition, "*", key.accountId, key.id)];
}

/** @param keyId an alias stands for it too */
export function describeKey(resource: SynthesizedResource, keyId: string): Question {
  return questionAbout(resource, ["kms", "describe-key", "--key-id", keyId], "NotFoundException");
}

/** By its alias, because the config knows no id of a key that is not pinned. */
export function describePrimary(key: SynthesizedResource, resources: readonly SynthesizedResource[]): Question {
  const primaryAddress = key.reference("primary_key_arn") ?? key.address;
  const primary =
    resources.find(({ stackId, address }) => stackId === key.stackId && address === primaryAddress) ?? key;
  return describeKey(primary, aliasOf(primary, resources)?.text("name") ?? "");
}

/** The alias in the Region of a key is the one that names it. */
export function aliasOf(
  key: SynthesizedResource,
  resources: readonly SynthesizedResource[],
): SynthesizedResource | undefined {
  return resources.find(
    (resource) =>
      resource.type === "aws_kms_alias" &&
      resource.stackId === key.stackId &&
      resource.reference("target_key_id") === key.address,
  );
}

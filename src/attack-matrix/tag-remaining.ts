/** What makes a resource without the backup tag, and no layer stops. */

import { type RemainingAttack } from "./request";
import { inMember, volume } from "./resources";

export const tagRemaining: readonly RemainingAttack[] = [
  {
    what: "copies a volume without the backup tag",
    by: "application",
    action: "ec2:CopyVolumes",
    resource: volume,
    damage:
      "No backup of the copy. The action is authorized on the source volume too, which carries no tag of the request: an " +
      "SCP would deny every copy.",
    offered: "The audit control BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN. Selection by resource type.",
  },
  {
    what: "replaces the root volume of an instance, whose tags are not those of the request",
    by: "application",
    action: "ec2:CreateReplaceRootVolumeTask",
    resource: volume,
    damage: "No backup of the new volume by itself. The backup of its instance holds it.",
    offered: "As above. A backup plan that selects instances.",
  },
  {
    what: "requests a Spot Instance, which a service-linked role launches without the tags of the request",
    by: "application",
    action: "ec2:RequestSpotInstances",
    resource: inMember("ec2:{region}:{account}:spot-instances-request/sir-00000000"),
    damage: "No backup of the instance. SCPs do not reach service-linked roles.",
    offered: "As above. An SCP of your own that denies the action, if nothing needs it.",
  },
];

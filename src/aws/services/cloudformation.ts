import { features, optInRegions } from "../backup-features";
import { noRolePolicies, type ServiceRecord } from "../service-record";

const noStack = "It makes no stack.";
const stackTags =
  "AWS CloudFormation gives the tags of a stack to its resources, so that a required tag would decide on them all.";

export const cloudformation = {
  name: "CloudFormation",
  called: "a stack",
  arnPatterns: ["cloudformation:*:*:stack/*"],
  wholePaths: ["cloudformation:*:*:stack/*/*"],
  optIn: "everyRegion",
  fullManagementSetting: "left",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [],
    untaggableCreations: [],
    otherCreations: {
      "cloudformation:CreateGeneratedTemplate": noStack,
      "cloudformation:CreateResource": "It makes a resource of another service, by that service's own action.",
      "cloudformation:CreateUploadBucket": noStack,
      "cloudformation:RegisterPublisher": noStack,
      "cloudformation:RegisterType": noStack,
      "cloudformation:CreateStackSet": noStack,
      "cloudformation:CreateChangeSet": stackTags,
      "cloudformation:CreateStack": stackTags,
      "cloudformation:CreateStackRefactor": "It moves resources between stacks.",
    },
    setting: ["cloudformation:TagResource"],
    removing: ["cloudformation:UntagResource"],
  },
  // AWS Backup Developer Guide, "AWS CloudFormation stack backups": a recovery point for each supported resource of the
  // stack. Read 2026-11-26.
  contains: [{ services: "every", what: "the resources of the stack", alsoAlone: "notSaid" }],
  ownBackups: [],
  resources: [
    {
      features: features({
        crossAccountCopy: { except: optInRegions },
        coldStorage: "yes",
        fullManagement: true,
        remark:
          "AWS leaves the column for copies to another account empty, and says that opt-in Regions do not support them: Strongroom assumes that they work in other Regions. Resources of a stack keep the features of their own type, without point-in-time recovery.",
      }),
    },
  ],
} as const satisfies ServiceRecord;

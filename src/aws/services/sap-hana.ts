import { features } from "../backup-features";
import { except } from "../extent";
import { noRolePolicies, type ServiceRecord } from "../service-record";
import { withoutVirtualMachines } from "./virtual-machine";

export const sapHana = {
  name: "SAP HANA on Amazon EC2",
  called: "an SAP HANA database",
  arnPatterns: ["ssm-sap:*:*:HANA/*"],
  optIn: "whereNamed",
  fullManagementSetting: "none",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [],
    untaggableCreations: [],
    otherCreations: {
      "ssm-sap:RegisterApplication":
        "It makes databases known that are there. AWS does not say whether they get its tags.",
      "ssm-sap:RestoreDatabase": "It restores into a database that is there.",
    },
    setting: ["ssm-sap:TagResource"],
    removing: ["ssm-sap:UntagResource"],
  },
  ownBackups: [],
  resources: [
    {
      aliases: ["SAP HANA"],
      features: features({
        continuousBackup: true,
        coldStorage: "yes",
        fullManagement: true,
        available: except(`${withoutVirtualMachines} us-gov-east-1 us-gov-west-1`),
      }),
    },
  ],
} as const satisfies ServiceRecord;

import { features } from "../backup-features";
import { except } from "../extent";
import { noRolePolicies, type ServiceRecord } from "../service-record";

/** Regions without virtual machines, which have no SAP HANA either. */
export const withoutVirtualMachines =
  "ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-west-1 " +
  "eu-central-2 eu-south-2 il-central-1 me-central-1 mx-central-1 cn-north-1 cn-northwest-1";

export const virtualMachine = {
  name: "VirtualMachine",
  called: "a virtual machine",
  arnPatterns: ["backup-gateway:*:*:vm/*"],
  optIn: "whereNamed",
  fullManagementSetting: "none",
  rolePolicies: noRolePolicies,
  tagging: {
    creations: [],
    untaggableCreations: [],
    otherCreations: {
      "backup-gateway:CreateGateway": "Its tags are the gateway's own.",
      "backup-gateway:ImportHypervisorConfiguration":
        "Its tags are the hypervisor's own. Virtual machines are made outside AWS.",
    },
    setting: ["backup-gateway:TagResource"],
    removing: ["backup-gateway:UntagResource"],
  },
  ownBackups: [],
  resources: [
    {
      aliases: ["VMware", "VM"],
      features: features({
        coldStorage: "yes",
        airGappedVault: true,
        fullManagement: true,
        available: except(withoutVirtualMachines),
      }),
    },
  ],
} as const satisfies ServiceRecord;

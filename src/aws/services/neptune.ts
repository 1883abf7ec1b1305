import { features, optInRegions } from "../backup-features";
import { except } from "../extent";
import { databaseCluster } from "../database-cluster";
import { type ServiceRecord } from "../service-record";

/** Opt-in Regions whose backups can go to other Regions of the account. */
const copyingOptInRegions = ["af-south-1", "ap-east-1", "ap-southeast-3", "il-central-1", "me-south-1", "me-central-1"];

export const neptune = {
  ...databaseCluster("Neptune"),
  name: "Neptune",
  optIn: "whereNamed",
  resources: [
    {
      features: features({
        crossRegionCopy: { except: optInRegions.filter((region) => !copyingOptInRegions.includes(region)) },
        crossAccountCopy: { except: optInRegions },
        restoreTesting: true,
        airGappedVault: true,
        copiesStayUnencrypted: true,
        available: except("ap-south-2 ap-southeast-6 ap-east-2 ap-southeast-7 eu-south-1 mx-central-1"),
      }),
    },
  ],
} as const satisfies ServiceRecord;

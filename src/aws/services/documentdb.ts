import { except, features, optInRegions } from "../backup-features";
import { databaseCluster } from "../database-cluster";
import { type ServiceRecord } from "../service-record";

export const documentdb = {
  ...databaseCluster("DocumentDB"),
  name: "DocumentDB",
  optIn: "whereNamed",
  resources: [
    {
      features: features({
        crossRegionCopy: { except: optInRegions },
        crossAccountCopy: { except: optInRegions },
        restoreTesting: true,
        airGappedVault: true,
        copiesStayUnencrypted: true,
        available: except("us-west-1 ap-east-2 ca-west-1 me-south-1 us-gov-east-1"),
      }),
    },
  ],
} as const satisfies ServiceRecord;

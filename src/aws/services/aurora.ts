import { features } from "../backup-features";
import { databaseCluster } from "../database-cluster";
import { type ServiceRecord } from "../service-record";

export const aurora = {
  ...databaseCluster("Aurora"),
  name: "Aurora",
  optIn: "byDefault",
  resources: [
    {
      features: features({
        continuousBackup: true,
        restoreTesting: true,
        airGappedVault: true,
        copiesStayUnencrypted: true,
      }),
    },
  ],
} as const satisfies ServiceRecord;

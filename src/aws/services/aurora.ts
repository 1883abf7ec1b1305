import { features } from "../backup-features";
import { blueGreenDeployment, databaseCluster } from "../database-cluster";
import { type ServiceRecord } from "../service-record";

const cluster = databaseCluster("Aurora");

export const aurora = {
  ...cluster,
  tagging: {
    ...cluster.tagging,
    creations: [...cluster.tagging.creations, blueGreenDeployment(cluster.called)],
  },
  name: "Aurora",
  optIn: "byDefault",
  // Amazon Aurora User Guide, "Overview of backing up and restoring an Aurora DB cluster": the volume of the cluster is
  // backed up, which all its instances share. Read 2026-11-26.
  contains: [{ services: ["RDS"], what: "the data of its DB instances", alsoAlone: "notSaid" }],
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

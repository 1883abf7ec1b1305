import { features } from "../backup-features";
import { except } from "../extent";
import { databaseCluster } from "../database-cluster";
import { type ServiceRecord } from "../service-record";

export const documentdb = {
  ...databaseCluster("DocumentDB"),
  name: "DocumentDB",
  optIn: "whereNamed",
  resources: [
    {
      features: features({
        // In opt-in Regions too since 26 August 2026.
        // Source: AWS Backup Developer Guide, "Document history". Read 2026-11-26.
        restoreTesting: true,
        airGappedVault: true,
        copiesStayUnencrypted: true,
        available: except("us-west-1 ap-east-2 ca-west-1 me-south-1 us-gov-east-1"),
      }),
    },
  ],
} as const satisfies ServiceRecord;

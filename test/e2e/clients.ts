/** AWS's own APIs, reached as a deployment reaches them: by the deployment role of each account. */

import { BackupClient } from "@aws-sdk/client-backup";
import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";

export interface Clients {
  readonly organizations: OrganizationsClient;
  /** By the deployment role, or by another one of the account. */
  backup(accountId: string, region: string, roleName?: string): Promise<BackupClient>;
  ec2(accountId: string, region: string): Promise<EC2Client>;
  kms(accountId: string, region: string): Promise<KMSClient>;
  iam(accountId: string, roleName?: string): Promise<IAMClient>;
}

/** Of the management account, for Terraform too; moto does not look at them. */
export const credentials = { accessKeyId: "management", secretAccessKey: "embedded" };

const globalRegion = "us-east-1";

export function createClients(endpoint: string, deploymentRoleName: string): Clients {
  const sts = new STSClient({ endpoint, region: globalRegion, credentials });
  const configuration = async (accountId: string, region: string, roleName = deploymentRoleName) => {
    const { Credentials: assumed } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${accountId}:role/${roleName}`,
        RoleSessionName: "end-to-end-test",
      }),
    );
    return {
      endpoint,
      region,
      credentials: {
        accessKeyId: assumed?.AccessKeyId ?? "",
        secretAccessKey: assumed?.SecretAccessKey ?? "",
        sessionToken: assumed?.SessionToken,
      },
    };
  };
  return {
    organizations: new OrganizationsClient({ endpoint, region: globalRegion, credentials }),
    backup: async (accountId, region, roleName) => new BackupClient(await configuration(accountId, region, roleName)),
    ec2: async (accountId, region) => new EC2Client(await configuration(accountId, region)),
    kms: async (accountId, region) => new KMSClient(await configuration(accountId, region)),
    iam: async (accountId, roleName) => new IAMClient(await configuration(accountId, globalRegion, roleName)),
  };
}

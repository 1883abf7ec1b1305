import { type TerraformResourceType } from "./terraform-type";

/** Every account has them. */
export const awsBackupGlobalSettings: TerraformResourceType = {
  read: [{ actions: ["backup:DescribeGlobalSettings"] }],
  write: [{ actions: ["backup:UpdateGlobalSettings"] }],
  questions: () => [],
  adopt: ({ accountId }) => ({ importId: accountId }),
  noise: {},
};

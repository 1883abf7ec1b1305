import { type TerraformDataSourceType } from "./terraform-type";

export const dataAwsOrganizationsOrganization: TerraformDataSourceType = {
  read: [
    {
      actions: [
        "organizations:DescribeOrganization",
        "organizations:ListAWSServiceAccessForOrganization",
        "organizations:ListAccounts",
        "organizations:ListRoots",
      ],
      global: true,
    },
  ],
};
